package io.ironpost.bench.wire;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ironpost.bpf.kernel.RecordHandler;
import io.ironpost.bpf.kernel.RingBuffer;
import io.ironpost.bpf.kernel.RingReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// How many records a second come out of a ring, and whether each one that a program tried to write
/// was read or counted as lost.
///
/// *Drained*: the ring is filled, then only the reading is timed. *Live*: one CPU writes as fast as
/// it can while another reads.
///
/// Arguments: seconds for each live case, rounds of draining.
final class RingRates {
  private static final int MEGABYTE = 1 << 20;
  private static final int[] RINGS = {MEGABYTE, 16 * MEGABYTE};
  private static final int[] RECORDS = {16, 64, 256};
  private static final RingReader.Pace[] PACES = {
    RingReader.Pace.ADAPTIVE,
    new RingReader.Pace(Duration.ofNanos(50_000), Duration.ofNanos(50_000))
  };

  /// Reads two numbers of each record, as a decoder would at least, and checks that those of each
  /// CPU come in order and once.
  private static final class Check implements RecordHandler {
    private static final int MAX_CPUS = 4096;

    private final long[] last = new long[MAX_CPUS];
    private long read;
    private long wrong;

    @Override
    public void record(MemorySegment memory, long offset, int length) {
      int cpu = (int) memory.get(JAVA_LONG, offset + RingWriter.CPU) % MAX_CPUS;
      long number = memory.get(JAVA_LONG, offset + RingWriter.NUMBER);
      wrong += number <= last[cpu] ? 1 : 0;
      last[cpu] = number;
      read++;
    }
  }

  private RingRates() {}

  static void main(String[] arguments) throws InterruptedException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    IO.println("drained: ring filled first, then read");
    IO.println(" record  ring      M/s median    M/s best       read       lost   books");
    for (int record : RECORDS) {
      drained(16 * MEGABYTE, record, rounds);
    }
    IO.println("live: written and read at once, no wake-ups, looked at by a timer");
    IO.println(" record  ring    look every   M/s tried   M/s read       lost   books       RSS");
    for (RingReader.Pace pace : PACES) {
      for (int ring : RINGS) {
        live(ring, 64, seconds, pace);
      }
    }
  }

  private static void drained(int ringBytes, int recordBytes, int rounds) {
    try (RingWriter writer = RingWriter.loaded(ringBytes, recordBytes);
        RingBuffer ring = RingBuffer.of(writer.ring())) {
      Check check = new Check();
      int fill = ringBytes / (recordBytes + 8) + 1000; // some more than there is room for
      double[] rates = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        writer.write(fill);
        long start = System.nanoTime();
        int read = ring.drain(check, Integer.MAX_VALUE);
        rates[round] = read * 1e3 / (System.nanoTime() - start);
      }
      Arrays.sort(rates);
      IO.println(
          "%4d B %4d MB  %11.1f %11.1f  %10d %10d   %s"
              .formatted(
                  recordBytes,
                  ringBytes / MEGABYTE,
                  rates[rounds / 2],
                  rates[rounds - 1],
                  check.read,
                  writer.lost(),
                  books(writer, check)));
    }
  }

  private static void live(int ringBytes, int recordBytes, int seconds, RingReader.Pace pace)
      throws InterruptedException {
    try (RingWriter writer = RingWriter.loaded(ringBytes, recordBytes);
        RingBuffer ring = RingBuffer.of(writer.ring())) {
      Check check = new Check();
      Thread reader = Thread.ofPlatform().start(new RingReader(ring, check, pace)::run);
      long start = System.nanoTime();
      long end = start + Duration.ofSeconds(seconds).toNanos();
      while (System.nanoTime() < end) {
        writer.write(500_000);
      }
      double took = (System.nanoTime() - start) / 1e3;
      reader.interrupt();
      reader.join();
      IO.println(
          "%4d B %4d MB  %8d us  %10.2f %10.2f %10d   %s  %4d MB"
              .formatted(
                  recordBytes,
                  ringBytes / MEGABYTE,
                  pace.busy().toNanos() / 1000,
                  writer.tried() / took,
                  check.read / took,
                  writer.lost(),
                  books(writer, check),
                  residentMegabytes()));
    }
  }

  private static String books(RingWriter writer, Check check) {
    boolean exact = writer.tried() == check.read + writer.lost() && check.wrong == 0;
    return exact ? "exact" : "WRONG";
  }

  private static long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException _) {
      return 0;
    }
  }
}
