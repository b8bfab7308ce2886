package io.ironpost.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every section there is; what is not in it is an error in a file.
///
/// @param families sections that users name themselves
public record ConfigSchema(List<Section> sections, List<Family> families) {
  public ConfigSchema {
    sections = List.copyOf(sections);
    families = List.copyOf(families);
  }

  public ConfigSchema(List<Section> sections) {
    this(sections, List.of());
  }

  Optional<Family> family(String name) {
    return families.stream().filter(family -> family.name().equals(name)).findFirst();
  }

  public Optional<Section> section(String name) {
    return sections.stream().filter(section -> section.name().equals(name)).findFirst();
  }

  /// The names of all keys, dotted.
  public List<String> dottedKeys() {
    List<String> names = new ArrayList<>();
    for (Section section : sections) {
      section.keys().forEach(key -> names.add(section.dotted(key)));
    }
    return names;
  }

  /// A key by its dotted name, with its section.
  public Optional<Place> find(String dotted) {
    int dot = dotted.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : section(dotted.substring(0, dot))
            .flatMap(
                section -> section.key(dotted.substring(dot + 1)).map(k -> new Place(section, k)));
  }

  /// A key and where it belongs.
  public record Place(Section section, Key<?> key) {
    public String dotted() {
      return section.dotted(key);
    }
  }
}
