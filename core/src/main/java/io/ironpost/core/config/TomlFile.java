package io.ironpost.core.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads the text of a TOML file into a [Config].
final class TomlFile {
  /// A configuration has some hundred lines; the parser is slow on megabytes.
  static final int MAX_CHARS = 1 << 20;

  private final ConfigSchema schema;
  private final String file;
  private final Problems problems;
  private final Config config;

  TomlFile(ConfigSchema schema, String file, Problems problems, Config config) {
    this.schema = schema;
    this.file = file;
    this.problems = problems;
    this.config = config;
  }

  void read(String text) {
    if (text.length() > MAX_CHARS) {
      refuse("the file is longer than %d characters".formatted(MAX_CHARS));
      return;
    }
    try {
      TomlParseResult parsed = Toml.parse(text);
      parsed.errors().forEach(this::syntax);
      table("", parsed);
    } catch (StackOverflowError _) { // brackets in brackets, thousands deep
      refuse("the file is nested too deeply");
    }
  }

  private void refuse(String message) {
    problems.add(new Problem(new Origin.File(file, 1, 1), "", message, ""));
  }

  private void syntax(TomlParseError error) {
    Origin origin = new Origin.File(file, error.position().line(), error.position().column());
    problems.add(new Problem(origin, "", Objects.requireNonNullElse(error.getMessage(), "?"), ""));
  }

  private void table(String name, TomlTable table) {
    Optional<Family> family = schema.family(name);
    if (family.isPresent()) {
      table.entrySet().forEach(entry -> member(family.get(), entry, table));
    } else {
      keys(name, schema.section(name), table);
    }
  }

  /// A section that the user named. What its keys are depends on its type, so that is read first.
  private void member(Family family, Map.Entry<String, Object> entry, TomlTable siblings) {
    String name = entry.getKey();
    String dotted = family.name() + "." + name;
    Origin origin = at(siblings.inputPositionOf(List.of(name)));
    if (!(entry.getValue() instanceof TomlTable table)) {
      problems.add(new Problem(origin, dotted, "is a section: write [" + dotted + "]", ""));
      return;
    }
    if (!Family.isMemberName(name)) {
      String message = "is no name: lower-case letters, digits and _, 32 at most";
      problems.add(new Problem(origin, dotted, message, ""));
      return;
    }
    variant(family, dotted, table, origin)
        .ifPresent(variant -> {
          Member member = new Member(family, variant, name);
          config.add(member);
          keys(dotted, Optional.of(member.section()), table);
        });
  }

  private Optional<Family.Variant> variant(
      Family family, String dotted, TomlTable table, Origin origin) {
    String selector = family.selector().name();
    Object said = table.get(List.of(selector));
    Optional<Family.Variant> variant =
        said instanceof String word ? family.variant(word) : Optional.empty();
    if (variant.isEmpty()) {
      String types = String.join(", ", family.words());
      boolean missing = said == null;
      String hint =
          said instanceof String word ? NearestName.to(word, family.words()).orElse("") : "";
      problems.add(
          new Problem(
              missing ? origin : at(table.inputPositionOf(List.of(selector))),
              dotted + "." + selector,
              (missing ? "is missing: one of " : "must be one of ") + types,
              hint));
    }
    return variant;
  }

  private void keys(String name, Optional<Section> section, TomlTable table) {
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      String key = entry.getKey();
      String dotted = name.isEmpty() ? key : name + "." + key;
      Origin origin = at(table.inputPositionOf(List.of(key)));
      Optional<Key<?>> known = section.flatMap(s -> s.key(key));
      if (known.isPresent()) {
        set(section.orElseThrow(), known.get(), entry.getValue(), origin);
      } else if (!isSectionOrAbove(dotted)) {
        problems.add(unknown(name, section, key, entry.getValue(), origin));
      } else if (entry.getValue() instanceof TomlTable inner) {
        table(dotted, inner);
      } else {
        problems.add(new Problem(origin, dotted, "is a section: write [" + dotted + "]", ""));
      }
    }
  }

  private boolean isSectionOrAbove(String dotted) {
    return Stream.concat(
            schema.sections().stream().map(Section::name),
            schema.families().stream().map(Family::name))
        .anyMatch(name -> name.equals(dotted) || name.startsWith(dotted + "."));
  }

  private Origin at(@Nullable TomlPosition position) {
    return position == null
        ? new Origin.File(file, 1, 1)
        : new Origin.File(file, position.line(), position.column());
  }

  private Problem unknown(
      String name, Optional<Section> section, String key, Object value, Origin origin) {
    String dotted = name.isEmpty() ? key : name + "." + key;
    if (value instanceof TomlTable) {
      List<String> sections = schema.sections().stream().map(Section::name).toList();
      String hint = NearestName.to(dotted, sections).map(n -> "[" + n + "]").orElse("");
      return new Problem(origin, dotted, "unknown section", hint);
    }
    List<String> keys = section.stream().flatMap(s -> s.keys().stream()).map(Key::name).toList();
    return new Problem(
        origin, dotted, "unknown key", NearestName.to(key, keys).orElseGet(() -> elsewhere(key)));
  }

  /// The right key in the wrong section, dotted; empty when there is none.
  private String elsewhere(String key) {
    return schema.dottedKeys().stream()
        .filter(dotted -> dotted.endsWith("." + key))
        .findFirst()
        .orElse("");
  }

  private <T> void set(Section section, Key<T> key, Object value, Origin origin) {
    Object plain = value instanceof TomlArray array ? array.toList() : value;
    Optional<T> read = key.kind().read(plain);
    if (read.isPresent()) {
      config.put(new Setting<>(section, key, read.get(), origin));
    } else {
      problems.add(Wrong.value(section, key, plain, origin));
    }
  }
}
