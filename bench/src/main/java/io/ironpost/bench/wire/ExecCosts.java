package io.ironpost.bench.wire;

import io.ironpost.ebpf.trace.ProcessTrace;
import io.ironpost.ebpf.trace.TraceCounters;
import io.ironpost.ebpf.trace.TraceSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;

/// What it costs programs to start while they are watched: a shell starts `/bin/true` many times,
/// once with and once without the trace at work, in turns, so that whatever else the machine does
/// falls on both.
///
/// `ROUNDS EXECS`
public final class ExecCosts {
  private static final String SHELL = "i=0; while [ $i -lt $1 ]; do /bin/true; i=$((i+1)); done";

  private ExecCosts() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(arguments[0]);
    int execs = Integer.parseInt(arguments[1]);
    run(execs / 10);
    watched(execs / 10);
    double[] without = new double[rounds];
    double[] with = new double[rounds];
    System.out.println("round  without  watched  ratio   lines    lost");
    for (int round = 0; round < rounds; round++) {
      boolean first = round % 2 == 0;
      without[round] = first ? run(execs) : 0;
      Watched seen = watched(execs);
      with[round] = seen.seconds();
      without[round] = first ? without[round] : run(execs);
      System.out.printf(
          "%5d %7.3f s %7.3f s %6.3f %7d %7d%n",
          round + 1,
          without[round],
          with[round],
          with[round] / without[round],
          seen.counters().lines(),
          seen.counters().lostRingFull() + seen.counters().lostBusy());
    }
    double plain = median(without);
    double traced = median(with);
    System.out.printf(
        "median of %d: %.1f us an execve without, %.1f us watched, ratio %.3f%n",
        rounds, plain / execs * 1e6, traced / execs * 1e6, traced / plain);
  }

  private record Watched(double seconds, TraceCounters counters) {}

  private static Watched watched(int execs) throws IOException, InterruptedException {
    try (ProcessTrace trace = ProcessTrace.open(TraceSettings.defaults(), InstantSource.system())) {
      Thread reader = Thread.ofPlatform().start(() -> read(trace));
      double seconds = run(execs);
      trace.close();
      reader.join();
      return new Watched(seconds, trace.counters());
    }
  }

  private static void read(ProcessTrace trace) {
    try {
      trace.read((_, _) -> {});
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static double run(int execs) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    int status =
        new ProcessBuilder("/bin/sh", "-c", SHELL, "sh", Integer.toString(execs))
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("the shell ended with " + status);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
