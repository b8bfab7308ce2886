package io.ironpost.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values in force, one for each key of the schema.
public final class Config {
  private final Map<Key<?>, Setting<?>> settings = new LinkedHashMap<>();
  private final Map<String, Member> members = new LinkedHashMap<>(); // by the section's name

  Config(ConfigSchema schema) {
    for (Section section : schema.sections()) {
      section.keys().forEach(key -> put(byDefault(section, key)));
    }
  }

  private static <T> Setting<T> byDefault(Section section, Key<T> key) {
    return new Setting<>(section, key, key.byDefault(), new Origin.Default());
  }

  void put(Setting<?> setting) {
    Member member = members.get(setting.section().name());
    if (member == null) {
      settings.put(setting.key(), setting);
    } else {
      member.put(setting);
    }
  }

  void add(Member member) {
    members.put(member.section().name(), member);
  }

  List<Member> members() {
    return List.copyOf(members.values());
  }

  /// The members of a family, in the order of the file.
  public List<Member> members(Family family) {
    return members.values().stream().filter(m -> m.family().equals(family)).toList();
  }

  /// The value of a key of the schema.
  public <T> T get(Key<T> key) {
    return setting(key).value();
  }

  /// The value of a key with its origin.
  @SuppressWarnings("unchecked") // put() stores a Setting<T> under its Key<T>
  public <T> Setting<T> setting(Key<T> key) {
    Setting<?> setting = settings.get(key);
    if (setting == null) {
      throw new IllegalArgumentException("not in the schema: " + key.name());
    }
    return (Setting<T>) setting;
  }

  /// Every setting in the order of the schema.
  public List<Setting<?>> settings() {
    List<Setting<?>> all = new ArrayList<>(settings.values());
    members.values().forEach(member -> all.addAll(member.settings()));
    return List.copyOf(all);
  }
}
