package io.ironpost.alerts.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON text as maps, lists, texts, numbers and booleans.
public final class JsonTree {
  private JsonTree() {}

  public static Object read(String text) {
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      Object value = value(json);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("more than one value: " + text);
      }
      return value;
    }
  }

  /// The value at a path: `attachments.0.blocks.1`.
  public static Object at(Object tree, String path) {
    Object at = tree;
    for (String step : path.split("\\.")) {
      Object below =
          switch (at) {
            case List<?> list -> list.get(Integer.parseInt(step));
            case Map<?, ?> map -> map.get(step);
            default -> null;
          };
      at = Objects.requireNonNull(below, path);
    }
    return at;
  }

  /// All texts in it, in order.
  public static List<String> texts(Object tree) {
    List<String> found = new ArrayList<>();
    switch (tree) {
      case Map<?, ?> map -> map.values().forEach(value -> found.addAll(texts(value)));
      case List<?> list -> list.forEach(value -> found.addAll(texts(value)));
      case String text -> found.add(text);
      default -> {}
    }
    return found;
  }

  private static Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (map.put(name, value(json)) != null) {
            throw new IllegalArgumentException("twice: " + name);
          }
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      default -> json.getString();
    };
  }
}
