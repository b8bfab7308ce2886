package io.ironpost.alerts.sink.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.core.config.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SinkKindsTest {
  /// What every sink has, whatever its kind; a key of a kind must not hide it.
  private static final Set<String> OF_EVERY_SINK =
      Set.of("type", "format", "min_severity", "rules", "tags", "updates", "rate_limit");

  static List<SinkKind> kinds() {
    return SinkKinds.all();
  }

  @Test
  void every_kind_is_found_by_its_word() {
    assertThat(SinkKinds.all())
        .extracting(SinkKind::word)
        .containsExactly(
            "stdout",
            "file",
            "syslog",
            "webhook",
            "slack",
            "teams",
            "discord",
            "alertmanager",
            "smtp",
            "otlp",
            "elasticsearch",
            "kafka");
    assertThat(SinkKinds.of("kafka")).isPresent();
    assertThat(SinkKinds.of("pager")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void keys_are_words_that_say_what_they_do(SinkKind kind) {
    Set<String> names = new HashSet<>();
    for (Key<?> key : kind.keys()) {
      assertThat(key.name()).matches("[a-z][a-z0-9_]*").isNotIn(OF_EVERY_SINK);
      assertThat(names.add(key.name())).as("%s twice", key.name()).isTrue();
      assertThat(key.description()).endsWith(".").hasSizeGreaterThan(10);
    }
    assertThat(kind.about()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void complaints_are_of_keys_that_the_kind_has(SinkKind kind) {
    assertThat(kind.check(new FixedOptions()))
        .allSatisfy(complaint -> assertThat(kind.keys().contains(complaint.key())).isTrue());
  }
}
