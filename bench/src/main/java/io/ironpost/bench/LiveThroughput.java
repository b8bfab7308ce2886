package io.ironpost.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.daemon.engine.RuleChoice;
import io.ironpost.daemon.engine.SourceTimes;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.live.LiveHooks;
import io.ironpost.logs.live.LivePipeline;
import io.ironpost.logs.live.LiveSettings;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.judge.LiveJudge;
import io.ironpost.rules.judge.LoadedRules;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.read.RuleCollection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// The live pipeline by itself, over a log in memory, with the rules that come with Ironpost:
///
///     LiveThroughput FILE WORKERS BATCH_BYTES [PAUSE_MICROS]
///
/// With a pause between batches it measures how long a batch takes from hand-in to settled,
/// without one how many lines go through. The first pass warms up and is printed too.
public final class LiveThroughput {
  private static final int PASSES = 4;
  private static final double SECOND = 1e9;

  private final byte[] log;
  private final int workers;
  private final int batchBytes;
  private final long pauseNanos;
  private final LongAdder sightings = new LongAdder();
  private final long[] latencies = new long[1 << 20];
  private int measured;

  private LiveThroughput(byte[] log, int workers, int batchBytes, long pauseNanos) {
    this.log = log;
    this.workers = workers;
    this.batchBytes = batchBytes;
    this.pauseNanos = pauseNanos;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    byte[] log = Files.readAllBytes(Path.of(args[0]));
    long pause = args.length > 3 ? Long.parseLong(args[3]) * 1_000 : 0;
    LiveThroughput bench =
        new LiveThroughput(log, Integer.parseInt(args[1]), Integer.parseInt(args[2]), pause);
    for (int pass = 0; pass < PASSES; pass++) {
      bench.pass();
    }
  }

  private void pass() throws InterruptedException {
    RuleCollection rules = RuleChoice.builtInOnly().load(Map.of(), Instant.EPOCH);
    Parsers parsers = new Parsers(SourceTimes.guessed(ZoneOffset.UTC, InstantSource.system()));
    LoadedRules loaded =
        new LoadedRules(
            new RuleEngine(
                rules.eventRules(), parsers.names(), EngineLimits.defaults(), System::nanoTime),
            new Correlator(rules.correlationRules(), CorrelationLimits.defaults()),
            parsers.names());
    sightings.reset();
    measured = 0;
    LiveJudge judge =
        new LiveJudge(
            loaded,
            _ -> sightings.increment(),
            InstantSource.system(),
            LiveJudge.DEFAULT_MAX_AHEAD);
    LivePipeline pipeline =
        new LivePipeline(
            LiveSettings.forCores(workers),
            parsers.of("auto"),
            judge,
            parsers::record,
            new Ledger(),
            new LiveHooks(_ -> {}, () -> {}, this::latency),
            Map.of());
    Thread runner = Thread.ofPlatform().start(() -> run(pipeline));
    long cpu = cpuNanos();
    long allocated = allocatedBytes();
    long start = System.nanoTime();
    send(pipeline.intake("bench", Overflow.BLOCK));
    pipeline.stop();
    runner.join();
    double wall = (System.nanoTime() - start) / SECOND;
    tell(pipeline, wall, (cpuNanos() - cpu) / SECOND, allocatedBytes() - allocated);
    long before = System.nanoTime();
    byte[] snapshot = judge.snapshot();
    System.out.printf(
        "  %,d groups, snapshot of %,d bytes in %.2f ms%n",
        judge.correlationStats().groups(), snapshot.length, (System.nanoTime() - before) / 1e6);
  }

  private static void run(LivePipeline pipeline) {
    try {
      pipeline.start();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void latency(long nanos, long lines) {
    if (measured < latencies.length) {
      latencies[measured++] = nanos;
    }
  }

  private void send(BatchSink sink) throws InterruptedException {
    ArrayDeque<byte[]> free = new ArrayDeque<>();
    long line = 1;
    for (int start = 0; start < log.length; ) {
      int end = Math.min(log.length, start + batchBytes);
      while (end < log.length && log[end - 1] != '\n') {
        end++;
      }
      byte[] buffer = take(free, end - start);
      System.arraycopy(log, start, buffer, 0, end - start);
      sink.accept(
          new Batch("auth.log", buffer, end - start, start, line, () -> giveBack(free, buffer)));
      line++;
      start = end;
      pause();
    }
  }

  private void pause() {
    long until = System.nanoTime() + pauseNanos;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static byte[] take(ArrayDeque<byte[]> free, int length) {
    synchronized (free) {
      byte[] buffer = free.pollLast();
      return buffer == null || buffer.length < length ? new byte[length + 256] : buffer;
    }
  }

  private static void giveBack(ArrayDeque<byte[]> free, byte[] buffer) {
    synchronized (free) {
      free.addLast(buffer);
    }
  }

  private void tell(LivePipeline pipeline, double wall, double cpu, long allocated) {
    long lines = pipeline.stats().lines();
    Arrays.sort(latencies, 0, measured);
    System.out.printf(
        "%,d lines in %.2f s (%.2f CPU-s): %,.0f lines/s, %,.0f per CPU-s, %.1f bytes allocated a"
            + " line, %,d sightings%n  a batch took %.3f ms (median), %.3f ms (99 %%)%n",
        lines,
        wall,
        cpu,
        lines / wall,
        lines / cpu,
        (double) allocated / lines,
        sightings.sum(),
        latencies[measured / 2] / 1e6,
        latencies[(int) (measured * 0.99)] / 1e6);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }
}
