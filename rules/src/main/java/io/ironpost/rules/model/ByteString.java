package io.ironpost.rules.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes as a value: equal when the bytes are.
public final class ByteString {
  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ByteString of(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  public static ByteString utf8(String text) {
    return new ByteString(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  public byte at(int index) {
    return bytes[index];
  }

  public ByteString plus(ByteString more) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
    System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
    return new ByteString(joined);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// As text; bytes that are not UTF-8 become U+FFFD.
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
