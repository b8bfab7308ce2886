package io.ironpost.core.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads a configuration: command line before environment before file before default.
///
/// A value that is wrong is a problem even where a stronger one stands above it, and so is a
/// variable that begins like one of ours (`IRONPOST_`) and names no section or no key: the first
/// Ironpost ignored both, and its users found out in production.
public final class ConfigReader {
  /// What the launcher and the tests read, and the configuration does not.
  private static final Set<String> LAUNCHER =
      Set.of(
          "IRONPOST_JAVA_HOME",
          "IRONPOST_HEAP",
          "IRONPOST_JAVA_OPTS",
          "IRONPOST_CACHE_DIR",
          "IRONPOST_CONFIG",
          "IRONPOST_SHARED_DATA");

  private final ConfigSchema schema;
  private final Problems problems = new Problems();
  private final Config config;

  private ConfigReader(ConfigSchema schema) {
    this.schema = schema;
    this.config = new Config(schema);
  }

  /// Reads all sources and reports every problem of all of them.
  public static ConfigReading read(ConfigSchema schema, ConfigSources sources) {
    ConfigReader reader = new ConfigReader(schema);
    new TomlFile(schema, sources.fileName(), reader.problems, reader.config).read(sources.toml());
    new TreeMap<>(sources.environment()).forEach(reader::variable);
    new TreeMap<>(sources.options()).forEach(reader::option);
    if (reader.problems.all().isEmpty()) {
      schema.sections().forEach(s -> s.check().check(reader.config, reader.problems));
      reader.config.members().forEach(member -> member.check(reader.problems));
    }
    List<Problem> found = reader.problems.all().stream().sorted(BY_POSITION).toList();
    return found.isEmpty()
        ? new ConfigReading.Read(reader.config)
        : new ConfigReading.Refused(found);
  }

  /// Problems of the file by line and column, the others after them as they came.
  private static final Comparator<Problem> BY_POSITION =
      Comparator.comparingLong(problem ->
          problem.origin() instanceof Origin.File(_, var line, var column)
              ? ((long) line << 32) + column
              : Long.MAX_VALUE);

  /// Those of the schema, and those that the user named.
  private Stream<Section> sections() {
    return Stream.concat(
        schema.sections().stream(), config.members().stream().map(Member::section));
  }

  private void variable(String name, String text) {
    Optional<Section> ours =
        sections()
            .filter(section -> name.startsWith(section.variablePrefix()))
            .max(Comparator.comparingInt(section -> section.environment().length()));
    if (ours.isEmpty()) {
      unknownSection(name);
      return;
    }
    Section section = ours.get();
    Origin origin = new Origin.Environment(name);
    for (Key<?> key : section.keys()) {
      if (section.variable(key).equals(name)) {
        setText(section, key, text, origin);
        return;
      }
    }
    List<String> names = section.keys().stream().map(section::variable).toList();
    String hint = NearestName.to(name, names).orElse("");
    problems.add(new Problem(origin, "", "section " + section.name() + " has no such key", hint));
  }

  private void unknownSection(String name) {
    if (!name.startsWith(Section.VARIABLES) || LAUNCHER.contains(name)) {
      return;
    }
    List<String> names =
        sections().flatMap(section -> section.keys().stream().map(section::variable)).toList();
    String hint = NearestName.to(name, names).orElse("");
    problems.add(
        new Problem(
            new Origin.Environment(name), "", "names no section of the configuration", hint));
  }

  private void option(String dotted, String text) {
    Origin origin = new Origin.CommandLine();
    Optional<ConfigSchema.Place> place = schema.find(dotted).or(() -> member(dotted));
    if (place.isEmpty()) {
      String hint = NearestName.to(dotted, schema.dottedKeys()).orElse("");
      problems.add(new Problem(origin, dotted, "unknown key", hint));
      return;
    }
    setText(place.get().section(), place.get().key(), text, origin);
  }

  /// A key of a section that the file has. A sink that nobody described cannot be made here.
  private Optional<ConfigSchema.Place> member(String dotted) {
    return new ConfigSchema(config.members().stream().map(Member::section).toList()).find(dotted);
  }

  private <T> void setText(Section section, Key<T> key, String text, Origin origin) {
    Optional<T> value = key.kind().readText(text);
    if (value.isPresent()) {
      config.put(new Setting<>(section, key, value.get(), origin));
    } else {
      problems.add(Wrong.value(section, key, text, origin));
    }
  }
}
