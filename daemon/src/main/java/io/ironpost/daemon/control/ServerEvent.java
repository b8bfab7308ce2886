package io.ironpost.daemon.control;

/// An event of a stream (WHATWG HTML, section 9.2, server-sent events).
///
/// @param name the `event:` field
/// @param data one line
record ServerEvent(String name, String data) {
  ServerEvent {
    if (data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("an event's data is one line");
    }
  }

  /// As it is sent.
  String text() {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
