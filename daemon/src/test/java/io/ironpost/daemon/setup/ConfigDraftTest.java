package io.ironpost.daemon.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReader;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.ConfigSchema;
import io.ironpost.core.config.ConfigSources;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.config.LogPipelineKeys;
import io.ironpost.daemon.config.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigDraftTest {
  @TempDir private Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private HostFacts facts(Map<String, String> environment) {
    return new HostScan(root, environment).facts();
  }

  /// The draft's sinks are of a family that this test's schema need not have.
  private static Config read(String draft) {
    String sections = draft.substring(0, draft.indexOf("\n# Where alerts go"));
    ConfigSchema schema = new ConfigSchema(Sections.schema().sections());
    return switch (ConfigReader.read(schema, ConfigSources.ofFile("ironpost.toml", sections))) {
      case ConfigReading.Read(var config) -> config;
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  @Test
  void logs_that_are_there_are_followed() throws IOException {
    file("var/log/auth.log", "");
    file("var/log/nginx/access.log", "");
    Config config = read(new ConfigDraft(facts(Map.of())).text(Sections.schema()));
    assertThat(config.get(LogPipelineKeys.WATCH_PATHS))
        .containsExactly("/var/log/auth.log", "/var/log/nginx/*.log");
    assertThat(config.get(LogPipelineKeys.SOURCES)).contains("file").doesNotContain("journald");
  }

  @Test
  void a_host_without_logs_receives_syslog() {
    Config config = read(new ConfigDraft(facts(Map.of())).text(Sections.schema()));
    assertThat(config.get(LogPipelineKeys.SOURCES)).containsExactly("syslog");
  }

  @Test
  void whoever_is_not_root_gets_places_of_his_own() {
    HostFacts facts = facts(Map.of("HOME", "/home/ada \"x\""));
    HostFacts user =
        new HostFacts(
            false,
            facts.home(),
            facts.logs(),
            facts.unreadable(),
            false,
            facts.containerLogs(),
            facts.engines(),
            facts.interfaces(),
            "",
            false,
            "",
            facts.gateways(),
            facts.resolvers());
    Config config = read(new ConfigDraft(user).text(Sections.schema()));
    assertThat(config.get(GeneralKeys.DATA_DIR)).isEqualTo("/home/ada \"x\"/.local/state/ironpost");
    assertThat(config.get(LogPipelineKeys.SYSLOG_BIND)).isEqualTo("127.0.0.1:1514");
  }

  @Test
  void every_key_stands_in_the_draft_with_its_default_as_a_comment() {
    String text = new ConfigDraft(facts(Map.of())).text(Sections.schema());
    String active = text.replaceAll("(?m)^#(?=[a-z_]+ = )", "");
    Config all = read(active);
    assertThat(all.settings()).hasSameSizeAs(read("\n# Where alerts go").settings());
    assertThat(text).contains("#shutdown_timeout = \"20s\"");
  }

  @Test
  void the_operator_the_gateway_and_the_resolvers_are_seen() throws IOException {
    file("etc/resolv.conf", "# x\nnameserver 192.0.2.53\n");
    file(
        "proc/net/route",
        "Iface\tDestination\tGateway\tFlags\neth0\t00000000\t010200C0\t0003\neth0\t000200C0\t0\t1\n");
    file("proc/net/udp", "  sl  local_address\n 1: 00000000:0202 00000000:0000 07\n");
    HostFacts facts = facts(Map.of("SSH_CONNECTION", "198.51.100.7 5000 192.0.2.1 22"));
    assertThat(facts.sshPeer()).isEqualTo("198.51.100.7");
    assertThat(facts.gateways()).containsExactly("192.0.2.1");
    assertThat(facts.defaultInterface()).isEqualTo("eth0");
    assertThat(facts.resolvers()).containsExactly("192.0.2.53");
    assertThat(facts.syslogPortsTaken()).isTrue();
  }
}
