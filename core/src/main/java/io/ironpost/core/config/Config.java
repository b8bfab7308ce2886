package io.ironpost.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values in force, one for each key of the schema.
public final class Config {
  private final Map<Key<?>, Setting<?>> settings = new LinkedHashMap<>();

  Config(ConfigSchema schema) {
    for (Section section : schema.sections()) {
      section.keys().forEach(key -> put(byDefault(section, key)));
    }
  }

  private static <T> Setting<T> byDefault(Section section, Key<T> key) {
    return new Setting<>(section, key, key.byDefault(), new Origin.Default());
  }

  void put(Setting<?> setting) {
    settings.put(setting.key(), setting);
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
    return List.copyOf(settings.values());
  }
}
