package io.ironpost.cli.logs;

import java.util.LinkedHashMap;
import java.util.Map;

/// A parser that knows the line's format and found it broken.
///
/// @param at where it stopped, in characters from the start of the line
record Refused(String format, String reason, int at) {
  Map<String, Object> asData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("parser", format);
    data.put("reason", reason);
    data.put("at", at);
    return data;
  }
}
