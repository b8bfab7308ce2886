package io.ironpost.bench;

import io.ironpost.core.alert.Severity;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.CorrelationMatch;
import io.ironpost.rules.correlate.CorrelationStats;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.CorrelationRule.Condition;
import io.ironpost.rules.model.Location;
import io.ironpost.rules.model.Matcher.Operator;
import io.ironpost.rules.model.RuleHeader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One event of a random group among many, about three per group in the window, none of which
/// fires.
///
/// Targets: a million updates per second with a million live groups, in at most 100 bytes per
/// group; `value_count` as fast with a thousand events in the window as with three.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class CorrelationBenchmark {
  private static final long WINDOW_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int VALUES = 64;

  @Param({"1000", "1000000"})
  private int groups;

  @Param({"EVENT_COUNT", "VALUE_COUNT", "TEMPORAL"})
  private CorrelationRule.Type kind;

  /// In one window.
  @Param({"3"})
  private int eventsPerGroup;

  /// 0 keeps no references to events.
  @Param({"0", "10"})
  private int evidence;

  private final byte[][] values = new byte[2][];
  private final Correlator.Sink sink =
      new Correlator.Sink() {
        @Override
        public void matched(CorrelationMatch match) {
          matches++;
        }
      };
  private final byte[][] byLength = new byte[16][];
  private byte[][] users = {};
  private Correlator correlator = new Correlator(List.of(), CorrelationLimits.defaults());
  private int handle;
  private long random = 88172645463325252L;
  private long nanos;
  private long stepNanos;
  private long matches;
  private long events;
  private long cpuNanos;

  @Setup
  public void fill() {
    for (int length = 0; length < byLength.length; length++) {
      byLength[length] = new byte[length];
    }
    users = new byte[VALUES][];
    for (int i = 0; i < VALUES; i++) {
      users[i] = ("user" + i).getBytes(StandardCharsets.US_ASCII);
    }
    CorrelationLimits limits =
        new CorrelationLimits(groups + 1, 1L << 30, Duration.ofSeconds(60), 4_096, evidence);
    correlator = new Correlator(List.of(rule()), limits, new Random(2));
    handle = correlator.handleOf("failed");
    stepNanos = WINDOW_NANOS / eventsPerGroup / groups;
    for (int i = 0; i < groups; i++) {
      next(i);
    }
    for (int i = 0; i < groups * eventsPerGroup; i++) {
      event();
    }
    events = 0;
    cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Benchmark
  public long event() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    next((int) ((random >>> 33) % groups));
    return matches;
  }

  /// The rate per CPU-second means something on a busy machine too.
  @TearDown
  public void report() {
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuNanos;
    CorrelationStats stats = correlator.stats();
    System.out.printf(
        "%n%s: %d groups, %.1f bytes each, %.0f events per CPU-second, %d matches, %d evicted%n",
        kind,
        stats.groups(),
        (double) stats.bytes() / stats.groups(),
        events * 1e9 / cpu,
        matches,
        stats.evicted());
  }

  private void next(int group) {
    events++;
    nanos += stepNanos;
    values[0] = address(group * 0x9E3779B1);
    values[1] = users[(int) (random >>> 7) & (VALUES - 1)];
    correlator.accept(handle, nanos, values, nanos, sink);
  }

  private CorrelationRule rule() {
    RuleHeader header =
        new RuleHeader(
            "bench",
            "bench",
            "bench",
            "",
            Severity.LOW,
            "",
            true,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Location("bench.yml", 1, 1));
    return new CorrelationRule(
        header,
        kind,
        List.of("failed", "never"),
        List.of("src_ip"),
        Duration.ofNanos(WINDOW_NANOS),
        condition(),
        Map.of(),
        true);
  }

  private Condition condition() {
    return switch (kind) {
      case TEMPORAL, TEMPORAL_ORDERED -> new Condition.AllOf();
      case EVENT_COUNT -> atLeast(100);
      case VALUE_COUNT, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE -> atLeast(1_000, "user");
    };
  }

  private static Condition atLeast(double number, String... fields) {
    return new Condition.Numeric(List.of(new Bound(Operator.GTE, number)), List.of(fields), 50);
  }

  /// An address in one of a few arrays, as a parser's fresh field is in the cache and a million
  /// prepared arrays would not be.
  private byte[] address(int bits) {
    int length = 3;
    for (int shift = 0; shift < 32; shift += 8) {
      int part = (bits >>> shift) & 0xFF;
      length += part > 99 ? 3 : part > 9 ? 2 : 1;
    }
    byte[] text = byLength[length];
    int at = length;
    for (int shift = 0; shift < 32; shift += 8) {
      int part = (bits >>> shift) & 0xFF;
      do {
        text[--at] = (byte) ('0' + part % 10);
        part /= 10;
      } while (part > 0);
      if (at > 0) {
        text[--at] = '.';
      }
    }
    return text;
  }
}
