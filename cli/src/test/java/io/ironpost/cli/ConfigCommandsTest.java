package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import io.ironpost.core.config.Family;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Section;
import io.ironpost.daemon.config.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandsTest {
  @TempDir private Path folder;

  private String file(String toml) throws IOException {
    return Files.writeString(folder.resolve("ironpost.toml"), toml).toString();
  }

  @Test
  void check_reports_every_problem_and_ends_with_2() throws IOException {
    String file =
        file(
            """
            [general]
            log_lvel = "info"
            [metrics]
            port = 70000
            endpoint = "/stats"
            [log_pipelin]
            enabled = true
            """);
    Ran ran = Ran.piped("config", "check", "-c", file, "--output", "text");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out().replace(file, "ironpost.toml"))
        .isEqualTo(
            """
            ironpost.toml:2:1: general.log_lvel: unknown key; did you mean log_level?
            ironpost.toml:4:1: metrics.port: must be a whole number from 0 to 65535, is 70000
            ironpost.toml:5:1: metrics.endpoint: must be /metrics, is "/stats"
            ironpost.toml:6:1: log_pipelin: unknown section; did you mean [log_pipeline]?
            """);
    assertThat(ran.err()).isEqualTo("4 problem(s) in the configuration\n");
  }

  @Test
  void check_in_a_pipe_is_ndjson() throws IOException {
    Ran ran = Ran.piped("config", "check", "-c", file("[general]\nlog_level = 5\n"));
    assertThat(ran.out()).startsWith("{\"key\":\"general.log_level\"").endsWith("\"column\":1}\n");
  }

  @Test
  void a_right_file_is_clean() throws IOException {
    Ran ran = Ran.piped("config", "check", "-c", file("[ebpf]\nenabled = true\n"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void an_interface_is_needed_only_when_packets_are_watched() throws IOException {
    String off = file("[ebpf]\ninterface = \"\"\n");
    assertThat(Ran.piped("config", "check", "-c", off).exit()).isZero();
    String on = file("[ebpf]\nenabled = true\ninterface = \"\"\n");
    assertThat(Ran.piped("config", "check", "-c", on).exit()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_not_there_is_a_problem_when_it_was_named() {
    Ran ran = Ran.piped("config", "check", "-c", folder.resolve("no.toml").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no file");
  }

  @Test
  void without_a_file_the_defaults_apply_and_that_is_said() {
    Ran ran = Ran.piped("config", "check");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .isEqualTo("there is no ironpost.toml here: the defaults apply; no problems\n");
  }

  @Test
  void a_variable_of_no_section_is_a_problem_and_those_of_the_launcher_are_none() {
    FakeTerminal mistyped = FakeTerminal.forPeople(Map.of("IRONPOST_METRIC_PORT", "9100"));
    Ran ran = Ran.in(mistyped, "config", "check");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains("did you mean IRONPOST_METRICS_PORT?");
    FakeTerminal launched = FakeTerminal.forPeople(Map.of("IRONPOST_HEAP", "1g"));
    assertThat(Ran.in(launched, "config", "check").exit()).isZero();
  }

  @Test
  void show_masks_secrets_and_says_where_values_come_from() throws IOException {
    String toml = "[log_pipeline.storage]\npostgres_url = \"postgresql://a:hunter2@db/x\"\n";
    FakeTerminal fake =
        FakeTerminal.forPeople(
            Map.of("IRONPOST_STORAGE_RETENTION_DAYS", "7", "NO_COLOR", "1", "COLUMNS", "200"));
    Ran ran = Ran.in(fake, "config", "show", "-c", file(toml), "--section", "log_pipeline.storage");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("postgresql://********@db/x")
        .contains("environment variable IRONPOST_STORAGE_RETENTION_DAYS")
        .doesNotContain("hunter2");
  }

  @Test
  void show_takes_overrides() {
    Ran ran =
        Ran.piped("config", "show", "--section", "general", "--set", "general.log_level=debug");
    assertThat(ran.out()).contains("\"value\":\"debug\",\"origin\":\"--set\"");
  }

  @Test
  void the_schema_knows_every_key_of_the_first_ironpost() {
    String schema = Ran.piped("config", "schema").out();
    assertThat(schema).contains("\"additionalProperties\": false").contains("retention_days");
    Ran table = Ran.piped("config", "schema", "-o", "ndjson");
    assertThat(table.out().lines()).hasSizeGreaterThan(34); // as many as the first one had
    assertThat(table.out()).contains("\"variable\":\"IRONPOST_STORAGE_POSTGRES_URL\"");
  }

  @Test
  void every_key_and_its_description_stands_in_the_reference() throws IOException {
    String reference = Files.readString(Path.of("../docs/reference/configuration.md"));
    for (Section section : Sections.schema().sections()) {
      assertThat(reference).contains("### " + section.name() + "\n");
      section.keys().forEach(key -> assertThat(reference).contains(row(key)));
    }
    for (Family.Variant variant : Sections.schema().families().getFirst().variants()) {
      assertThat(reference).contains("#### type = \"" + variant.word() + "\"");
      variant.keys().forEach(key -> assertThat(reference).contains(row(key)));
    }
  }

  private static List<String> row(Key<?> key) {
    return List.of("| `" + key.name() + "` |", "| " + key.description().replace("|", "\\|") + " |");
  }

  @Test
  void durations_are_shown_as_they_are_written() {
    assertThat(Ran.piped("config", "schema", "-o", "ndjson").out())
        .contains("\"default\":\"20s\"")
        .doesNotContain("PT20S");
    assertThat(Ran.piped("config", "schema", "-o", "json").out()).contains("\"default\": \"20s\"");
    Ran shown = Ran.piped("config", "show", "--set", "general.shutdown_timeout=1m30s");
    assertThat(shown.out()).contains("\"value\":\"1m30s\",\"origin\":\"--set\"");
  }

  @Test
  void tables_of_keys_fit_a_narrow_terminal() {
    Map<String, String> narrow = Map.of("COLUMNS", "80", "NO_COLOR", "1");
    for (String command : List.of("show", "schema")) {
      FakeTerminal fake = FakeTerminal.forPeople(narrow);
      Ran ran = Ran.in(fake, "config", command, "-o", "table");
      assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void an_unknown_format_names_the_known_ones() {
    Ran ran = Ran.piped("config", "show", "--output", "xml");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("table, json, ndjson, csv");
  }
}
