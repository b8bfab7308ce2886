package io.ironpost.bpf.btf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The strings of a blob: each once, ended by a zero byte, named by where it begins; the empty one
/// is at 0.
final class BtfWriterStrings {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> offsets = new HashMap<>();

  BtfWriterStrings() {
    offset("");
  }

  int offset(String text) {
    return offsets.computeIfAbsent(text, this::append);
  }

  private int append(String text) {
    int at = bytes.size();
    bytes.writeBytes(text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
    return at;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
