package io.ironpost.rules.correlate;

import static io.ironpost.rules.correlate.CorrelationRules.rule;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_COUNT;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_PERCENTILE;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_SUM;
import static io.ironpost.rules.model.Matcher.Operator.GTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.rules.model.CorrelationRule;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Attackers choose keys, values and times.
class FloodTest {
  @Test
  void keys_used_once_do_not_flush_a_group_that_comes_back() {
    Scene scene = new Scene(Scene.limits(1_000), rule("r").is(GTE, 5).make());
    for (int failure = 0; failure < 5; failure++) {
      scene.play("fail@" + failure * 15 + " src=attacker");
      for (int i = 0; i < (failure == 0 ? 900 : 20_000); i++) {
        long nanos = failure * 15L * Scene.SECOND + i * 500_000L;
        scene.play("fail", nanos, Map.of("src", "flood-" + failure + "-" + i));
      }
    }
    assertThat(scene.said()).hasSize(1).first().asString().contains("{src=attacker} 0..60 n=5");
    CorrelationStats stats = scene.correlator().stats();
    assertThat(stats.groups()).isEqualTo(1_000);
    assertThat(stats.evicted()).isGreaterThan(70_000);
  }

  @Test
  void groups_whose_time_is_over_go_first_and_are_no_loss() {
    Scene scene = new Scene(Scene.limits(1_000), rule("r").is(GTE, 5).make());
    for (int i = 0; i < 100_000; i++) {
      scene.play("fail", i * 60L * Scene.SECOND, Map.of("src", "s" + i));
    }
    CorrelationStats stats = scene.correlator().stats();
    assertThat(stats.evicted()).isZero();
    assertThat(stats.groups()).isLessThan(400);
    assertThat(stats.groups() + stats.expired()).isEqualTo(100_000);
  }

  @Test
  void memory_stays_below_its_limit_and_other_correlations_keep_their_groups() {
    CorrelationLimits limits =
        new CorrelationLimits(1_000_000, 4 << 20, Duration.ofSeconds(60), 4_096, 10);
    Scene scene =
        new Scene(
            limits,
            rule("small").of("ok").is(GTE, 2).make(),
            rule("big").type(VALUE_COUNT).is(GTE, 1_000, "user").make());
    scene.play("ok@0 src=a");
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      String src = "s" + random.nextInt(50_000);
      scene.play("fail", i * 100_000L, Map.of("src", src, "user", "u" + random.nextInt(1 << 30)));
    }
    assertThat(scene.correlator().stats().bytes()).isLessThan(5 << 20);
    assertThat(scene.correlator().stats().evicted()).isPositive();
    scene.play("ok@20 src=a");
    assertThat(scene.said()).containsExactly("match small {src=a} 0..20 n=2 v=2.0 [1, 100002]");
  }

  @Test
  void a_window_that_would_be_too_long_is_thinned_and_still_counts() {
    Scene scene = new Scene(rule("r").is(GTE, 50_000).make());
    for (int i = 0; i < 49_999; i++) {
      scene.play("fail", i * 1_000_000L, Map.of("src", "a"));
    }
    assertThat(scene.said()).isEmpty();
    scene.play("fail@50 src=a");
    assertThat(scene.saidWithoutEvidence())
        .hasSize(1)
        .first()
        .asString()
        .contains("n=50000 v=50000.0");
    assertThat(scene.correlator().stats().thinned()).isPositive();
    assertThat(scene.correlator().stats().forgotten()).isZero();
    scene.play("fail@110.5 src=a");
    scene.play("fail@110.6 src=a");
    assertThat(scene.said()).isEmpty();
  }

  @Test
  void a_sum_survives_thinning() {
    Scene scene = new Scene(rule("r").type(VALUE_SUM).is(GTE, 20_000, "size").make());
    for (int i = 0; i < 20_000; i++) {
      scene.play("fail", i * 1_000_000L, Map.of("src", "a", "size", "1"));
    }
    assertThat(scene.saidWithoutEvidence())
        .containsExactly("match r {src=a} 0.058..19.999 n=20000 v=20000.0");
  }

  @Test
  void one_value_a_million_times_does_not_hide_a_second() {
    Scene scene = new Scene(rule("r").type(VALUE_COUNT).is(GTE, 2, "user").make());
    scene.play("fail@0 src=a user=x");
    for (int i = 0; i < 100_000; i++) {
      scene.play("fail", i * 100_000L, Map.of("src", "a", "user", "x"));
    }
    scene.play("fail@11 src=a user=y");
    assertThat(scene.saidWithoutEvidence()).hasSize(1).first().asString().endsWith("v=2.0");
    assertThat(scene.correlator().stats().forgotten()).isZero();
  }

  @Test
  void a_percentile_keeps_the_newest_values_and_counts_the_rest() {
    CorrelationRule rule =
        rule("r").type(VALUE_PERCENTILE).percentile(50, GTE, 5_000, "size").make();
    Scene scene = new Scene(rule);
    for (int i = 0; i < 10_000; i++) {
      scene.play("fail", i * 1_000_000L, Map.of("src", "a", "size", Integer.toString(i)));
    }
    assertThat(scene.saidWithoutEvidence()).first().asString().endsWith("v=5000.5");
    assertThat(scene.correlator().stats().forgotten()).isEqualTo(10_000 - 4_096);
  }

  /// Key and window sizes shift, so that blocks of the old sizes would lie idle for ever.
  @Test
  void memory_is_put_together_when_holes_outgrow_what_lives() {
    CorrelationLimits limits = new CorrelationLimits(1_000_000, 4 << 20, Duration.ZERO, 4_096, 0);
    Scene scene = new Scene(limits, rule("r").is(GTE, 3).make());
    for (int length = 8; length <= 1_000; length *= 2) {
      for (int i = 0; i < 15_000; i++) {
        String src = "%d-%d-".formatted(length, i) + "x".repeat(length);
        scene.play("fail", i * 1_000L, Map.of("src", src));
      }
    }
    assertThat(scene.correlator().reservedBytes()).isLessThan(12 << 20);
    scene.said();
    scene.play("fail@1 src=a", "fail@1 src=a", "fail@1 src=a");
    assertThat(scene.said()).hasSize(1);
  }
}
