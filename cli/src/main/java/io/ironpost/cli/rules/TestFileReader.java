package io.ironpost.cli.rules;

import io.ironpost.cli.output.Json;
import io.ironpost.core.config.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads `x.test.yml` (`docs/reference/rule-tests.md`) and says everything that is wrong with it.
final class TestFileReader {
  private static final List<String> KEYS =
      List.of("name", "rule", "source", "log", "events", "matches", "entities");

  private final List<String> problems = new ArrayList<>();

  private TestFileReader() {}

  static TestFile read(String name, byte[] content) {
    TestFileReader reader = new TestFileReader();
    List<TestFile.Case> cases = reader.cases(new String(content, StandardCharsets.UTF_8));
    return reader.problems.isEmpty()
        ? new TestFile(name, cases, List.of())
        : TestFile.broken(name, reader.problems);
  }

  private List<TestFile.Case> cases(String yaml) {
    Object root;
    try {
      root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      problems.add(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
      return List.of();
    }
    if (!(root instanceof Map<?, ?> map) || !(map.get("cases") instanceof List<?> list)) {
      problems.add("there is no list `cases`");
      return List.of();
    }
    List<TestFile.Case> cases = new ArrayList<>();
    for (Object item : list) {
      String where = "case " + (cases.size() + 1);
      if (item instanceof Map<?, ?> one) {
        cases.add(oneCase(where, one));
      } else {
        problems.add(where + " is not a map");
      }
    }
    return cases;
  }

  private TestFile.Case oneCase(String where, Map<?, ?> one) {
    for (Object key : one.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        String hint =
            NearestName.to(String.valueOf(key), KEYS)
                .map(n -> "; did you mean " + n + "?")
                .orElse("");
        problems.add("%s: unknown key %s%s".formatted(where, key, hint));
      }
    }
    String name = text(one.get("name"), where);
    return new TestFile.Case(
        name,
        text(one.get("rule"), ""),
        text(one.get("source"), "test"),
        log(name, one),
        matches(name, one.get("matches")),
        entities(name, one.get("entities")));
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : String.valueOf(value);
  }

  /// `log` as it stands, or each of `events` as a line of JSON.
  private String log(String name, Map<?, ?> one) {
    Object log = one.get("log");
    if (one.get("events") instanceof List<?> events && log == null) {
      return String.join("\n", events.stream().map(Json::line).toList());
    }
    if (log == null) {
      problems.add(name + ": needs `log` (lines of text) or `events` (a list of maps)");
    }
    return text(log, "");
  }

  private long matches(String name, @Nullable Object value) {
    if (value instanceof Number number && number.longValue() >= 0) {
      return number.longValue();
    }
    problems.add(name + ": needs `matches`, the number of findings");
    return 0;
  }

  private Map<String, List<String>> entities(String name, @Nullable Object value) {
    Map<String, List<String>> entities = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((field, wanted) -> entities.put(String.valueOf(field), texts(wanted)));
    } else if (value != null) {
      problems.add(name + ": `entities` is a map of fields to values");
    }
    return entities;
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> items
        ? items.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
