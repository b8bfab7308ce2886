package io.ironpost.daemon.control;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON as a tree, for bodies and answers, which are small. What is not there reads as [Nothing],
/// so that an older or newer daemon's answer can be read without a check at each step.
public sealed interface JsonValue {
  /// An object; its members in order.
  record Members(Map<String, JsonValue> members) implements JsonValue {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// An array.
  record Items(List<JsonValue> items) implements JsonValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A string.
  record Text(String value) implements JsonValue {}

  /// A number, as it was written.
  record Number(String literal) implements JsonValue {}

  /// True or false.
  record Flag(boolean value) implements JsonValue {}

  /// Null, or not there.
  record Nothing() implements JsonValue {}

  /// Reads one value and nothing after it.
  ///
  /// @throws MalformedJsonException when the bytes are not that
  static JsonValue read(byte[] bytes) {
    return JsonTree.read(bytes);
  }

  /// A member of an object.
  default JsonValue get(String name) {
    return this instanceof Members(var members)
        ? members.getOrDefault(name, new Nothing())
        : new Nothing();
  }

  /// The items of an array; empty for anything else.
  default List<JsonValue> items() {
    return this instanceof Items(var items) ? items : List.of();
  }

  /// The members of an object; empty for anything else.
  default Map<String, JsonValue> members() {
    return this instanceof Members(var members) ? members : Map.of();
  }

  /// A string as it is, a number or flag as written; empty for anything else.
  default String text() {
    return switch (this) {
      case Text(var value) -> value;
      case Number(var literal) -> literal;
      case Flag(var value) -> Boolean.toString(value);
      case Members _, Items _, Nothing _ -> "";
    };
  }

  /// A number without its fraction; zero for anything else.
  default long whole() {
    if (!(this instanceof Number(var literal))) {
      return 0;
    }
    try {
      return Long.parseLong(literal); // exact, where a double is not
    } catch (NumberFormatException _) {
      return (long) Double.parseDouble(literal);
    }
  }

  /// A number; zero for anything else.
  default double decimal() {
    return this instanceof Number(var literal) ? Double.parseDouble(literal) : 0;
  }

  /// True only for `true`.
  default boolean isTrue() {
    return this instanceof Flag(var value) && value;
  }
}
