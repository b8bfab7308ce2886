package io.ironpost.bpf.btf;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// Values of enumerations.
final class Constants {
  private Constants() {}

  static OptionalLong value(TypeTable types, int enumeration, String constant) {
    return value(types, enumeration, constant.getBytes(StandardCharsets.UTF_8));
  }

  static OptionalLong anywhere(TypeTable types, String constant) {
    byte[] wanted = constant.getBytes(StandardCharsets.UTF_8);
    for (int id = 1; id < types.count(); id++) {
      if (types.kind(id).isEnumeration()) {
        OptionalLong found = value(types, id, wanted);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong value(TypeTable types, int id, byte[] wanted) {
    boolean wide = types.kind(id) == TypeKind.ENUM64;
    int words = wide ? 3 : 2;
    for (int entry = 0; entry < types.entries(id); entry++) {
      if (types.stringIs(types.word(id, words * entry), wanted)) {
        int low = types.word(id, words * entry + 1);
        if (wide) {
          long high = types.word(id, words * entry + 2);
          return OptionalLong.of(high << Integer.SIZE | Integer.toUnsignedLong(low));
        }
        return OptionalLong.of(types.flag(id) ? low : Integer.toUnsignedLong(low));
      }
    }
    return OptionalLong.empty();
  }
}
