package io.ironpost.bpf.btf;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;

/// Finds one member of a struct or union, also when it lies in nameless structs and unions within,
/// as C finds it (C17 6.7.2.1, paragraph 13).
final class MemberSearch {
  /// Deeper nests and longer chains of aliases are not in any kernel; hostile input goes in
  /// circles.
  private static final int MAX_DEPTH = 64;

  private final TypeTable types;

  MemberSearch(TypeTable types) {
    this.types = types;
  }

  /// @param path for the answer
  /// @param bitBase where the type begins in the outermost one
  Optional<Member> find(int type, String name, String path, int bitBase) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    return in(type, wanted, new Search(path, new BitSet()), bitBase, 0);
  }

  /// @param seen types that were searched: each is worth one look, in a circle too
  private record Search(String path, BitSet seen) {}

  private Optional<Member> in(int type, byte[] wanted, Search search, int bitBase, int depth) {
    int holder = withoutAliases(type);
    if (depth > MAX_DEPTH || !types.kind(holder).hasMembers() || search.seen.get(holder)) {
      return Optional.empty();
    }
    search.seen.set(holder);
    for (int entry = 0; entry < types.entries(holder); entry++) {
      int name = types.word(holder, 3 * entry);
      int bits = bitBase + bitOffset(holder, entry);
      if (types.stringIs(name, wanted)) {
        return Optional.of(member(holder, entry, search.path, bits));
      }
      if (types.isEmpty(name)) {
        Optional<Member> within =
            in(types.word(holder, 3 * entry + 1), wanted, search, bits, depth + 1);
        if (within.isPresent()) {
          return within;
        }
      }
    }
    return Optional.empty();
  }

  private Member member(int holder, int entry, String path, int bitOffset) {
    int type = types.word(holder, 3 * entry + 1);
    int bits = types.flag(holder) ? types.word(holder, 3 * entry + 2) >>> 24 : 0;
    return new Member(path, bitOffset, bits, sizeBytes(type), type);
  }

  /// With the flag set, the upper eight bits hold the size of a bit field.
  private int bitOffset(int holder, int entry) {
    int word = types.word(holder, 3 * entry + 2);
    return types.flag(holder) ? word & 0xff_ffff : word;
  }

  /// The type behind typedefs and qualifiers.
  int withoutAliases(int type) {
    int id = type;
    for (int step = 0; step < MAX_DEPTH && types.kind(id).isAlias(); step++) {
      id = types.sizeOrType(id);
    }
    return id;
  }

  /// 0 for what has no size.
  int sizeBytes(int type) {
    long elements = 1;
    int id = withoutAliases(type);
    for (int step = 0; step < MAX_DEPTH && types.kind(id) == TypeKind.ARRAY; step++) {
      elements *= Integer.toUnsignedLong(types.word(id, 2));
      id = withoutAliases(types.word(id, 0));
      if (elements > Integer.MAX_VALUE) {
        return 0;
      }
    }
    long bytes = elements * elementBytes(id);
    return bytes > Integer.MAX_VALUE ? 0 : (int) bytes;
  }

  private int elementBytes(int id) {
    return switch (types.kind(id)) {
      case INT, STRUCT, UNION, ENUM, ENUM64, FLOAT, DATASEC -> Math.max(0, types.sizeOrType(id));
      case PTR -> Long.BYTES; // eBPF's own, and that of every kernel which is supported
      case VOID,
          ARRAY,
          FWD,
          TYPEDEF,
          VOLATILE,
          CONST,
          RESTRICT,
          FUNC,
          FUNC_PROTO,
          VAR,
          DECL_TAG,
          TYPE_TAG ->
          0;
    };
  }
}
