package io.ironpost.bpf.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the types that a program's functions need: `int`, `long`, pointers, and functions
/// (Documentation/bpf/btf.rst, "BTF Type Encoding"). Types are numbered from 1 in the order
/// written.
final class BtfWriter {
  private static final short MAGIC = (short) 0xeb9f;
  private static final int HEADER_BYTES = 24;
  private static final int SIGNED = 1;

  private final BtfWriterStrings strings = new BtfWriterStrings();
  private final List<Integer> words = new ArrayList<>();
  private final Map<Integer, Integer> prototypes = new HashMap<>();
  private int types;

  private final int intType = integer("int", Integer.BYTES);
  private final int longType = integer("long", Long.BYTES);
  private final int pointerType = type("", TypeKind.PTR, 0, 0);

  BtfWriterStrings strings() {
    return strings;
  }

  private int integer(String name, int bytes) {
    int id = type(name, TypeKind.INT, 0, bytes);
    words.add(SIGNED << 24 | bytes * Byte.SIZE);
    return id;
  }

  /// The three words all types begin with.
  ///
  /// @param sizeOrType by the kind
  private int type(String name, TypeKind kind, int entries, int sizeOrType) {
    words.add(strings.offset(name));
    words.add(kind.ordinal() << 24 | entries);
    words.add(sizeOrType);
    return ++types;
  }

  /// `int name(void *ctx)`, what a program is to the kernel.
  int program(String name) {
    int prototype = type("", TypeKind.FUNC_PROTO, 1, intType);
    parameter("ctx", pointerType);
    return function(name, prototype);
  }

  /// `int name(long a1, …)`. Such a function is static: the verifier follows calls into it and asks
  /// nothing of its types.
  int subProgram(String name, int arguments) {
    return function(name, prototypes.computeIfAbsent(arguments, this::prototype));
  }

  private int prototype(int arguments) {
    int id = type("", TypeKind.FUNC_PROTO, arguments, intType);
    for (int i = 1; i <= arguments; i++) {
      parameter("a" + i, longType);
    }
    return id;
  }

  private void parameter(String name, int type) {
    words.add(strings.offset(name));
    words.add(type);
  }

  private int function(String name, int prototype) {
    return type(identifier(name), TypeKind.FUNC, 0, prototype);
  }

  /// The kernel takes names of C only (`btf_name_valid_identifier`, kernel/bpf/btf.c).
  private static String identifier(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }

  byte[] toBytes() {
    byte[] text = strings.toBytes();
    int typeBytes = words.size() * Integer.BYTES;
    ByteBuffer blob =
        ByteBuffer.allocate(HEADER_BYTES + typeBytes + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(MAGIC)
            .put((byte) 1)
            .put((byte) 0)
            .putInt(HEADER_BYTES)
            .putInt(0)
            .putInt(typeBytes)
            .putInt(typeBytes)
            .putInt(text.length);
    words.forEach(blob::putInt);
    return blob.put(text).array();
  }
}
