package io.ironpost.cli.daemon;

import io.ironpost.daemon.control.JsonValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers of the daemon as the plain values that the printers write.
final class JsonTrees {
  private JsonTrees() {}

  static Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(var text) -> text;
      case JsonValue.Flag(var flag) -> flag;
      case JsonValue.Number(var literal) -> number(literal);
      case JsonValue.Nothing() -> "";
      case JsonValue.Items(var items) -> items.stream().map(JsonTrees::plain).toList();
      case JsonValue.Members(var members) -> {
        Map<String, Object> map = new LinkedHashMap<>();
        members.forEach((name, member) -> map.put(name, plain(member)));
        yield map;
      }
    };
  }

  private static Object number(String literal) {
    try {
      return Long.parseLong(literal);
    } catch (NumberFormatException _) {
      return new BigDecimal(literal).doubleValue();
    }
  }
}
