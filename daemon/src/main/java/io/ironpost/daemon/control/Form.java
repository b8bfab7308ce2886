package io.ironpost.daemon.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A body that is an object, read with all its problems at once.
final class Form {
  private final Map<String, JsonValue> members;
  private final Set<String> unread;
  private final List<String> problems = new ArrayList<>();

  private Form(Map<String, JsonValue> members) {
    this.members = members;
    this.unread = new TreeSet<>(members.keySet());
  }

  static Form of(byte[] body) {
    try {
      if (JsonValue.read(body) instanceof JsonValue.Members(var members)) {
        return new Form(members);
      }
      throw refused("the body must be a JSON object");
    } catch (MalformedJsonException e) {
      throw refused("the body is not JSON: " + e.getMessage());
    }
  }

  private static RefusedException refused(String problem) {
    return new RefusedException(Problem.badRequest(List.of(problem)));
  }

  /// Must be there and say something.
  String text(String name) {
    String text = textOr(name, "");
    if (text.isBlank() && members.get(name) instanceof JsonValue.Text) {
      problems.add(name + ": must not be empty");
    } else if (members.getOrDefault(name, new JsonValue.Nothing()) instanceof JsonValue.Nothing) {
      problems.add(name + ": is missing");
    }
    return text;
  }

  String textOr(String name, String byDefault) {
    unread.remove(name);
    return switch (members.getOrDefault(name, new JsonValue.Nothing())) {
      case JsonValue.Text(var value) -> value;
      case JsonValue.Nothing _ -> byDefault;
      case JsonValue.Members _, JsonValue.Items _, JsonValue.Number _, JsonValue.Flag _ -> {
        problems.add(name + ": must be a string");
        yield byDefault;
      }
    };
  }

  /// Must be a list of strings, at least one.
  List<String> texts(String name) {
    unread.remove(name);
    List<JsonValue> items = members.getOrDefault(name, new JsonValue.Nothing()).items();
    List<String> texts =
        items.stream()
            .filter(JsonValue.Text.class::isInstance)
            .map(JsonValue::text)
            .filter(text -> !text.isBlank())
            .toList();
    if (texts.isEmpty() || texts.size() != items.size()) {
      problems.add(name + ": must be a list of strings, at least one");
    }
    return texts;
  }

  /// Must be a whole number within the limits.
  long whole(String name, long min, long max) {
    unread.remove(name);
    if (members.get(name) instanceof JsonValue.Number number
        && number.whole() >= min
        && number.whole() <= max
        && number.decimal() == number.whole()) {
      return number.whole();
    }
    problems.add("%s: must be a whole number from %d to %d".formatted(name, min, max));
    return min;
  }

  /// Must be a whole number within the limits where it is there at all.
  long wholeOr(String name, long byDefault, long min, long max) {
    return members.containsKey(name) ? whole(name, min, max) : byDefault;
  }

  boolean flagOr(String name, boolean byDefault) {
    unread.remove(name);
    return switch (members.getOrDefault(name, new JsonValue.Nothing())) {
      case JsonValue.Flag(var value) -> value;
      case JsonValue.Nothing _ -> byDefault;
      case JsonValue.Members _, JsonValue.Items _, JsonValue.Number _, JsonValue.Text _ -> {
        problems.add(name + ": must be true or false");
        yield byDefault;
      }
    };
  }

  /// One more problem, found by whoever understands what was read.
  void wrong(String problem) {
    problems.add(problem);
  }

  /// To be called when everything was read.
  void check() {
    for (String name : unread) {
      problems.add(name + ": there is no such property");
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(Problem.badRequest(problems));
    }
  }
}
