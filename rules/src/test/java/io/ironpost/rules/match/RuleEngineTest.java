package io.ironpost.rules.match;

import static io.ironpost.rules.match.Rules.and;
import static io.ironpost.rules.match.Rules.cased;
import static io.ironpost.rules.match.Rules.field;
import static io.ironpost.rules.match.Rules.keyword;
import static io.ironpost.rules.match.Rules.not;
import static io.ironpost.rules.match.Rules.or;
import static io.ironpost.rules.match.Rules.rule;
import static io.ironpost.rules.match.Rules.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.RuleLogsource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleEngineTest {
  private final Records records = new Records();

  private boolean matches(Expr condition, EventRecord record) {
    return !matched(List.of(rule("r", condition)), record).isEmpty();
  }

  private List<String> matched(List<EventRule> rules, EventRecord record) {
    RuleEngine engine =
        new RuleEngine(rules, records.names, EngineLimits.defaults(), System::nanoTime);
    List<String> ids = new ArrayList<>();
    engine.matcher().match(record, (rule, _) -> ids.add(rule.rule().header().id()));
    return ids;
  }

  @ParameterizedTest
  @CsvSource({
    "abc, ABC, true",
    "abc, abcd, false",
    "abc, ab, false",
    "abc*, ABCdef, true",
    "abc*, xabc, false",
    "*abc, xxAbC, true",
    "*abc, abcx, false",
    "*abc*, xxabcxx, true",
    "*abc*, ab c, false",
    "*, anything, true",
    "a?c, aXc, true",
    "a?c, ac, false",
    "a?c, aéc, true",
    "a*c, abcbc, true",
    "a*c, abcb, false",
    "*a*b*c*, xxaxxbxxcxx, true",
    "*a*b*c*, xxaxxcxxbxx, false",
    "a*b?, aXXbbc, true",
    "?*?, a, false",
    "?*?, ab, true",
    "ÄRGER, ärger, true",
    "*straße*, DIE STRASSE, false",
    "*ключ*, КЛЮЧ здесь, true",
    "*ÄKIS*, xxäkisxx, true",
    "*ÄKIS*, äKıſ, false",
    "*äk*i?s*, ÄK İ I-S, true",
    "ıı, İİ, false",
  })
  void text_is_compared_whole_and_without_case(String glob, String value, boolean expected) {
    assertThat(matches(text("f", glob), records.of("f", value))).isEqualTo(expected);
  }

  @Test
  void wildcards_cross_line_ends() {
    assertThat(matches(text("f", "a*b"), records.of("f", "a\n\nb"))).isTrue();
    assertThat(matches(text("f", "a?b"), records.of("f", "a\nb"))).isTrue();
  }

  @Test
  void cased_text_minds_case() {
    assertThat(matches(cased("f", "*Abc*"), records.of("f", "xAbcx"))).isTrue();
    assertThat(matches(cased("f", "*Abc*"), records.of("f", "xabcx"))).isFalse();
    assertThat(matches(cased("f", "Abc"), records.of("f", "abc"))).isFalse();
  }

  @Test
  void the_empty_text_is_a_value_and_not_an_absence() {
    assertThat(matches(text("f", ""), records.of("f", ""))).isTrue();
    assertThat(matches(text("f", ""), records.of())).isFalse();
  }

  @Test
  void a_missing_field_is_no_match_and_so_its_negation_is_one() {
    Expr filter = text("other", "x*");
    assertThat(matches(and(text("f", "a"), not(filter)), records.of("f", "a"))).isTrue();
    assertThat(matches(filter, records.of("f", "a"))).isFalse();
  }

  @Test
  void null_is_matched_by_missing_and_by_null() {
    Expr isNull = new Expr.Test(new Predicate.IsNull("f"));
    EventRecord withNull = records.add(records.of(), "f", EventRecord.NULL, "");
    assertThat(matches(isNull, records.of())).isTrue();
    assertThat(matches(isNull, withNull)).isTrue();
    assertThat(matches(isNull, records.of("f", ""))).isFalse();
    assertThat(matches(not(isNull), records.of("f", "x"))).isTrue();
    assertThat(matches(text("f", "*"), withNull)).isFalse();
  }

  @Test
  void exists_asks_for_the_field_whatever_its_value() {
    EventRecord withNull = records.add(records.of(), "f", EventRecord.NULL, "");
    assertThat(matches(new Expr.Test(new Predicate.Exists("f", true)), withNull)).isTrue();
    assertThat(matches(new Expr.Test(new Predicate.Exists("f", false)), records.of())).isTrue();
    assertThat(matches(new Expr.Test(new Predicate.Exists("f", false)), withNull)).isFalse();
  }

  @Test
  void any_element_of_a_list_will_do() {
    EventRecord list = records.of("f", "one", "f", "two", "f", "three");
    assertThat(matches(text("f", "two"), list)).isTrue();
    assertThat(matches(text("f", "*our"), list)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"11,true", "11.0,true", "1.1e1,true", "011,true", "'11 ',false", "-11,false"})
  void a_number_matches_however_it_is_spelled(String value, boolean expected) {
    Expr eleven = field("f", new Matcher.Number(Matcher.Operator.EQ, BigDecimal.valueOf(11)));
    assertThat(matches(eleven, records.of("f", value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GT,5,false",
    "GT,6,true",
    "GTE,5,true",
    "LT,4.9,true",
    "LTE,5,true",
    "LT,abc,false",
    "NEQ,6,true",
    "NEQ,5.0,false",
    "GT,1e999999999,false"
  })
  void numbers_are_compared_as_numbers(Matcher.Operator operator, String value, boolean expected) {
    Expr condition = field("f", new Matcher.Number(operator, BigDecimal.valueOf(5)));
    assertThat(matches(condition, records.of("f", value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.0/8, 10.1.2.300, false",
    "10.0.0.0/8, host10.1.2.3, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "192.0.2.1, 192.0.2.1, true",
    "::1/128, 0:0:0:0:0:0:0:1, true",
    "fe80::/10, fe80::1%eth0, true",
    "fe80::/10, fec0::1, false",
    "2001:db8::/32, 2001:DB8:1::5, true",
    "2001:db8::/32, 2001:db9::, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "::/0, 1:::2, false",
  })
  void networks_hold_addresses_and_nothing_else(String network, String value, boolean expected) {
    assertThat(matches(field("f", new Matcher.Cidr(network)), records.of("f", value)))
        .isEqualTo(expected);
  }

  @Test
  void keywords_are_found_in_any_text_but_not_in_repetitions() {
    EventRecord record = records.of("a", "nothing", "b", "some NEEDLE here");
    assertThat(matches(keyword("needle"), record)).isTrue();
    EventRecord derived = records.of("a", "nothing");
    records.add(derived, "b", EventRecord.STRING | EventRecord.DERIVED, "needle");
    assertThat(matches(keyword("needle"), derived)).isFalse();
  }

  @Test
  void fields_are_compared_with_each_other() {
    Expr same = new Expr.Test(new Predicate.SameAs("a", "b", Predicate.Relation.ENDS_WITH, false));
    assertThat(matches(same, records.of("a", "C:\\X.EXE", "b", "x.exe"))).isTrue();
    assertThat(matches(same, records.of("a", "x", "b", "x.exe"))).isFalse();
    assertThat(matches(same, records.of("a", "x"))).isFalse();
  }

  @Test
  void a_part_of_the_time_is_read_from_the_field_or_the_record() {
    Expr atThree =
        field("timestamp", new Matcher.TimePart(Matcher.Unit.HOUR, Matcher.Operator.EQ, 3));
    assertThat(matches(atThree, records.of("timestamp", "2026-01-02T03:04:05Z"))).isTrue();
    assertThat(matches(atThree, records.of("timestamp", "2026-01-02 05:04:05+02:00"))).isTrue();
    assertThat(matches(atThree, records.of("timestamp", "tomorrow at three"))).isFalse();
    EventRecord withoutField = records.of("f", "x");
    withoutField.timeNanos(1_767_323_045_000_000_000L);
    assertThat(matches(atThree, withoutField)).isTrue();
  }

  static Stream<Arguments> logsources() {
    return Stream.of(
        Arguments.of("linux", "", "sshd", true),
        Arguments.of("linux", "", "", true),
        Arguments.of("", "", "auth", true),
        Arguments.of("windows", "", "", false),
        Arguments.of("linux", "", "cron", false),
        Arguments.of("", "process_creation", "", true));
  }

  @ParameterizedTest
  @MethodSource("logsources")
  void a_rule_is_skipped_when_event_and_rule_say_different_logsources(
      String product, String category, String service, boolean expected) {
    EventRecord record = records.of(records.logsources.of("linux", "", "sshd", "auth"), "f", "a");
    EventRule rule = rule("r", new RuleLogsource(product, category, service), text("f", "a"));
    assertThat(matched(List.of(rule), record)).hasSize(expected ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"registry_set,1", "registry_add,1", "registry_event,1", "file_event,0"})
  void a_rule_for_registry_events_concerns_each_kind_of_them(String category, int expected) {
    EventRecord record = records.of(records.logsources.of("windows", category), "f", "a");
    EventRule rule = rule("r", new RuleLogsource("windows", "registry_event", ""), text("f", "a"));
    assertThat(matched(List.of(rule), record)).hasSize(expected);
  }

  @Test
  void logsources_that_an_attacker_invents_cost_one_group_together() {
    RuleEngine engine =
        new RuleEngine(
            List.of(
                rule("any", text("f", "a")),
                rule("linux", new RuleLogsource("linux", "", ""), text("f", "a"))),
            records.names,
            EngineLimits.defaults(),
            System::nanoTime);
    Group one = engine.group(records.logsources.of("made-up-1", "made-up-2"));
    assertThat(engine.group(records.logsources.of("made-up-3", ""))).isSameAs(one);
    assertThat(engine.group(records.logsources.of("linux", ""))).isNotSameAs(one);
    EventRecord record = records.of(records.logsources.of("made-up-4", ""), "f", "a");
    List<String> ids = new ArrayList<>();
    engine.matcher().match(record, (rule, _) -> ids.add(rule.rule().header().id()));
    assertThat(ids).containsExactly("any");
  }

  @Test
  void every_rule_that_holds_is_told_once() {
    List<EventRule> rules =
        List.of(
            rule("or", or(text("f", "*aa*"), text("f", "a*"), text("g", "b"))),
            rule("not", not(text("f", "zzz"))),
            rule("no", and(text("f", "*aa*"), text("g", "c"))));
    assertThat(matched(rules, records.of("f", "aaa aa aa", "g", "b")))
        .containsExactlyInAnyOrder("or", "not");
  }

  @Test
  void a_rule_that_is_too_slow_is_parked_by_name() {
    long[] clock = {0};
    RuleEngine engine =
        new RuleEngine(
            List.of(rule("slow", text("f", "a"))),
            records.names,
            EngineLimits.defaults(),
            () -> clock[0] += EngineLimits.DEFAULT_RULE_NANOS + 1);
    EventMatcher matcher = engine.matcher();
    for (int i = 0; i < CompiledRule.SAMPLE_EVERY * CompiledRule.MIN_SAMPLES; i++) {
      matcher.match(records.of("f", "a"), (_, _) -> {});
    }
    assertThat(engine.rules().getFirst().isParked()).isTrue();
    List<String> after = new ArrayList<>();
    matcher.match(records.of("f", "a"), (rule, _) -> after.add(rule.rule().header().id()));
    assertThat(after).isEmpty();
  }

  @Test
  void a_long_line_does_not_park_a_rule() {
    long[] clock = {0};
    RuleEngine engine =
        new RuleEngine(
            List.of(rule("fair", text("f", "a"))),
            records.names,
            EngineLimits.defaults(),
            () -> clock[0] += EngineLimits.DEFAULT_RULE_NANOS + 1);
    EventMatcher matcher = engine.matcher();
    EventRecord record = new EventRecord(records.names, records.logsources);
    for (int i = 0; i < CompiledRule.SAMPLE_EVERY * CompiledRule.MIN_SAMPLES; i++) {
      record.begin(new byte[64 << 10], 0, 64 << 10, 1);
      records.add(record, "f", EventRecord.STRING, "a");
      matcher.match(record, (_, _) -> {});
    }
    assertThat(engine.rules().getFirst().isParked()).isFalse();
  }
}
