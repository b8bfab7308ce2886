package io.ironpost.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SafeTextTest {
  @Test
  void what_is_safe_stays_as_it_is() {
    String text = "Failed password for müller from 10.0.0.1 — 東京 \\x";
    assertThat(SafeText.of(text)).isSameAs(text);
  }

  @Test
  void escape_sequences_are_spelled_out() {
    assertThat(SafeText.of("\u001b[2J\u001b]0;owned\u0007\u009b31m"))
        .isEqualTo("\\x1b[2J\\x1b]0;owned\\x07\\x9b31m");
  }

  @Test
  void line_ends_do_not_end_the_line() {
    assertThat(SafeText.of("a\r\nb\tc\u2028d")).isEqualTo("a\\r\\nb\\tc\\u{2028}d");
  }

  @Test
  void bidirectional_and_invisible_characters_are_spelled_out() {
    assertThat(SafeText.of("user\u202etxt.exe\u2066\u200b\ufeff" + Character.toString(0xE0041)))
        .isEqualTo("user\\u{202e}txt.exe\\u{2066}\\u{200b}\\u{feff}\\u{e0041}");
  }

  @Test
  void half_a_character_is_spelled_out() {
    assertThat(SafeText.of("a\ud83d!")).isEqualTo("a\\u{d83d}!");
  }

  @Test
  void whatever_goes_in_only_safe_characters_come_out() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append((char) random.nextInt(0x10000));
      }
      String hostile = text.toString();
      assertThat(SafeText.of(hostile).codePoints().allMatch(SafeText::isSafe)).isTrue();
      assertThat(Json.line(hostile).codePoints().allMatch(SafeText::isSafe)).isTrue();
    }
  }
}
