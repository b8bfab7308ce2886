package io.ironpost.rules.correlate;

import static io.ironpost.rules.correlate.CorrelationRules.rule;
import static io.ironpost.rules.model.CorrelationRule.Type.TEMPORAL_ORDERED;
import static io.ironpost.rules.model.Matcher.Operator.GTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.rules.model.CorrelationRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedCorrelationTest {
  private static final CorrelationRule MANY = rule("many").is(GTE, 3).silent().make();
  private static final CorrelationRule BREAK_IN =
      rule("break-in").type(TEMPORAL_ORDERED).of("many", "ok").within(600).make();

  @Test
  void failures_and_then_a_success() {
    Scene scene = new Scene(BREAK_IN, MANY);
    scene.play("fail@0 src=a", "fail@1 src=a", "ok@2 src=a", "fail@3 src=a", "ok@4 src=b");
    assertThat(scene.said()).isEmpty();
    scene.play("ok@500 src=a");
    assertThat(scene.said()).containsExactly("match break-in {src=a} 2..500 n=3 v=2.0 [3, 4, 6]");
  }

  @Test
  void a_success_after_an_hour_of_failures_follows_them() {
    Scene scene = new Scene(MANY, BREAK_IN);
    for (int second = 0; second < 3600; second += 20) {
      scene.play("fail@" + second + " src=a");
    }
    scene.play("ok@3601 src=a");
    assertThat(scene.said()).hasSize(1).first().asString().contains("..3601 ");
  }

  @Test
  void counting_correlations_count_an_episode_once() {
    Scene scene = new Scene(MANY, rule("bursts").of("many").within(3600).is(GTE, 2).make());
    for (int second : List.of(0, 1, 2, 3, 4, 5, 6)) {
      scene.play("fail@" + second + " src=a");
    }
    assertThat(scene.said()).isEmpty();
    scene.play("fail@100 src=a", "fail@101 src=a", "fail@102 src=a");
    assertThat(scene.said()).containsExactly("match bursts {src=a} 2..102 n=2 v=2.0 [3, 10]");
  }

  @Test
  void a_field_that_the_inner_group_lacks_comes_from_the_event_that_completed_it() {
    CorrelationRule byUser =
        rule("by-user").type(TEMPORAL_ORDERED).of("many", "ok").by("user").within(600).make();
    Scene scene = new Scene(MANY, byUser);
    assertThat(scene.correlator().capturedFields("fail")).containsExactly("src", "user");
    scene.play("fail@0 src=a user=x", "fail@1 src=a user=y", "fail@2 src=a user=z");
    scene.play("ok@3 user=x", "ok@4 user=z");
    assertThat(scene.said()).containsExactly("match by-user {user=z} 2..4 n=2 v=2.0 [3, 5]");
  }

  @Test
  void both_levels_can_alert() {
    Scene scene =
        new Scene(
            rule("many").is(GTE, 2).make(), rule("outer").of("many").within(60).is(GTE, 1).make());
    scene.play("fail@0 src=a", "fail@1 src=a");
    assertThat(scene.said())
        .containsExactly(
            "match many {src=a} 0..1 n=2 v=2.0 [1, 2]", "match outer {src=a} 1..1 n=1 v=1.0 [2]");
  }

  @Test
  void a_circle_is_refused() {
    assertThatThrownBy(() ->
            new Scene(rule("x").of("y").is(GTE, 1).make(), rule("y").of("x").is(GTE, 1).make()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("circle");
  }
}
