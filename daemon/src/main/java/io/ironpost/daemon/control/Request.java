package io.ironpost.daemon.control;

import java.util.Map;

/// What a route sees of an HTTP request.
///
/// @param path without the query, decoded
/// @param names the parts of the path that the route names
/// @param accept the `Accept` header; empty without one
record Request(
    String method,
    String path,
    Map<String, String> names,
    Query query,
    String accept,
    byte[] body) {
  Request named(Map<String, String> parts) {
    return new Request(method, path, Map.copyOf(parts), query, accept, body);
  }

  /// A named part of the path.
  String name(String part) {
    return names.getOrDefault(part, "");
  }
}
