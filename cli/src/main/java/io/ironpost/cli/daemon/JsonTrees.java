package io.ironpost.cli.daemon;

import io.ironpost.cli.output.Json;
import io.ironpost.daemon.control.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers of the daemon as the plain values that the printers write.
public final class JsonTrees {
  private JsonTrees() {}

  /// A line of JSON from the daemon with nothing in it that acts on a terminal. It says the same.
  public static String safe(String line) {
    return Json.line(plain(JsonValue.read(line.getBytes(StandardCharsets.UTF_8))));
  }

  /// The tree as maps, lists and values.
  public static Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(var text) -> text;
      case JsonValue.Flag(var flag) -> flag;
      case JsonValue.Number(var literal) -> number(literal);
      case JsonValue.Nothing() -> Optional.empty();
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
