package io.ironpost.daemon.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One thing that can be asked for.
///
/// @param method `GET`, `POST`, `DELETE`
/// @param template the path; `{id}` stands for one part of it
record Route(String method, String template, Handler handler) {
  /// Does what is asked.
  @FunctionalInterface
  interface Handler {
    Answer answer(Request request);
  }

  static Route get(String template, Handler handler) {
    return new Route("GET", template, handler);
  }

  static Route post(String template, Handler handler) {
    return new Route("POST", template, handler);
  }

  static Route delete(String template, Handler handler) {
    return new Route("DELETE", template, handler);
  }

  /// The named parts of a path of this form; empty when it is of another.
  Optional<Map<String, String>> match(String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> given = List.of(path.split("/", -1));
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> names = new HashMap<>();
    for (int at = 0; at < wanted.size(); at++) {
      String part = wanted.get(at);
      if (part.startsWith("{") && !given.get(at).isEmpty()) {
        names.put(part.substring(1, part.length() - 1), given.get(at));
      } else if (!part.equals(given.get(at))) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
