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
import static io.ironpost.rules.model.Matcher.Operator.LTE;
import static io.ironpost.rules.model.Matcher.Operator.NEQ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import io.ironpost.rules.model.CorrelationRule.RuleExpr.Both;
import io.ironpost.rules.model.CorrelationRule.RuleExpr.Either;
import io.ironpost.rules.model.CorrelationRule.RuleExpr.Matched;
import io.ironpost.rules.model.CorrelationRule.RuleExpr.Neither;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CorrelatorTest {
  private static final RuleExpr A = new Matched("a");
  private static final RuleExpr B = new Matched("b");
  private static final RuleExpr C = new Matched("c");

  /// @param events separated by commas
  private record Case(String name, CorrelationRule rule, String events, List<String> said) {}

  @TestFactory
  Stream<DynamicTest> each_kind() {
    return Stream.of(counts(), values(), numbers(), temporal(), formulas())
        .flatMap(List::stream)
        .map(c -> DynamicTest.dynamicTest(c.name, () -> check(c)));
  }

  private static void check(Case c) {
    Scene scene = new Scene(c.rule);
    scene.play(c.events.split(", "));
    assertThat(scene.said()).isEqualTo(c.said);
  }

  private static List<Case> counts() {
    CorrelationRule three = rule("r").is(GTE, 3).make();
    CorrelationRule one = rule("r").is(GTE, 1).make();
    return List.of(
        new Case(
            "events just a timespan apart are in one window",
            three,
            "fail@0 src=a, fail@15 src=a, fail@60 src=a",
            List.of("match r {src=a} 0..60 n=3 v=3.0 [1, 2, 3]")),
        new Case(
            "a tick more is too much",
            three,
            "fail@0 src=a, fail@15 src=a, fail@60.000001 src=a",
            List.of()),
        new Case(
            "the window slides over full minutes",
            three,
            "fail@59 src=a, fail@60 src=a, fail@61 src=a",
            List.of("match r {src=a} 59..61 n=3 v=3.0 [1, 2, 3]")),
        new Case(
            "groups are apart",
            three,
            "fail@0 src=a, fail@1 src=b, fail@2 src=a, fail@3 src=b, fail@4 src=b",
            List.of("match r {src=b} 1..4 n=3 v=3.0 [2, 4, 5]")),
        new Case(
            "what follows extends the episode",
            three,
            "fail@0 src=a, fail@1 src=a, fail@2 src=a, fail@3 src=a, fail@61 src=a",
            List.of(
                "match r {src=a} 0..2 n=3 v=3.0 [1, 2, 3]",
                "more 3 n=4 v=4.0 [4]",
                "more 61 n=5 v=4.0 [5]")),
        new Case(
            "an event at which it is false ends the episode",
            three,
            "fail@0 src=a, fail@1 src=a, fail@2 src=a, fail@62 src=a, fail@63 src=a, fail@64 src=a",
            List.of(
                "match r {src=a} 0..2 n=3 v=3.0 [1, 2, 3]",
                "match r {src=a} 62..64 n=3 v=3.0 [4, 5, 6]")),
        new Case(
            "an empty window ends the episode",
            one,
            "fail@0 src=a, fail@60 src=a, fail@121 src=a",
            List.of(
                "match r {src=a} 0..0 n=1 v=1.0 [1]",
                "more 60 n=2 v=2.0 [2]",
                "match r {src=a} 121..121 n=1 v=1.0 [3]")),
        new Case(
            "an event without the group field does not count",
            three,
            "fail@0 src=a, fail@1, fail@2 src=a",
            List.of()),
        new Case(
            "no group-by: one group",
            rule("r").by().is(GT, 2).make(),
            "fail@0 src=a, fail@1, fail@2 src=b",
            List.of("match r {} 0..2 n=3 v=3.0 [1, 2, 3]")),
        new Case(
            "several group fields",
            rule("r").by("src", "user").is(GTE, 2).make(),
            "fail@0 src=a user=bc, fail@1 src=ab user=c, fail@2 src=a user=bc",
            List.of("match r {src=a,user=bc} 0..2 n=2 v=2.0 [1, 3]")),
        new Case(
            "several rules count together",
            rule("r").of("fail", "deny").is(GTE, 2).make(),
            "fail@0 src=a, deny@1 src=a",
            List.of("match r {src=a} 0..1 n=2 v=2.0 [1, 2]")),
        new Case(
            "lt is true from the first event on",
            rule("r").is(LT, 3).make(),
            "fail@0 src=a, fail@1 src=a, fail@2 src=a, fail@3 src=a",
            List.of("match r {src=a} 0..0 n=1 v=1.0 [1]", "more 1 n=2 v=2.0 [2]")),
        new Case(
            "lte",
            rule("r").is(LTE, 1).make(),
            "fail@0 src=a, fail@1 src=a, fail@70 src=a",
            List.of("match r {src=a} 0..0 n=1 v=1.0 [1]", "match r {src=a} 70..70 n=1 v=1.0 [3]")),
        new Case(
            "eq passes by",
            rule("r").is(EQ, 2).make(),
            "fail@0 src=a, fail@1 src=a, fail@2 src=a",
            List.of("match r {src=a} 0..1 n=2 v=2.0 [1, 2]")),
        new Case(
            "neq",
            rule("r").is(NEQ, 1).make(),
            "fail@0 src=a, fail@1 src=a",
            List.of("match r {src=a} 0..1 n=2 v=2.0 [1, 2]")),
        new Case(
            "a range is left upwards",
            rule("r").between(2, 3).make(),
            "fail@0 src=a, fail@1 src=a, fail@2 src=a, fail@61.5 src=a",
            List.of(
                "match r {src=a} 0..1 n=2 v=2.0 [1, 2]",
                "match r {src=a} 2..61.5 n=2 v=2.0 [3, 4]")));
  }

  private static List<Case> values() {
    CorrelationRule users = rule("r").type(VALUE_COUNT).is(GTE, 2, "user").make();
    return List.of(
        new Case(
            "the same value counts once",
            users,
            "fail@0 src=a user=x, fail@1 src=a user=x, fail@2 src=a user=y",
            List.of("match r {src=a} 0..2 n=3 v=2.0 [1, 2, 3]")),
        new Case(
            "a value leaves with its last event",
            users,
            "fail@0 src=a user=x, fail@30 src=a user=x, fail@80 src=a user=y",
            List.of("match r {src=a} 30..80 n=2 v=2.0 [2, 3]")),
        new Case(
            "values of other groups do not count",
            users,
            "fail@0 src=a user=x, fail@1 src=b user=y",
            List.of()),
        new Case(
            "fields combine",
            rule("r").type(VALUE_COUNT).is(GTE, 2, "user", "port").make(),
            "fail@0 src=a user=x port=1, fail@1 src=a user=x port=1, fail@2 src=a user=x port=2",
            List.of("match r {src=a} 0..2 n=3 v=2.0 [1, 2, 3]")),
        new Case(
            "an event without the value does not count",
            users,
            "fail@0 src=a user=x, fail@1 src=a",
            List.of()));
  }

  private static List<Case> numbers() {
    CorrelationRule median =
        rule("r").type(VALUE_PERCENTILE).percentile(50, GTE, 15, "size").make();
    return List.of(
        new Case(
            "sum",
            rule("r").type(VALUE_SUM).is(GT, 100, "size").make(),
            "fail@0 src=a size=60, fail@70 src=a size=50, fail@71 src=a size=50.5, fail@72 src=a"
                + " size=x",
            List.of("match r {src=a} 70..71 n=2 v=100.5 [2, 3]")),
        new Case(
            "average",
            rule("r").type(VALUE_AVG).is(GTE, 10, "size").make(),
            "fail@0 src=a size=1, fail@1 src=a size=18, fail@2 src=a size=11, fail@63 src=a"
                + " size=-2",
            List.of("match r {src=a} 0..2 n=3 v=10.0 [1, 2, 3]")),
        new Case(
            "percentile between two values",
            median,
            "fail@0 src=a size=10, fail@1 src=a size=20",
            List.of("match r {src=a} 0..1 n=2 v=15.0 [1, 2]")),
        new Case(
            "percentile forgets what left",
            median,
            "fail@0 src=a size=1, fail@1 src=a size=2, fail@62 src=a size=16",
            List.of("match r {src=a} 62..62 n=1 v=16.0 [3]")));
  }

  private static List<Case> temporal() {
    CorrelationRule any = rule("r").type(TEMPORAL).of("a", "b").make();
    CorrelationRule ordered = rule("r").type(TEMPORAL_ORDERED).of("a", "b", "c").make();
    return List.of(
        new Case(
            "both in any order",
            any,
            "b@0 src=x, a@60 src=x",
            List.of("match r {src=x} 0..60 n=2 v=2.0 [1, 2]")),
        new Case("both, but too far apart", any, "b@0 src=x, a@61 src=x", List.of()),
        new Case("both, but of two groups", any, "b@0 src=x, a@1 src=y", List.of()),
        new Case(
            "in order",
            ordered,
            "a@0 src=x, b@1 src=x, b@2 src=x, c@3 src=x",
            List.of("match r {src=x} 0..3 n=4 v=3.0 [1, 2, 3, 4]")),
        new Case("out of order", ordered, "b@0 src=x, a@1 src=x, c@2 src=x", List.of()),
        new Case(
            "the latest beginning counts",
            ordered,
            "a@0 src=x, a@50 src=x, b@55 src=x, c@70 src=x",
            List.of("match r {src=x} 50..70 n=3 v=3.0 [2, 3, 4]")),
        new Case(
            "a beginning that left the window does not",
            ordered,
            "a@0 src=x, b@1 src=x, a@50 src=x, c@70 src=x",
            List.of()),
        new Case(
            "a rule twice in the order",
            rule("r").type(TEMPORAL_ORDERED).of("a", "b", "a").make(),
            "a@0 src=x, a@1 src=x, b@2 src=x, a@3 src=x",
            List.of("match r {src=x} 0..3 n=4 v=3.0 [1, 2, 3, 4]")),
        new Case(
            "so many different rules",
            rule("r").type(TEMPORAL).of("a", "b", "c").is(GTE, 2).make(),
            "a@0 src=x, a@1 src=x, c@2 src=x",
            List.of("match r {src=x} 0..2 n=3 v=2.0 [1, 2, 3]")));
  }

  private static List<Case> formulas() {
    RuleExpr aAndBOrC = new Both(List.of(A, new Either(List.of(B, C))));
    return List.of(
        new Case(
            "a and (b or c)",
            rule("r").type(TEMPORAL).of("a", "b", "c").when(aAndBOrC).make(),
            "b@0 src=x, c@1 src=x, a@2 src=x",
            List.of("match r {src=x} 0..2 n=3 v=3.0 [1, 2, 3]")),
        new Case(
            "a and not b",
            rule("r").type(TEMPORAL).of("a", "b").when(new Both(List.of(A, new Neither(B)))).make(),
            "b@0 src=x, a@1 src=x, a@61 src=x, b@62 src=x, a@63 src=x",
            List.of("match r {src=x} 1..61 n=2 v=1.0 [2, 3]")),
        new Case(
            "not (a and b) is one of them missing",
            rule("r").type(TEMPORAL).of("a", "b").when(new Neither(new Both(List.of(A, B)))).make(),
            "a@0 src=x, b@1 src=x",
            List.of("match r {src=x} 0..0 n=1 v=1.0 [1]")),
        new Case(
            "a formula in order",
            rule("r").type(TEMPORAL_ORDERED).of("a", "b", "c").when(aAndBOrC).make(),
            "b@0 src=x, a@1 src=x, c@2 src=x",
            List.of("match r {src=x} 0..2 n=3 v=2.0 [1, 2, 3]")));
  }

  @Test
  void a_late_event_completes_the_window_that_it_belongs_to() {
    Scene scene = new Scene(rule("r").is(GTE, 3).within(10).make());
    scene.play("fail@0 src=a", "fail@5 src=a", "fail@40 src=a", "fail@8 src=a");
    assertThat(scene.said()).containsExactly("match r {src=a} 0..8 n=3 v=3.0 [1, 2, 4]");
    scene.play("fail@9 src=a");
    assertThat(scene.said()).containsExactly("more 9 n=4 v=4.0 [5]");
  }

  @Test
  void an_event_older_than_the_lateness_is_dropped_and_counted() {
    Scene scene = new Scene(rule("r").is(GTE, 2).make());
    scene.play("fail@100 src=a", "fail@39.999 src=a", "fail@40 src=a");
    assertThat(scene.said()).containsExactly("match r {src=a} 40..100 n=2 v=2.0 [3, 1]");
    assertThat(scene.correlator().stats().late()).isEqualTo(1);
  }

  @Test
  void losses_are_counted_by_reason() {
    Scene scene = new Scene(rule("r").type(VALUE_SUM).is(GTE, 2, "size").make());
    scene.play("fail@0 size=1", "fail@0 src=a", "fail@0 src=a size=NaN", "fail@0 src=a size=1");
    CorrelationStats stats = scene.correlator().stats();
    assertThat(stats.missingGroup()).isEqualTo(1);
    assertThat(stats.missingValue()).isEqualTo(2);
    assertThat(stats.groups()).isEqualTo(1);
    assertThat(stats.bytes()).isPositive();
  }

  @Test
  void aliases_name_the_field_of_each_rule() {
    CorrelationRule rule =
        rule("r")
            .type(TEMPORAL)
            .of("a", "b")
            .by("ip")
            .alias("ip", Map.of("a", "source.ip", "b", "destination.ip"))
            .make();
    Scene scene = new Scene(rule);
    assertThat(scene.correlator().capturedFields("a")).containsExactly("source.ip");
    assertThat(scene.correlator().capturedFields("b")).containsExactly("destination.ip");
    scene.play("a@0 source.ip=1 destination.ip=2", "b@1 source.ip=1 destination.ip=2");
    assertThat(scene.said()).isEmpty();
    scene.play("b@2 source.ip=2 destination.ip=1");
    assertThat(scene.said()).containsExactly("match r {ip=1} 0..2 n=2 v=2.0 [1, 3]");
  }

  @Test
  void fields_are_captured_once_for_all_correlations() {
    Scene scene =
        new Scene(
            rule("r").is(GTE, 2).make(),
            rule("s").type(VALUE_COUNT).by("src", "host").is(GTE, 2, "user").make());
    assertThat(scene.correlator().capturedFields("fail")).containsExactly("src", "host", "user");
    assertThat(scene.correlator().uses("fail")).isTrue();
    assertThat(scene.correlator().uses("r")).isFalse();
    assertThat(scene.correlator().uses("other")).isFalse();
    assertThat(scene.correlator().handleOf("other")).isNegative();
  }

  @Test
  void hostile_times_and_values_throw_nothing() {
    Scene scene = new Scene(rule("r").is(GTE, 2).make());
    for (long nanos : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      scene.play("fail", nanos, Map.of("src", "x".repeat(100_000)));
    }
    assertThat(scene.correlator().stats().cut()).isEqualTo(5);
  }

  @Test
  void a_condition_with_too_many_alternatives_is_refused() {
    List<RuleExpr> pairs =
        Stream.generate(() -> (RuleExpr) new Either(List.of(A, B))).limit(9).toList();
    CorrelationRule rule = rule("r").type(TEMPORAL).of("a", "b").when(new Both(pairs)).make();
    assertThatThrownBy(() -> new Scene(rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alternatives");
  }
}
