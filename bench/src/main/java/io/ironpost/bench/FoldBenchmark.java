package io.ironpost.bench;

import io.ironpost.alerts.fold.AlertFolder;
import io.ironpost.alerts.fold.FoldPlace;
import io.ironpost.alerts.fold.FoldSettings;
import io.ironpost.alerts.fold.Hush;
import io.ironpost.alerts.fold.Rereads;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.trace.TraceIds;
import java.time.InstantSource;
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
import org.openjdk.jmh.annotations.Warmup;

/// A flood of one attacker, and of as many as there may be open alerts, with a look at the clock
/// every hundred sightings as the pipeline does once a batch.
///
/// Target: folding must not be what limits the settle thread: two million sightings a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class FoldBenchmark {
  private static final int TICK_EVERY = 100;

  @Param({"1", "10000"})
  private int groups;

  private AlertFolder folder;
  private SampleSighting[] sightings;
  private int next;
  private AlertUpdate last;

  @Setup
  public void fill() {
    InstantSource clock = InstantSource.system();
    FoldPlace place =
        new FoldPlace(
            clock,
            System::nanoTime,
            new TraceIds(clock, new Random(1)),
            "web1",
            Rereads.ALL,
            Hush.NONE,
            new Ledger().account("fold", "alerts"));
    folder = new AlertFolder(FoldSettings.defaults(), place, update -> last = update);
    sightings = new SampleSighting[Math.max(groups, TICK_EVERY)];
    for (int i = 0; i < sightings.length; i++) {
      String group = "src_ip=10.%d.%d.%d".formatted(0, i % groups / 250, i % groups % 250);
      sightings[i] = new SampleSighting(group, i + 1);
    }
  }

  @Benchmark
  public AlertUpdate fold() {
    folder.saw(sightings[next]);
    next = next + 1 == sightings.length ? 0 : next + 1;
    if (next % TICK_EVERY == 0) {
      folder.tick();
    }
    return last;
  }
}
