package io.ironpost.logs.route;

import java.util.List;
import java.util.Map;

/// One data file: for one kind of source, which events get which logsource and which second names.
///
/// @param name the file's name, for messages
/// @param aliases field → further names, for every event that has the field
/// @param prefixes what stands below these paths is offered without them too
/// @param wholes objects that are also offered as their text
/// @param when one of these must hold before a route of this file is looked at; none is always
/// @param routes the first that fits decides
record Pipeline(
    String name,
    Map<String, List<String>> aliases,
    List<String> prefixes,
    List<String> wholes,
    List<Map<String, List<String>>> when,
    List<Route> routes) {
  /// @param when field → any of these words, none at all when the field must be absent; all must
  ///   agree
  /// @param services narrowest first
  /// @param aliases field → further names, for events of this route
  record Route(
      Map<String, List<String>> when,
      String product,
      String category,
      List<String> services,
      Map<String, List<String>> aliases) {}
}
