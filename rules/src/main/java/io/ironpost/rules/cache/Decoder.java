package io.ironpost.rules.cache;

import io.ironpost.rules.model.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Reads what an [Encoder] wrote. The bytes were checked by their sum; what is wrong all the same
/// ends in a [BadCacheException] at the caller, never in unbounded work.
final class Decoder {
  private final byte[] in;
  private int at;
  private final String[] texts;

  Decoder(byte[] in, int start) {
    this.in = in;
    this.at = start;
    this.texts = new String[size()];
    for (int i = 0; i < texts.length; i++) {
      int length = size();
      texts[i] = new String(in, at, length, StandardCharsets.UTF_8);
      at += length;
    }
  }

  long number() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | in[at++] & 0xff;
    }
    return value;
  }

  int small() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in[at++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /// A count of things that take a byte each at least.
  int size() {
    int size = small();
    if (size < 0 || size > in.length - at) {
      throw new BadCacheException("a length of " + size + " at " + at);
    }
    return size;
  }

  boolean flag() {
    return small() == 1;
  }

  String text() {
    return texts[small()];
  }

  List<String> texts() {
    return list(this::text);
  }

  ByteString bytes() {
    int length = size();
    ByteString bytes = ByteString.of(Arrays.copyOfRange(in, at, at + length));
    at += length;
    return bytes;
  }

  <T> List<T> list(Supplier<T> read) {
    int size = size();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(read.get());
    }
    return values;
  }

  <E> E oneOf(E[] values) {
    return values[small()];
  }
}
