package io.ironpost.ebpf.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {
  private static String escaped(byte... bytes) {
    return new String(JsonLine.escaped(bytes), UTF_8);
  }

  /// Bytes written as `%xx` in the table.
  private static byte[] bytes(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString().getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "a%22b, a\\\"b",
        "a%5cb, a\\\\b",
        "%0a%0d%09, \\n\\r\\t",
        "%01%1b[0m, \\u0001\\u001b[0m",
        "%7f, \\u007f",
        "gr%c3%bcn, grün",
        "%e2%82%ac, €",
        "%f0%9f%98%80, 😀",
        "%c2%9b31m, \\u009b31m",
        "%c2%a0, `\u00a0`",
        "%ff, \\\\xff",
        "%c3, \\\\xc3",
        "%c3(, \\\\xc3(",
        "%c0%af, \\\\xc0\\\\xaf",
        "%ed%a0%80, \\\\xed\\\\xa0\\\\x80",
        "%f4%90%80%80, \\\\xf4\\\\x90\\\\x80\\\\x80",
        "%e2%82, \\\\xe2\\\\x82",
        "%80, \\\\x80",
      })
  void text_of_a_process(String raw, String written) {
    assertThat(escaped(bytes(raw))).isEqualTo(written);
  }

  @Test
  void any_bytes_become_a_string_of_json() throws CharacterCodingException {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      byte[] written = JsonLine.escaped(bytes);
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(written)).toString();
      assertThat(text.chars().noneMatch(c -> c < ' ' || c >= 0x7f && c < 0xa0)).isTrue();
      assertThat(text.replaceAll("\\\\(u00[0-9a-f]{2}|[\"\\\\nrt])", ""))
          .doesNotContain("\"", "\\");
    }
  }

  @Test
  void what_java_takes_for_utf8_stays_as_it_is() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      int point = random.nextInt(0xa0, 0x110000);
      if (point < 0xd800 || point > 0xdfff) {
        byte[] one = Character.toString(point).getBytes(UTF_8);
        assertThat(Utf8.characterAt(one, 0, one.length)).isEqualTo(one.length);
        assertThat(JsonLine.escaped(one)).isEqualTo(one);
      }
    }
  }

  @Test
  void a_line_of_all_kinds() {
    JsonLine line = new JsonLine().open();
    line.word(JsonLine.key("a"), "b").number(JsonLine.key("n"), -3).flag(JsonLine.key("f"), true);
    line.pairs(new byte[0]).pairs("\"x\":1".getBytes(UTF_8));
    line.list(JsonLine.key("l"));
    line.process("sh".getBytes(UTF_8), 1).process("init".getBytes(UTF_8), 2);
    line.endList().text(JsonLine.key("t"), JsonLine.escaped(new byte[] {'"'})).end();
    assertThat(new String(line.copy(), UTF_8))
        .isEqualTo(
            "{\"a\":\"b\",\"n\":-3,\"f\":true,\"x\":1,\"l\":[\"sh(1)\",\"init(2)\"],\"t\":\"\\\"\"}");
  }

  @Test
  void a_line_grows_with_its_text() {
    byte[] text = new byte[100_000];
    JsonLine line = new JsonLine().open();
    line.text(JsonLine.key("t"), JsonLine.escaped(text)).end();
    assertThat(line.length()).isEqualTo(100_000 * 6 + 8);
  }
}
