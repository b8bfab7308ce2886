package io.ironpost.bpf.btf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Type information by hand, in either byte order.
final class BtfBytes {
  private static final int FLAG = 1 << 31;

  private final List<Integer> words = new ArrayList<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private int types;

  BtfBytes() {
    strings.write(0);
  }

  /// A member or value: name, then what the kind has.
  record Entry(String name, int... rest) {}

  int integer(String name, int bytes) {
    int id = type(name, TypeKind.INT, 0, bytes);
    words.add(bytes * Byte.SIZE);
    return id;
  }

  int array(int element, int count) {
    int id = type("", TypeKind.ARRAY, 0, 0);
    words.addAll(List.of(element, 1, count));
    return id;
  }

  int reference(TypeKind kind, String name, int to) {
    return type(name, kind, 0, to);
  }

  int entries(TypeKind kind, String name, int size, Entry... entries) {
    int id = type(name, kind, entries.length, size);
    for (Entry entry : entries) {
      words.add(string(entry.name));
      for (int word : entry.rest) {
        words.add(word);
      }
    }
    return id;
  }

  /// Sets bit 31 of the info of the type that is written next.
  BtfBytes flagged() {
    nextFlag = FLAG;
    return this;
  }

  private int nextFlag;

  private int type(String name, TypeKind kind, int entries, int sizeOrType) {
    words.add(string(name));
    words.add(nextFlag | kind.ordinal() << 24 | entries);
    words.add(sizeOrType);
    nextFlag = 0;
    return ++types;
  }

  private int string(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int offset = strings.size();
    strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    strings.write(0);
    return offset;
  }

  byte[] bytes(ByteOrder order) {
    int typeBytes = words.size() * Integer.BYTES;
    ByteBuffer out = ByteBuffer.allocate(24 + typeBytes + strings.size()).order(order);
    out.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
    out.putInt(0).putInt(typeBytes).putInt(typeBytes).putInt(strings.size());
    words.forEach(out::putInt);
    return out.put(strings.toByteArray()).array();
  }
}
