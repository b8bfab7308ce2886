package io.ironpost.alerts.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ironpost.core.alert.AlertUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every format.
class AlertFormatsTest {
  private static final int ROUNDS = 500;

  static Stream<AlertFormat> formats() {
    return AlertFormats.all("1.2.3", AlertFormats.DEFAULT_MAX_BYTES).stream();
  }

  static Stream<AlertFormat> narrowFormats() {
    return AlertFormats.all("1.2.3", Shortening.LEAST_BYTES).stream();
  }

  @Test
  void every_word_names_a_format() {
    assertThat(AlertFormats.words()).containsExactly("json", "ocsf", "ecs", "cef");
    for (String word : AlertFormats.words()) {
      assertThat(AlertFormats.of(word, "1.2.3", AlertFormats.DEFAULT_MAX_BYTES))
          .hasValueSatisfying(format -> assertThat(format.word()).isEqualTo(word));
    }
    assertThat(AlertFormats.of("xml", "1.2.3", AlertFormats.DEFAULT_MAX_BYTES)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void it_writes_what_the_golden_file_says(AlertFormat format) throws IOException {
    String golden = "/formats/" + format.word() + ".txt";
    try (InputStream in = getClass().getResourceAsStream(golden)) {
      String expected =
          new String(Objects.requireNonNull(in, golden).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text(format.write(Samples.bruteForce()))).isEqualTo(expected.strip());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatever_the_attacker_wrote_it_is_one_visible_line(AlertFormat format) {
    Random random = new Random(5);
    for (int i = 0; i < ROUNDS; i++) {
      String text = text(format.write(Samples.random(random)));
      assertThat(text.codePoints().filter(AlertFormatsTest::acts)).as(text).isEmpty();
      if (format.mediaType().equals("application/json")) {
        assertThat(JsonParser.parseString(text).isJsonObject()).isTrue();
      }
    }
  }

  private static boolean acts(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("narrowFormats")
  void an_alert_too_long_is_shortened_and_says_so(AlertFormat format) {
    for (String piece : List.of("x", "\u001b", "é", "\ud83d\ude00", "=")) {
      byte[] text = format.write(Samples.huge(piece));
      assertThat(text.length).as(piece).isBetween(600, Shortening.LEAST_BYTES);
      assertThat(text(text)).contains("shortened", Samples.bruteForce().alert().id());
    }
  }

  @Test
  void shortening_keeps_the_number_of_lines() {
    AlertUpdate huge = Samples.huge("x");
    AlertUpdate read = NativeJson.read(new NativeJson(Shortening.LEAST_BYTES).write(huge));
    assertThat(read.references().size() + read.referencesLeftOut()).isEqualTo(1_001);
    assertThat(read.alert().count()).isEqualTo(huge.alert().count());
  }

  @Test
  void ocsf_says_create_update_and_close() {
    JsonObject finding = parse("ocsf", Samples.bruteForce());
    assertThat(finding.get("class_uid").getAsInt()).isEqualTo(2004);
    assertThat(finding.get("type_uid").getAsLong()).isEqualTo(200402);
    assertThat(finding.get("severity_id").getAsInt()).isEqualTo(3);
    assertThat(finding.getAsJsonObject("finding_info").get("uid").getAsString())
        .isEqualTo(Samples.bruteForce().alert().id());
  }

  /// One document with a bad address is one document that Elasticsearch refuses.
  @Test
  void ecs_names_as_addresses_only_what_is_one() {
    Random random = new Random(6);
    for (int i = 0; i < ROUNDS; i++) {
      JsonObject document = parse("ecs", Samples.random(random));
      JsonObject source = document.getAsJsonObject("source");
      assertThat(source == null || !source.has("ip")).isTrue();
    }
    assertThat(parse("ecs", Samples.bruteForce()).getAsJsonObject("source").get("ip").getAsString())
        .isEqualTo("203.0.113.9");
    assertThat(AddressText.isAddress("2001:db8::1")).isTrue();
    for (String other :
        List.of("", "1", "1.2.3", "010.1.1.1", "256.1.1.1", "fe80::1%eth0", ":", "a::g")) {
      assertThat(AddressText.isAddress(other)).as(other).isFalse();
    }
  }

  private static JsonObject parse(String word, AlertUpdate update) {
    AlertFormat format =
        AlertFormats.of(word, "1.2.3", AlertFormats.DEFAULT_MAX_BYTES).orElseThrow();
    return JsonParser.parseString(text(format.write(update))).getAsJsonObject();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
