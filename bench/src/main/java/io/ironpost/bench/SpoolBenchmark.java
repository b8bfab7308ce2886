package io.ironpost.bench;

import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import io.ironpost.store.spool.Spool;
import io.ironpost.store.spool.SpoolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.infra.Blackhole;

/// The spool on this machine's disk, in the folder for temporary files.
///
/// Targets: 50,000 alerts appended per second by one thread, far more than ever opens folds; one
/// entry durable in the time of one sync; reading faster than any sink takes.
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SpoolBenchmark {
  private static final int READ_ENTRIES = 50_000;

  /// A short alert, and one with its evidence.
  @Param({"300", "2048"})
  private int payloadBytes;

  private byte[] payload = {};
  private Path folder = Path.of("");
  private Spool spool;

  @Setup
  public void open() throws IOException, InterruptedException {
    payload = new byte[payloadBytes];
    new Random(1).nextBytes(payload);
    folder = Files.createTempDirectory("ironpost-spool");
    spool = Spool.open(folder, SpoolSettings.defaults(), new Random(2));
    for (int i = 0; i < READ_ENTRIES; i++) {
      spool.append(payload);
    }
    spool.awaitDurable(READ_ENTRIES);
  }

  /// Back-pressure included: what the disk takes, not what memory does.
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  public long append() throws InterruptedException {
    return spool.append(payload);
  }

  /// A lone entry: what a quiet system waits until an alert is safe.
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public void appendAndAwaitDurable() throws InterruptedException {
    spool.awaitDurable(spool.append(payload));
  }

  /// The first 50,000 entries, as a courier that is behind reads them.
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  public void readFiftyThousand(Blackhole sink) throws InterruptedException {
    try (SpoolReader reader = spool.readerFrom("bench", 0)) {
      for (int read = 0; read < READ_ENTRIES; ) {
        List<SpoolEntry> entries = reader.next(1_000, Duration.ofSeconds(1));
        sink.consume(entries);
        read += entries.size();
      }
    }
  }

  @TearDown
  public void close() throws IOException {
    spool.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
