package io.ironpost.bench;

import io.ironpost.core.alert.Severity;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.EventMatcher;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.model.ByteString;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Location;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.model.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What an event costs by the number of rules: the index is there so that the miss hardly grows.
///
/// Rules have the shape that most of SigmaHQ's have (`Image` ends with one of three names and
/// `CommandLine` contains one of eight words, and not a filter), with random names and words.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatchBenchmark {
  @Param({"1", "10", "100", "1000", "3000"})
  int rules;

  @Param({"hit", "miss"})
  String event = "miss";

  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private EventMatcher matcher;
  private EventRecord record;
  private long matched;

  public MatchBenchmark() {
    matcher = new RuleEngine(List.of(), names, EngineLimits.defaults(), System::nanoTime).matcher();
    record = new EventRecord(names, logsources);
  }

  @Setup
  public void load() {
    SplittableRandom random = new SplittableRandom(1);
    List<EventRule> loaded = new ArrayList<>();
    List<String> firstRule = List.of();
    for (int i = 0; i < rules; i++) {
      List<String> words = words(random);
      firstRule = i == 0 ? words : firstRule;
      loaded.add(rule(i, words));
    }
    matcher = new RuleEngine(loaded, names, EngineLimits.defaults(), System::nanoTime).matcher();
    record = new EventRecord(names, logsources);
    fill(event.equals("hit") ? firstRule : List.of("notepad", "", "", "nothing to see"));
  }

  /// One event, all rules.
  @Benchmark
  public long match() {
    matcher.match(record, (_, _) -> matched++);
    return matched;
  }

  private static List<String> words(SplittableRandom random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      StringBuilder word = new StringBuilder();
      int length = 5 + random.nextInt(12);
      for (int c = 0; c < length; c++) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    return words;
  }

  private static EventRule rule(int number, List<String> words) {
    List<Expr> images = new ArrayList<>();
    words.subList(0, 3).forEach(word -> images.add(test("Image", "\\" + word + ".exe", false)));
    List<Expr> lines = new ArrayList<>();
    words.subList(3, 11).forEach(word -> lines.add(test("CommandLine", " -" + word, true)));
    Expr filter = test("ParentImage", "\\" + words.get(0) + words.get(1) + ".exe", false);
    RuleHeader header =
        new RuleHeader(
            "rule-" + number,
            "",
            "rule " + number,
            "",
            Severity.MEDIUM,
            "test",
            true,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Location("bench", 1, 1));
    Expr condition =
        new Expr.And(List.of(new Expr.Or(images), new Expr.Or(lines), new Expr.Not(filter)));
    return new EventRule(
        header, new RuleLogsource("windows", "process_creation", ""), condition, true);
  }

  private static Expr test(String field, String text, boolean inside) {
    List<TextPattern.Part> parts = new ArrayList<>();
    parts.add(new TextPattern.AnyRun());
    parts.add(new TextPattern.Literal(ByteString.utf8(text)));
    if (inside) {
      parts.add(new TextPattern.AnyRun());
    }
    return new Expr.Test(
        new Predicate.Field(field, new Matcher.Text(new TextPattern(parts, false))));
  }

  private void fill(List<String> words) {
    record.begin(new byte[0], 0, 0, 1);
    record.logsource(logsources.of("windows", "process_creation", "sysmon"));
    add("Image", "C:\\Program Files\\Vendor\\" + words.get(0) + ".exe");
    add("CommandLine", "\"C:\\Program Files\\Vendor\\app.exe\" --type=x -" + words.get(3) + " y");
    add("ParentImage", "C:\\Windows\\System32\\services.exe");
    add("ParentCommandLine", "C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule");
    add("User", "NT AUTHORITY\\NETWORK SERVICE");
    for (int i = 0; i < 15; i++) {
      add("field" + i, "an ordinary value " + i);
    }
  }

  private void add(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    record.add(names.idOf(name), EventRecord.STRING, bytes, 0, bytes.length);
  }
}
