package io.ironpost.logs.program;

import io.ironpost.core.event.FieldNames;
import java.nio.charset.StandardCharsets;

/// From the names in program files to the fields of records.
///
/// @param names the fields there are; new ones are added
record Fields(FieldNames names) {
  /// Where a capture of this name goes. `{src:addr}` means `src_ip` or `src_host`.
  Target target(String name, Capture capture) {
    if (name.equals("_")) {
      return new Target(Target.NOBODY, Target.NOBODY, false);
    }
    if (capture == Capture.ADDR) {
      return new Target(names.idOf(name + "_ip"), names.idOf(name + "_host"), false);
    }
    int id = names.idOf(name);
    return new Target(id, id, capture == Capture.IP);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
