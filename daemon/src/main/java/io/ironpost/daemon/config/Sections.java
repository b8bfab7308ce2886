package io.ironpost.daemon.config;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigSchema;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Problems;
import io.ironpost.core.config.Secret;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TextRule;
import java.util.List;

/// The sections of `ironpost.toml`: those of the first Ironpost, key for key, so that its users'
/// files are read unchanged. A module that needs its settings takes its section over.
public final class Sections {
  /// An hour and a day in the units of the keys.
  private static final long HOUR_SECS = 3_600;

  private static final List<String> SEVERITIES =
      List.of("info", "low", "medium", "high", "critical");

  static final Key<Boolean> EBPF_ENABLED =
      enabled(false, "Whether packets and processes are watched.");
  static final Key<String> EBPF_INTERFACE =
      text("interface", TextRule.ANY, "eth0", "The network interface to watch.");

  private Sections() {}

  /// All sections there are.
  public static ConfigSchema schema() {
    return new ConfigSchema(
        List.of(general(), metrics(), ebpf(), logPipeline(), storage(), container(), sbom()));
  }

  private static Section general() {
    return section(
        "general",
        "GENERAL",
        "What concerns the whole program.",
        choice(
            "log_level",
            "info",
            List.of("trace", "debug", "info", "warn", "error"),
            "How much Ironpost says about itself."),
        choice("log_format", "json", List.of("json", "pretty"), "How it says it."),
        text("data_dir", TextRule.PATH, "/var/lib/ironpost", "Where state is kept."),
        text(
            "pid_file",
            TextRule.PATH,
            "/var/run/ironpost/ironpost.pid",
            "Where the process id is written."));
  }

  private static Section metrics() {
    return section(
        "metrics",
        "METRICS",
        "Prometheus metrics.",
        enabled(true, "Whether metrics are served."),
        text("listen_addr", TextRule.NOT_EMPTY, "127.0.0.1", "The address to serve them on."),
        whole("port", 9_100, 1, 65_535, "The port to serve them on."),
        choice("endpoint", "/metrics", List.of("/metrics"), "The path they are served under."));
  }

  private static Section ebpf() {
    return new Section(
        "ebpf",
        "EBPF",
        "Packets and processes, seen in the kernel.",
        List.of(
            EBPF_ENABLED,
            EBPF_INTERFACE,
            choice(
                "xdp_mode",
                "skb",
                List.of("native", "skb", "hw"),
                "How the XDP program is attached."),
            whole(
                "ring_buffer_size",
                262_144,
                1,
                Integer.MAX_VALUE,
                "Bytes between kernel and program."),
            whole(
                "blocklist_max_entries",
                10_000,
                1,
                Integer.MAX_VALUE,
                "Addresses blocked at most.")),
        Sections::checkInterface);
  }

  private static void checkInterface(Config config, Problems problems) {
    problems.require(
        !config.get(EBPF_ENABLED) || !config.get(EBPF_INTERFACE).isBlank(),
        config.setting(EBPF_INTERFACE),
        "must not be empty when ebpf.enabled is true");
  }

  private static Section logPipeline() {
    return section(
        "log_pipeline",
        "LOG_PIPELINE",
        "Logs: where they come from and how they are read.",
        enabled(true, "Whether logs are read."),
        texts(
            "sources",
            1,
            TextRule.NOT_EMPTY,
            List.of("syslog", "file"),
            "Kinds of sources that are read."),
        text(
            "syslog_bind",
            TextRule.ADDRESS_AND_PORT,
            "0.0.0.0:514",
            "Where syslog over UDP is received."),
        text(
            "syslog_tcp_bind",
            TextRule.ADDRESS_AND_PORT,
            "0.0.0.0:601",
            "Where syslog over TCP is received."),
        texts(
            "watch_paths",
            0,
            TextRule.PATH,
            List.of("/var/log/syslog"),
            "Files that are followed."),
        whole("batch_size", 100, 1, 10_000, "Lines that travel together at most."),
        whole(
            "flush_interval_secs", 5, 1, HOUR_SECS, "How long a line waits for company at most."));
  }

  private static Section storage() {
    return section(
        "log_pipeline.storage",
        "STORAGE",
        "Where history is kept.",
        hidden("postgres_url", "postgresql://localhost:5432/ironpost", "The PostgreSQL database."),
        hidden("redis_url", "redis://localhost:6379", "The Redis server."),
        whole("retention_days", 30, 1, 3_650, "How long history is kept."));
  }

  private static Section container() {
    return section(
        "container",
        "CONTAINER",
        "Containers: policies and isolation.",
        enabled(false, "Whether containers are guarded."),
        text(
            "docker_socket", TextRule.PATH, "/var/run/docker.sock", "Docker's or Podman's socket."),
        whole(
            "poll_interval_secs",
            10,
            1,
            HOUR_SECS,
            "How often the list of containers is compared."),
        text("policy_path", TextRule.PATH, "/etc/ironpost/policies", "The folder of policies."),
        new Key<>(
            "auto_isolate",
            new Kind.Bool(),
            false,
            "Whether a policy may isolate without asking."));
  }

  private static Section sbom() {
    return section(
        "sbom",
        "SBOM",
        "Installed software and its known weaknesses.",
        enabled(false, "Whether software is scanned."),
        texts("scan_dirs", 1, TextRule.PATH_DOWNWARD, List.of("."), "Folders that are scanned."),
        whole("vuln_db_update_hours", 24, 1, 8_760, "How often advisories are fetched."),
        text(
            "vuln_db_path",
            TextRule.PATH,
            "/var/lib/ironpost/vuln-db",
            "Where advisories are kept."),
        choice("min_severity", "medium", SEVERITIES, "Findings below are left out."),
        choice(
            "output_format",
            "cyclonedx",
            List.of("cyclonedx", "spdx"),
            "The form of software lists."));
  }

  private static Section section(String name, String variables, String about, Key<?>... keys) {
    return new Section(name, variables, about, List.of(keys), Section.Check.NONE);
  }

  private static Key<Boolean> enabled(boolean byDefault, String description) {
    return new Key<>("enabled", new Kind.Bool(), byDefault, description);
  }

  private static Key<String> text(String name, TextRule rule, String byDefault, String about) {
    return new Key<>(name, new Kind.Text(rule), byDefault, about);
  }

  private static Key<String> choice(
      String name, String byDefault, List<String> words, String about) {
    return new Key<>(name, new Kind.Choice(words), byDefault, about);
  }

  private static Key<Long> whole(String name, long byDefault, long min, long max, String about) {
    return new Key<>(name, new Kind.Whole(min, max), byDefault, about);
  }

  private static Key<List<String>> texts(
      String name, int minItems, TextRule each, List<String> byDefault, String about) {
    return new Key<>(name, new Kind.Texts(minItems, each), byDefault, about);
  }

  private static Key<Secret> hidden(String name, String byDefault, String about) {
    return new Key<>(name, new Kind.Hidden(), new Secret(byDefault), about);
  }
}
