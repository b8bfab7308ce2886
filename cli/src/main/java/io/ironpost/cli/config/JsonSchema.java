package io.ironpost.cli.config;

import io.ironpost.core.config.ConfigSchema;
import io.ironpost.core.config.Family;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The configuration's schema as a JSON Schema (draft 2020-12), which editors understand for TOML
/// too.
final class JsonSchema {
  private JsonSchema() {}

  static Map<String, Object> of(ConfigSchema schema) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "ironpost.toml");
    root.putAll(object());
    for (Section section : schema.sections()) {
      Map<String, Object> at = root;
      for (String word : section.name().split("\\.", -1)) {
        at = child(at, word);
      }
      at.put("description", section.description());
      for (Key<?> key : section.keys()) {
        properties(at).put(key.name(), property(key));
      }
    }
    for (Family family : schema.families()) {
      properties(root).put(family.name(), members(family));
    }
    return root;
  }

  /// Sections with names of the user's own: one schema for each type.
  private static Map<String, Object> members(Family family) {
    List<Object> types = new ArrayList<>();
    for (Family.Variant variant : family.variants()) {
      Section section = family.section("name", variant);
      Map<String, Object> type = object();
      type.put("description", variant.description());
      section.keys().forEach(key -> properties(type).put(key.name(), property(key)));
      properties(type).put(family.selector().name(), Map.of("const", variant.word()));
      type.put("required", List.of(family.selector().name()));
      types.add(type);
    }
    return ordered(
        "type",
        "object",
        "description",
        family.description(),
        "additionalProperties",
        Map.of("oneOf", types));
  }

  private static Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("additionalProperties", false);
    object.put("properties", new LinkedHashMap<String, Object>());
    return object;
  }

  @SuppressWarnings("unchecked") // object() put it there
  private static Map<String, Object> properties(Map<String, Object> object) {
    return (Map<String, Object>) object.getOrDefault("properties", Map.of());
  }

  @SuppressWarnings("unchecked") // only object() is put under a section's word
  private static Map<String, Object> child(Map<String, Object> object, String word) {
    return (Map<String, Object>) properties(object).computeIfAbsent(word, _ -> object());
  }

  private static Map<String, Object> property(Key<?> key) {
    Map<String, Object> property = new LinkedHashMap<>(type(key.kind()));
    property.put("description", key.description());
    property.put("default", shown(key.shownDefault()));
    return property;
  }

  private static Map<String, Object> type(Kind<?> kind) {
    return switch (kind) {
      case Kind.Bool() -> Map.of("type", "boolean");
      case Kind.Whole(var min, var max) ->
          ordered("type", "integer", "minimum", min, "maximum", max);
      case Kind.Choice(var words) -> Map.of("enum", words);
      case Kind.Texts(var min, _) ->
          ordered("type", "array", "items", Map.of("type", "string"), "minItems", min);
      case Kind.Text(_), Kind.Span(_, _), Kind.Size(_, _), Kind.Hidden() ->
          Map.of("type", "string");
    };
  }

  private static Map<String, Object> ordered(
      String a, Object av, String b, Object bv, String c, Object cv) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, av);
    map.put(b, bv);
    map.put(c, cv);
    return map;
  }

  private static Object shown(Object value) {
    return value instanceof Boolean || value instanceof Number || value instanceof List<?>
        ? value
        : value.toString();
  }
}
