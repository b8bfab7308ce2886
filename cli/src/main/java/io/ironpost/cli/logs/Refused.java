package io.ironpost.cli.logs;

import java.util.LinkedHashMap;
import java.util.Map;

/// A parser that did not take the line.
///
/// @param reason empty when the line is simply of another format
/// @param at where it stopped, in characters from the start of the line
record Refused(String format, String reason, int at) {
  boolean isMalformed() {
    return !reason.isEmpty();
  }

  Map<String, Object> asData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("parser", format);
    data.put("reason", isMalformed() ? reason : "another format");
    data.put("at", at);
    return data;
  }
}
