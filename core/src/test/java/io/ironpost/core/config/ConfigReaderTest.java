package io.ironpost.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ConfigReaderTest {
  private static final Key<Boolean> ENABLED = new Key<>("enabled", new Kind.Bool(), false, "On.");
  private static final Key<Long> BATCH =
      new Key<>("batch_size", new Kind.Whole(1, 10_000), 100L, "Lines.");
  private static final Key<String> LEVEL =
      new Key<>("level", new Kind.Choice(List.of("low", "medium", "high")), "low", "Level.");
  private static final Key<String> INTERFACE =
      new Key<>("interface", new Kind.Text(TextRule.ANY), "eth0", "Which.");
  private static final Key<List<String>> PATHS =
      new Key<>("paths", new Kind.Texts(1, TextRule.PATH_DOWNWARD), List.of("/var"), "Where.");
  private static final Key<Duration> WAIT =
      new Key<>(
          "wait",
          new Kind.Span(Duration.ofMillis(1), Duration.ofHours(1)),
          Duration.ofSeconds(5),
          "How long.");
  private static final Key<ByteSize> RING =
      new Key<>(
          "ring",
          new Kind.Size(new ByteSize(4096), new ByteSize(1 << 30)),
          new ByteSize(1 << 18),
          "Size.");
  private static final Key<Secret> URL =
      new Key<>("url", new Kind.Hidden(), new Secret("postgresql://localhost/ironpost"), "Where.");

  private static final ConfigSchema SCHEMA =
      new ConfigSchema(
          List.of(
              new Section(
                  "logs",
                  "LOGS",
                  "Logs.",
                  List.of(ENABLED, BATCH, LEVEL, INTERFACE, PATHS),
                  ConfigReaderTest::checkInterface),
              new Section(
                  "logs.storage",
                  "STORAGE",
                  "Store.",
                  List.of(WAIT, RING, URL),
                  Section.Check.NONE)));

  private static void checkInterface(Config config, Problems problems) {
    problems.require(
        !config.get(ENABLED) || !config.get(INTERFACE).isBlank(),
        config.setting(INTERFACE),
        "must not be empty when enabled");
  }

  private static Config read(ConfigSources sources) {
    return switch (ConfigReader.read(SCHEMA, sources)) {
      case ConfigReading.Read(var config) -> config;
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(ConfigSources sources) {
    return switch (ConfigReader.read(SCHEMA, sources)) {
      case ConfigReading.Read _ -> List.of();
      case ConfigReading.Refused(var problems) -> problems.stream().map(Problem::toString).toList();
    };
  }

  private static List<String> problems(String toml) {
    return problems(ConfigSources.ofFile("c.toml", toml));
  }

  @Test
  void without_a_file_every_key_has_its_default() {
    Config config = read(ConfigSources.ofFile("c.toml", ""));
    assertThat(config.get(BATCH)).isEqualTo(100);
    assertThat(config.get(WAIT)).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.settings()).hasSize(8);
  }

  @Test
  void every_type_is_read() {
    Config config =
        read(
            ConfigSources.ofFile(
                "c.toml",
                """
                [logs]
                enabled = true
                batch_size = 7
                level = "HIGH"
                paths = ["/a", "b"]
                [logs.storage]
                wait = "1m30s"
                ring = "64 KiB"
                url = "redis://x"
                """));
    assertThat(config.get(ENABLED)).isTrue();
    assertThat(config.get(BATCH)).isEqualTo(7);
    assertThat(config.get(LEVEL)).isEqualTo("high");
    assertThat(config.get(PATHS)).containsExactly("/a", "b");
    assertThat(config.get(WAIT)).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.get(RING)).isEqualTo(new ByteSize(65_536));
    assertThat(config.get(URL).reveal()).isEqualTo("redis://x");
    assertThat(config.setting(BATCH).origin()).hasToString("c.toml:3:1");
  }

  @Test
  void command_line_beats_environment_beats_file() {
    String toml = "[logs]\nbatch_size = 2\n";
    Map<String, String> env = Map.of("IRONPOST_LOGS_BATCH_SIZE", "3");
    Map<String, String> options = Map.of("logs.batch_size", "4");
    assertThat(read(new ConfigSources("c", toml, Map.of(), Map.of())).get(BATCH)).isEqualTo(2);
    assertThat(read(new ConfigSources("c", toml, env, Map.of())).get(BATCH)).isEqualTo(3);
    assertThat(read(new ConfigSources("c", toml, env, options)).get(BATCH)).isEqualTo(4);
  }

  @Test
  void lists_in_variables_are_separated_by_commas() {
    Map<String, String> env = Map.of("IRONPOST_LOGS_PATHS", "/a, /b,", "HOME", "/root");
    assertThat(read(new ConfigSources("c", "", env, Map.of())).get(PATHS))
        .containsExactly("/a", "/b");
  }

  @Test
  void all_problems_are_reported_at_once_with_line_and_column() {
    assertThat(
            problems(
                """
                top = 1
                [logs]
                batch_sise = 5
                level = "meduim"
                  paths = []
                batch_size = 10001
                [log.storage]
                [logs.storage]
                enabled = true
                url = 5
                """))
        .containsExactly(
            "c.toml:1:1: top: unknown key",
            "c.toml:3:1: logs.batch_sise: unknown key; did you mean batch_size?",
            "c.toml:4:1: logs.level: must be one of low, medium, high, is \"meduim\";"
                + " did you mean medium?",
            "c.toml:5:3: logs.paths: must be a list of at least 1, each a path of at most 4096"
                + " characters without `..`, is an empty list",
            "c.toml:6:1: logs.batch_size: must be a whole number from 1 to 10000, is 10001",
            "c.toml:7:1: log: unknown section; did you mean [logs]?",
            "c.toml:9:1: logs.storage.enabled: unknown key; did you mean logs.enabled?",
            "c.toml:10:1: logs.storage.url: must be text, is something else");
  }

  @Test
  void a_syntax_error_does_not_hide_the_others() {
    List<String> found = problems("[logs]\nlevel = \nbatch_size = 0\n");
    assertThat(found).hasSize(2);
    assertThat(found.get(0)).startsWith("c.toml:2:");
    assertThat(found.get(1)).startsWith("c.toml:3:1: logs.batch_size:");
  }

  @Test
  void wrong_variables_and_options_are_problems_too() {
    Map<String, String> env =
        Map.of(
            "IRONPOST_LOGS_BATCHSIZE", "5",
            "IRONPOST_LOG_BATCH_SIZE", "5",
            "IRONPOST_STORAGE_WAIT", "soon",
            "IRONPOST_JAVA_HOME", "/usr");
    assertThat(problems(new ConfigSources("c", "", env, Map.of("logs.levl", "low"))))
        .containsExactly(
            "environment variable IRONPOST_LOGS_BATCHSIZE: section logs has no such key;"
                + " did you mean IRONPOST_LOGS_BATCH_SIZE?",
            "environment variable IRONPOST_LOG_BATCH_SIZE: names no section of the configuration;"
                + " did you mean IRONPOST_LOGS_BATCH_SIZE?",
            "environment variable IRONPOST_STORAGE_WAIT: logs.storage.wait: must be a duration"
                + " from 1ms to 1h, is \"soon\"",
            "--set: logs.levl: unknown key; did you mean logs.level?");
  }

  @Test
  void values_that_must_fit_together_are_checked() {
    assertThat(problems("[logs]\ninterface = \"\"\n")).isEmpty();
    assertThat(problems("[logs]\nenabled = true\ninterface = \"\"\n"))
        .containsExactly("c.toml:3:1: logs.interface: must not be empty when enabled");
  }

  @Test
  void a_value_in_the_place_of_a_section_is_a_problem() {
    assertThat(problems("logs = 3"))
        .containsExactly("c.toml:1:1: logs: is a section: write [logs]");
  }

  @Test
  void a_path_that_climbs_is_refused() {
    assertThat(problems("[logs]\npaths = [\"a/../b\"]")).hasSize(1);
    assertThat(problems("[logs]\npaths = [\"a..b\"]")).isEmpty();
  }

  @Test
  void no_text_makes_it_throw() {
    SplittableRandom random = new SplittableRandom(11);
    String[] pieces = {
      "[",
      "]",
      "logs",
      ".",
      "=",
      "\n",
      "\"",
      "'",
      "5",
      "true",
      "#",
      "{",
      "}",
      ",",
      "\\u",
      "é",
      "\0",
      "batch_size",
      "[[logs]]",
      "\"\"\"",
      "1979-05-27",
      "inf",
      "-",
      " "
    };
    for (int i = 0; i < 400; i++) {
      StringBuilder toml = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        toml.append(pieces[random.nextInt(pieces.length)]);
      }
      assertThat(ConfigReader.read(SCHEMA, ConfigSources.ofFile("c", toml.toString()))).isNotNull();
    }
    assertThat(problems("a = " + "[".repeat(100_000))).isNotEmpty();
    assertThat(problems("#".repeat(TomlFile.MAX_CHARS + 1))).hasSize(1);
  }
}
