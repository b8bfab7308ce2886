package io.ironpost.rules.correlate;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Bytes of a snapshot as they are written, in the format of [java.io.DataInputStream].
///
/// A snapshot is made while lines wait, and consists of a hundred thousand small numbers. Java's
/// streams lock, count and copy for each of them, which is most of the time.
public final class SnapshotBytes extends OutputStream implements DataOutput {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_BYTES = 64 << 10;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  private int room(int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), bytes.length * 2));
    }
    int at = size;
    size += length;
    return at;
  }

  /// How many bytes were written.
  public int size() {
    return size;
  }

  /// Overwrites a number that was not known when its place came.
  public void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }

  /// All that was written, and its CRC-32C behind it.
  public byte[] signed() {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, size);
    writeLong(crc.getValue());
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public void write(int value) {
    int at = room(1);
    bytes[at] = (byte) value;
  }

  @Override
  public void write(byte[] from, int start, int length) {
    int at = room(length);
    System.arraycopy(from, start, bytes, at, length);
  }

  @Override
  public void write(byte[] from) {
    write(from, 0, from.length);
  }

  @Override
  public void writeInt(int value) {
    int at = room(Integer.BYTES);
    INT.set(bytes, at, value);
  }

  @Override
  public void writeLong(long value) {
    int at = room(Long.BYTES);
    LONG.set(bytes, at, value);
  }

  @Override
  public void writeBoolean(boolean value) {
    write(value ? 1 : 0);
  }

  @Override
  public void writeByte(int value) {
    write(value);
  }

  @Override
  public void writeShort(int value) {
    write(value >>> 8);
    write(value);
  }

  @Override
  public void writeChar(int value) {
    writeShort(value);
  }

  @Override
  public void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public void writeBytes(String text) {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void writeChars(String text) {
    text.chars().forEach(this::writeChar);
  }

  @Override
  public void writeUTF(String text) throws IOException {
    new DataOutputStream(this).writeUTF(text); // of a few names, so the stream costs nothing
  }
}
