package io.ironpost.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The index may only save work: whatever the rules and the events, it must find what plain
/// evaluation of each rule finds.
class IndexAgreesWithPlainEvaluationTest {
  private static final int ROUNDS = 300;
  private static final int RULES = 40;
  private static final int EVENTS = 30;
  private static final String[] FIELDS = {"a", "b", "c"};
  private static final String[] WORDS = {
    "", "a", "ab", "abc", "b", "ba", "bab", "Ab", "cab", "\\x.exe", "x.exe", "11", "11.0", "12",
    "é", "É"
  };

  private final Records records = new Records();

  @Test
  void on_random_rules_and_events() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<EventRule> rules = new ArrayList<>();
      for (int i = 0; i < RULES; i++) {
        rules.add(Rules.rule("r" + i, condition(random, 3)));
      }
      RuleEngine engine = new RuleEngine(rules, records.names, EngineLimits.defaults(), () -> 0);
      EventMatcher matcher = engine.matcher();
      for (int i = 0; i < EVENTS; i++) {
        EventRecord record = event(random);
        TreeSet<String> found = new TreeSet<>();
        matcher.match(record, (rule, _) -> found.add(rule.rule().header().id()));
        assertThat(found).as("seed %d, event %d", seed, i).isEqualTo(plainly(rules, record));
      }
    }
  }

  private TreeSet<String> plainly(List<EventRule> rules, EventRecord record) {
    TreeSet<String> ids = new TreeSet<>();
    for (EventRule rule : rules) {
      if (holds(rule.condition(), record)) {
        ids.add(rule.header().id());
      }
    }
    return ids;
  }

  private boolean holds(Expr condition, EventRecord record) {
    return switch (condition) {
      case Expr.And(var parts) -> parts.stream().allMatch(part -> holds(part, record));
      case Expr.Or(var parts) -> parts.stream().anyMatch(part -> holds(part, record));
      case Expr.Not(var part) -> !holds(part, record);
      case Expr.Named(var _, var part) -> holds(part, record);
      case Expr.Test(var predicate) ->
          Checks.of(predicate, new Compilation(records.names)).holds(record);
    };
  }

  private EventRecord event(SplittableRandom random) {
    EventRecord record = records.of();
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      String text = word(random) + (random.nextBoolean() ? word(random) : "");
      int kind = random.nextInt(8) == 0 ? EventRecord.NULL : EventRecord.STRING;
      records.add(record, FIELDS[random.nextInt(FIELDS.length)], kind, text);
    }
    return record;
  }

  private Expr condition(SplittableRandom random, int depth) {
    int choice = depth == 0 ? 3 : random.nextInt(6);
    return switch (choice) {
      case 0 -> new Expr.And(parts(random, depth));
      case 1 -> new Expr.Or(parts(random, depth));
      case 2 -> new Expr.Not(condition(random, depth - 1));
      default -> new Expr.Test(predicate(random));
    };
  }

  private List<Expr> parts(SplittableRandom random, int depth) {
    List<Expr> parts = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      parts.add(condition(random, depth - 1));
    }
    return parts;
  }

  private Predicate predicate(SplittableRandom random) {
    String field = FIELDS[random.nextInt(FIELDS.length)];
    String other = FIELDS[random.nextInt(FIELDS.length)];
    return switch (random.nextInt(12)) {
      case 0 -> new Predicate.IsNull(field);
      case 1 -> new Predicate.Exists(field, random.nextBoolean());
      case 2 -> new Predicate.Keyword(text(random, "*%s*"));
      case 3 -> new Predicate.SameAs(field, other, Predicate.Relation.CONTAINS, false);
      case 4 -> new Predicate.Field(field, number(random));
      case 5 -> new Predicate.Field(field, regex(random));
      case 6 -> new Predicate.Field(field, text(random, "%s"));
      case 7 -> new Predicate.Field(field, text(random, "%s*"));
      case 8 -> new Predicate.Field(field, text(random, "*%s"));
      case 9 -> new Predicate.Field(field, text(random, "*%s?" + word(random) + "*"));
      default -> new Predicate.Field(field, text(random, "*%s*"));
    };
  }

  private static Matcher text(SplittableRandom random, String shape) {
    return new Matcher.Text(
        Rules.pattern(shape.formatted(word(random)).replace("**", "*"), random.nextInt(4) == 0));
  }

  private static Matcher number(SplittableRandom random) {
    Matcher.Operator[] operators = Matcher.Operator.values();
    return new Matcher.Number(
        operators[random.nextInt(operators.length)], BigDecimal.valueOf(11 + random.nextInt(2)));
  }

  private static Matcher regex(SplittableRandom random) {
    String[] patterns = {"^a", "b$", "a.*b", "[ab]{3}", "(ab|ca)", "x\\.exe"};
    return new Matcher.Regex(
        patterns[random.nextInt(patterns.length)], random.nextBoolean(), false, false);
  }

  private static String word(SplittableRandom random) {
    return WORDS[random.nextInt(WORDS.length)];
  }
}
