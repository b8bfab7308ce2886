package io.ironpost.daemon.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the values for `|expand` from a YAML map of names to a value or a list of values.
public final class PlaceholderFile {
  private PlaceholderFile() {}

  /// The values of each placeholder, by name.
  ///
  /// @param file an empty path for none
  /// @throws UnusableFileException when it cannot be read or is no such map
  public static Map<String, List<String>> read(Path file) {
    if (file.toString().isEmpty()) {
      return Map.of();
    }
    Object yaml;
    try {
      yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException | YamlEngineException e) {
      throw refusal(file, String.valueOf(e.getMessage()), e);
    }
    if (!(yaml instanceof Map<?, ?> map)) {
      throw refusal(file, "it is not a map of names to lists", new IllegalArgumentException());
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    map.forEach((name, value) -> values.put(String.valueOf(name), texts(value)));
    return values;
  }

  private static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> items) {
      items.forEach(item -> texts.add(String.valueOf(item)));
    } else {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  private static UnusableFileException refusal(Path file, String why, Exception cause) {
    return new UnusableFileException("cannot use the placeholders in", file, why, cause);
  }
}
