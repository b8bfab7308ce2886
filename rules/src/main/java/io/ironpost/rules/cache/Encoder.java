package io.ironpost.rules.cache;

import io.ironpost.rules.model.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Writes values; every text once, in a table of its own.
final class Encoder {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
  private final DataOutputStream out = new DataOutputStream(body);
  private final Map<String, Integer> texts = new LinkedHashMap<>();

  void number(long value) {
    try {
      out.writeLong(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array does not fail
    }
  }

  /// A number from 0 up, in as many bytes as it needs.
  void small(int value) {
    int rest = value;
    while (rest > 0x7f) {
      body.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    body.write(rest);
  }

  void flag(boolean value) {
    small(value ? 1 : 0);
  }

  void text(String value) {
    small(texts.computeIfAbsent(value, _ -> texts.size()));
  }

  void texts(List<String> values) {
    list(values, this::text);
  }

  void bytes(ByteString value) {
    byte[] bytes = value.toBytes();
    small(bytes.length);
    body.writeBytes(bytes);
  }

  <T> void list(List<T> values, Consumer<T> write) {
    small(values.size());
    values.forEach(write);
  }

  /// The table of texts, then what was written.
  byte[] finish() {
    Encoder head = new Encoder();
    head.small(texts.size());
    for (String text : texts.keySet()) {
      head.bytes(ByteString.of(text.getBytes(StandardCharsets.UTF_8)));
    }
    head.body.writeBytes(body.toByteArray());
    return head.body.toByteArray();
  }
}
