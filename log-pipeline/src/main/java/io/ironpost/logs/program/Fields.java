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
      return new Target(Target.NOBODY, Target.NOBODY, Target.Takes.ANYTHING);
    }
    if (capture == Capture.ADDR) {
      int host = names.idOf(name + "_host");
      return new Target(names.idOf(name + "_ip"), host, Target.Takes.ADDRESS_OR_HOST);
    }
    int id = names.idOf(name);
    Target.Takes takes =
        switch (capture) {
          case IP -> Target.Takes.ADDRESS;
          case HOST -> Target.Takes.HOST;
          case WORD, INT, ADDR, QUOTED, UPTO, TEXT, SOLE, REST, KV -> Target.Takes.ANYTHING;
        };
    return new Target(id, id, takes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
