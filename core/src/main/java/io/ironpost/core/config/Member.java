package io.ironpost.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values in force in one section of a [Family].
public final class Member {
  private final Family family;
  private final Family.Variant variant;
  private final String name;
  private final Section section;
  private final Map<Key<?>, Setting<?>> settings = new LinkedHashMap<>();

  Member(Family family, Family.Variant variant, String name) {
    this.family = family;
    this.variant = variant;
    this.name = name;
    this.section = family.section(name, variant);
    section.keys().forEach(key -> put(byDefault(key)));
  }

  private <T> Setting<T> byDefault(Key<T> key) {
    return new Setting<>(section, key, key.byDefault(), new Origin.Default());
  }

  void put(Setting<?> setting) {
    settings.put(setting.key(), setting);
  }

  void check(Problems problems) {
    variant.check().check(this, problems);
  }

  Family family() {
    return family;
  }

  /// As the user named it: `pager`.
  public String name() {
    return name;
  }

  /// `webhook`.
  public String type() {
    return variant.word();
  }

  Section section() {
    return section;
  }

  public <T> T get(Key<T> key) {
    return setting(key).value();
  }

  /// The value of a key with its origin.
  @SuppressWarnings("unchecked") // put() stores a Setting<T> under its Key<T>
  public <T> Setting<T> setting(Key<T> key) {
    Setting<?> setting = settings.get(key);
    if (setting == null) {
      throw new IllegalArgumentException("not a key of " + section.name() + ": " + key.name());
    }
    return (Setting<T>) setting;
  }

  /// All values, in the order of the keys: equal for two members that are set alike.
  public List<Object> values() {
    return settings.values().stream().<Object>map(Setting::value).toList();
  }

  List<Setting<?>> settings() {
    return List.copyOf(settings.values());
  }
}
