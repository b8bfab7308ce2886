package io.ironpost.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SigmaPatternsTest {
  private static final List<String> ACTIVE =
      List.of("rules", "rules-emerging-threats", "rules-threat-hunting");

  @Test
  void every_regex_in_sigmahqs_active_rules_compiles_and_most_have_literals() {
    Optional<Path> rules = sharedData().map(data -> data.resolve("sigma-rules"));
    assumeTrue(
        rules.filter(Files::isDirectory).isPresent(),
        "needs SigmaHQ's rules in IRONPOST_SHARED_DATA or ../shared/data");
    List<String> patterns = new ArrayList<>();
    for (String folder : ACTIVE) collectFromFolder(rules.orElseThrow().resolve(folder), patterns);

    assertThat(patterns).hasSizeGreaterThan(200);
    List<LinearRegex> compiled =
        patterns.stream().map(pattern -> LinearRegex.compile(pattern, RegexFlags.NONE)).toList();
    assertThat(compiled.stream().filter(regex -> !regex.requiredAnyOf().isEmpty()).count())
        .isGreaterThan(patterns.size() * 3L / 4);
  }

  private static Optional<Path> sharedData() {
    String configured = System.getenv("IRONPOST_SHARED_DATA");
    if (configured != null) return Optional.of(Path.of(configured));
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared/data"))
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static void collectFromFolder(Path folder, List<String> patterns) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".yml") && mentionsRegex(file))
          .forEach(file -> collect(load(file), patterns));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean mentionsRegex(Path file) {
    return read(file).contains("|re");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object load(Path file) {
    return new Load(LoadSettings.builder().build()).loadFromString(read(file));
  }

  private static void collect(Object yaml, List<String> patterns) {
    if (yaml instanceof List<?> list) list.forEach(item -> collect(item, patterns));
    if (!(yaml instanceof Map<?, ?> map)) return;
    map.forEach((key, value) -> {
      if (!key.toString().matches(".*\\|re(\\|.*)?")) collect(value, patterns);
      else if (value instanceof List<?> list) list.forEach(p -> patterns.add(p.toString()));
      else patterns.add(value.toString());
    });
  }
}
