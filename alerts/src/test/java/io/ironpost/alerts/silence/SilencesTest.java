package io.ironpost.alerts.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.disk.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilencesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final AlertRule RULE =
      new AlertRule(
          "id-1",
          "ssh_brute_force",
          "SSH brute force",
          "",
          Severity.MEDIUM,
          new Attack(List.of(), List.of()),
          List.of("attack.t1110.001", "cve.2026-1"),
          List.of());

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Silences silences;

  @BeforeEach
  void open() throws IOException {
    silences = reopened();
  }

  private Silences reopened() throws IOException {
    return Silences.open(
        new LocalDisk(), folder.resolve("silences.json"), () -> now, new Random(1));
  }

  private static Alert alert(Map<String, List<String>> entities) {
    return new Alert(
        "a1",
        RULE.id(),
        RULE.name(),
        RULE.title(),
        RULE.severity(),
        RULE.attack(),
        Optional.empty(),
        Optional.empty(),
        1,
        entities,
        List.of());
  }

  private static Alert from(String... addresses) {
    return alert(Map.of("src_ip", List.of(addresses)));
  }

  private static List<Matcher> matchers(String... texts) {
    return Stream.of(texts).map(text -> Matcher.of(text).orElseThrow()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "rule=ssh_brute_force, true",
    "rule=SSH_*, true",
    "rule=id-1, true",
    "rule=ssh, false",
    "tag=attack.t1110*, true",
    "tag=attack.t1111, false",
    "severity<=medium, true",
    "severity<=low, false",
    "src_ip=192.0.2.7, true",
    "src_ip=192.0.2.0/24, true",
    "src_ip=192.0.2.0/29, true",
    "src_ip=192.0.2.0/30, false",
    "src_ip=0.0.0.0/0, true",
    "src_ip=::/0, false",
    "src_ip=192.0.2.*, true",
    "src_ip=*, true",
    "user=root, false",
    "user=*, false"
  })
  void a_matcher_matches(String text, boolean expected) {
    Matcher matcher = Matcher.of(text).orElseThrow();
    assertThat(matcher.matches(from("192.0.2.7"), RULE)).isEqualTo(expected);
    assertThat(matcher.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "rule", "rule=", "=x", "severity=low", "severity<=worst", " =x"})
  void what_is_no_matcher_is_refused(String text) {
    assertThat(Matcher.of(text)).isEmpty();
  }

  @Test
  void addresses_are_compared_as_addresses() {
    assertThat(Network.of("2001:db8::/32"))
        .hasValueSatisfying(net -> {
          assertThat(net.contains("2001:db8:0:0::1")).isTrue();
          assertThat(net.contains("2001:db9::1")).isFalse();
          assertThat(net.contains("192.0.2.1")).isFalse();
        });
    assertThat(Network.of("192.0.2.0/24").orElseThrow().contains("::ffff:192.0.2.9")).isTrue();
    for (String text :
        List.of("", "1", "192.0.2", "192.0.2.0/33", "192.0.2.0/x", "010.0.0.1", "a:b")) {
      assertThat(Network.of(text)).as(text).isEmpty();
    }
  }

  /// A silence for one's own scanner must not hide somebody who attacks beside it.
  @Test
  void an_alert_about_others_too_is_not_covered() throws IOException {
    silences.add(matchers("src_ip=192.0.2.7"), "our scanner", "ops", HOUR);
    assertThat(silences.silencedBy(from("192.0.2.7"), RULE)).isNotEmpty();
    assertThat(silences.silencedBy(from("192.0.2.7", "198.51.100.1"), RULE)).isEmpty();
  }

  @Test
  void where_values_may_be_left_out_nothing_is_sure() {
    String[] ten = new String[10];
    Arrays.fill(ten, "192.0.2.7");
    assertThat(matchers("src_ip=192.0.2.7").getFirst().matches(from(ten), RULE)).isFalse();
    assertThat(matchers("src_ip=*").getFirst().matches(from(ten), RULE)).isTrue();
  }

  @Test
  void all_matchers_must_hold() throws IOException {
    silences.add(matchers("rule=ssh_*", "src_ip=198.51.100.0/24"), "test", "ops", HOUR);
    assertThat(silences.silencedBy(from("192.0.2.7"), RULE)).isEmpty();
    assertThat(silences.silencedBy(from("198.51.100.7"), RULE)).isNotEmpty();
  }

  @Test
  void it_survives_a_restart_with_what_it_did() throws IOException {
    Silence silence = silences.add(matchers("rule=ssh_*", "user=\u202e*"), "why\n", "ops", HOUR);
    Silence other = silences.add(matchers("severity<=low"), "noise", "ops", HOUR);
    silences.silencedBy(alert(Map.of("user", List.of("\u202ex"))), RULE);
    silences.tidy();
    Silences again = reopened();
    assertThat(again.list()).isEqualTo(silences.list());
    assertThat(again.list().getFirst().lastMatch()).contains(now);
    assertThat(again.list().getFirst().silence().id()).isEqualTo(silence.id());
    assertThat(again.list().getLast().silence()).isEqualTo(other);
    assertThat(again.list().getLast().lastMatch()).as("never matched").isEmpty();
  }

  @Test
  void it_ends_when_it_says_and_is_forgotten() throws IOException {
    silences.add(matchers("rule=*"), "maintenance", "ops", HOUR);
    now = now.plus(HOUR).minusMillis(1);
    assertThat(silences.silencedBy(from("192.0.2.7"), RULE)).isNotEmpty();
    now = now.plusMillis(1);
    assertThat(silences.silencedBy(from("192.0.2.7"), RULE)).isEmpty();
    assertThat(silences.list()).isEmpty();
    silences.tidy();
    assertThat(Files.readString(folder.resolve("silences.json"))).contains("\"silences\":[]");
  }

  @Test
  void it_can_be_removed() throws IOException {
    Silence silence = silences.add(matchers("rule=*"), "maintenance", "ops", HOUR);
    assertThat(silences.remove("other")).isFalse();
    assertThat(silences.remove(silence.id())).isTrue();
    assertThat(silences.silencedBy(from("192.0.2.7"), RULE)).isEmpty();
    assertThat(reopened().list()).isEmpty();
  }

  @Test
  void without_reason_owner_end_or_matcher_it_is_none() {
    assertThat(Silence.problems(List.of(), " ", "", now, now)).hasSize(4);
    assertThatThrownBy(
            () -> silences.add(matchers("rule=*"), "for ever", "ops", Duration.ofDays(400)))
        .hasMessageContaining("lasts 366 days at most");
  }

  @Test
  void those_of_the_configuration_hold_beside_the_others_and_are_not_kept() throws IOException {
    silences.configured(
        List.of(new Silence("file-1", matchers("rule=*"), "why", "ops", now, now.plus(HOUR))));
    assertThat(silences.silencedBy(from("192.0.2.7"), RULE)).isEqualTo("file-1");
    silences.tidy();
    assertThat(reopened().list()).isEmpty();
  }

  @Test
  void a_damaged_file_is_said_to_be() throws IOException {
    silences.add(matchers("rule=ssh_*"), "why", "ops", HOUR);
    Path file = folder.resolve("silences.json");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::reopened).isInstanceOf(UnreadableSilencesException.class);
    }
  }

  @Test
  void a_wildcard_takes_no_time_on_hostile_text() {
    Wildcard wildcard = new Wildcard("*a".repeat(50) + "b");
    assertThat(wildcard.matches("a".repeat(10_000))).isFalse();
    assertThat(new Wildcard("a*b?c").matches("AxxBzc")).isTrue();
    assertThat(new Wildcard("").matches("")).isTrue();
    assertThat(new Wildcard("*").matches("")).isTrue();
  }
}
