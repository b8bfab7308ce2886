package io.ironpost.rules.correlate;

import static io.ironpost.rules.correlate.CorrelationRules.rule;
import static io.ironpost.rules.model.CorrelationRule.Type.TEMPORAL;
import static io.ironpost.rules.model.CorrelationRule.Type.TEMPORAL_ORDERED;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_AVG;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_COUNT;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_PERCENTILE;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_SUM;
import static io.ironpost.rules.model.Matcher.Operator.EQ;
import static io.ironpost.rules.model.Matcher.Operator.GT;
import static io.ironpost.rules.model.Matcher.Operator.GTE;
import static io.ironpost.rules.model.Matcher.Operator.LT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.RuleExpr.Both;
import io.ironpost.rules.model.CorrelationRule.RuleExpr.Matched;
import io.ironpost.rules.model.CorrelationRule.RuleExpr.Neither;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random streams, a third of them out of order, give what [PlainCorrelator] gives.
class CorrelatorAgreesWithPlainOneTest {
  private static final int STREAMS = Integer.getInteger("ironpost.streams", 12);
  private static final int EVENTS = 250;
  private static final long LATENESS = 25;

  static Stream<CorrelationRule> rules() {
    List<String> abc = List.of("a", "b", "c");
    String[] three = abc.toArray(String[]::new);
    return Stream.of(
            rule("r").of(three).within(10).is(GTE, 4),
            rule("r").of(three).within(1).is(GTE, 2),
            rule("r").of(three).within(30).between(3, 6),
            rule("r").of(three).within(10).is(EQ, 3),
            rule("r").of(three).within(10).is(LT, 3),
            rule("r").of(three).within(12).type(VALUE_COUNT).is(GTE, 4, "v"),
            rule("r").of(three).within(12).type(VALUE_COUNT).is(LT, 3, "v"),
            rule("r").of(three).within(12).type(VALUE_SUM).is(GT, 25, "v"),
            rule("r").of(three).within(12).type(VALUE_AVG).is(GTE, 5, "v"),
            rule("r").of(three).within(12).type(VALUE_PERCENTILE).percentile(75, GTE, 6, "v"),
            rule("r").of(three).within(8).type(TEMPORAL),
            rule("r").of(three).within(8).type(TEMPORAL).is(GTE, 2),
            rule("r").of(three).within(8).type(TEMPORAL_ORDERED),
            rule("r").of("a", "b", "a").within(8).type(TEMPORAL_ORDERED),
            rule("r")
                .of(three)
                .within(8)
                .type(TEMPORAL)
                .when(new Both(List.of(new Matched("a"), new Neither(new Matched("b"))))))
        .map(CorrelationRules::make);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void on_random_streams(CorrelationRule rule) {
    for (int seed = 0; seed < STREAMS; seed++) {
      boolean inOrder = seed % 3 == 0;
      Scene scene = new Scene(Scene.limits(1_000, Duration.ofSeconds(LATENESS)), rule);
      check(scene, rule, new Random(seed), inOrder ? 0 : 30);
    }
  }

  /// What only the newest event of each value or rule decides survives thinning, late events aside.
  @Test
  void on_windows_that_are_thinned_all_the_time() {
    CorrelationLimits few =
        new CorrelationLimits(100, 1 << 30, Duration.ofSeconds(LATENESS), 16, 2);
    List<CorrelationRule> rules =
        List.of(
            rule("r").of("a").within(60).type(VALUE_COUNT).is(GTE, 7, "v").make(),
            rule("r").of("a", "b", "c").within(60).type(TEMPORAL).make(),
            rule("r").of("a", "b", "c").within(60).type(TEMPORAL_ORDERED).make());
    for (CorrelationRule rule : rules) {
      for (int seed = 0; seed < STREAMS; seed++) {
        Scene scene = new Scene(few, rule).withoutCounts();
        check(scene, rule, new Random(seed), 0);
        assertThat(scene.correlator().stats().forgotten()).isZero();
      }
    }
  }

  private static void check(Scene scene, CorrelationRule rule, Random random, int jitter) {
    PlainCorrelator plain = new PlainCorrelator(rule, LATENESS, kept(rule));
    long clock = 1_000;
    for (int i = 0; i < EVENTS; i++) {
      clock += random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(3);
      long time = clock - (jitter > 0 && random.nextInt(3) == 0 ? random.nextInt(jitter) : 0);
      String id = rule.rules().get(random.nextInt(rule.rules().size()));
      String src = random.nextBoolean() ? "x" : "y";
      String value = Integer.toString(random.nextInt(9));
      scene.play(id, time * Scene.SECOND, Map.of("src", src, "v", value));
      plain.accept(id, time, src, value);
      assertThat(scene.saidWithoutEvidence())
          .describedAs("%s, event %d", rule, i)
          .isEqualTo(plain.said.stream().map(scene::plain).toList());
      plain.said.clear();
    }
  }

  /// Counting keeps no more events than it can tell apart: so many per window, and the lateness
  /// adds windows.
  private static int kept(CorrelationRule rule) {
    if (rule.type() != CorrelationRule.Type.EVENT_COUNT) {
      return Integer.MAX_VALUE;
    }
    Ticks ticks = Ticks.of(rule.timespan(), Duration.ofSeconds(LATENESS));
    Arena arena = new Arena();
    GroupTable groups = new GroupTable(arena, 1);
    Measures measures = new Measures(groups, arena, 0, 4_096);
    return measures.maxEntries(rule, ticks, measures.of(rule, ticks));
  }
}
