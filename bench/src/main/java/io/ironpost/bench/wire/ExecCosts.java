package io.ironpost.bench.wire;

import io.ironpost.bpf.kernel.KernelObjects;
import io.ironpost.bpf.kernel.ProgramInfo;
import io.ironpost.bpf.kernel.RunStatistics;
import io.ironpost.ebpf.trace.ProcessTrace;
import io.ironpost.ebpf.trace.TraceCounters;
import io.ironpost.ebpf.trace.TraceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/// What it costs programs to start while they are watched: a shell starts `/bin/true` many times,
/// once with and once without the trace at work, in turns, so that whatever else the machine does
/// falls on both.
///
/// The CPU time of the programs started is the figure to go by: the kernel's part of the work is in
/// it, and the reader, which runs on another CPU, is not. The time by the clock may even be shorter
/// with the trace, when a CPU that a reader keeps awake answers sooner.
///
/// `ROUNDS EXECS`
public final class ExecCosts {
  private static final String SHELL =
      "i=0; while [ $i -lt $1 ]; do /bin/true; i=$((i+1)); done; times";

  private ExecCosts() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(arguments[0]);
    int execs = Integer.parseInt(arguments[1]);
    run(execs / 10);
    watched(execs / 10);
    Cost[] without = new Cost[rounds];
    Cost[] with = new Cost[rounds];
    System.out.println(
        "round   without: wall, CPU    watched: wall, CPU  ratio of CPU   lines  lost");
    for (int round = 0; round < rounds; round++) {
      boolean plainFirst = round % 2 == 0;
      Cost before = plainFirst ? run(execs) : Cost.NONE;
      Watched seen = watched(execs);
      without[round] = plainFirst ? before : run(execs);
      with[round] = seen.cost();
      print(round, without[round], seen);
    }
    summary("CPU", execs, median(without, Cost::cpu), median(with, Cost::cpu));
    summary("wall", execs, median(without, Cost::wall), median(with, Cost::wall));
    inTheKernel(execs);
  }

  /// What the kernel itself says of the programs' running time.
  private static void inTheKernel(int execs) throws IOException, InterruptedException {
    try (RunStatistics _ = RunStatistics.enable();
        ProcessTrace trace = ProcessTrace.open(TraceSettings.defaults(), InstantSource.system())) {
      Thread reader = Thread.ofPlatform().start(() -> read(trace));
      run(execs);
      for (ProgramInfo program : KernelObjects.programs()) {
        if (program.name().startsWith("trace_") && program.runs() > 0) {
          System.out.printf(
              "%-12s %8d runs, %6.0f ns each (%d instructions verified)%n",
              program.name(),
              program.runs(),
              (double) program.runTime().toNanos() / program.runs(),
              program.verifiedInstructions());
        }
      }
      end(trace, reader);
    }
  }

  private static void print(int round, Cost without, Watched seen) {
    TraceCounters counters = seen.counters();
    System.out.printf(
        "%5d %10.3f s %7.3f s %10.3f s %7.3f s %13.3f %7d %5d%n",
        round + 1,
        without.wall(),
        without.cpu(),
        seen.cost().wall(),
        seen.cost().cpu(),
        seen.cost().cpu() / without.cpu(),
        counters.lines(),
        counters.lostRingFull() + counters.lostBusy());
  }

  private static void summary(String what, int execs, double without, double with) {
    System.out.printf(
        "%s, median: %.1f us a start without, %.1f us watched, ratio %.3f%n",
        what, without / execs * 1e6, with / execs * 1e6, with / without);
  }

  /// @param wall seconds by the clock
  /// @param cpu seconds of the programs started, user and system
  private record Cost(double wall, double cpu) {
    static final Cost NONE = new Cost(0, 0);
  }

  private record Watched(Cost cost, TraceCounters counters) {}

  private static Watched watched(int execs) throws IOException, InterruptedException {
    try (ProcessTrace trace = ProcessTrace.open(TraceSettings.defaults(), InstantSource.system())) {
      Thread reader = Thread.ofPlatform().start(() -> read(trace));
      Cost cost = run(execs);
      end(trace, reader);
      return new Watched(cost, trace.counters());
    }
  }

  /// The reader comes back when all is read.
  private static void end(ProcessTrace trace, Thread reader) throws InterruptedException {
    trace.close();
    reader.join();
  }

  private static void read(ProcessTrace trace) {
    try {
      trace.read((_, _) -> {});
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Cost run(int execs) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", SHELL, "sh", Integer.toString(execs)).start();
    String times = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (shell.waitFor() != 0) {
      throw new IOException("the shell ended with " + shell.exitValue());
    }
    return new Cost((System.nanoTime() - begin) / 1e9, seconds(times));
  }

  /// What `times` says: user and system time of the shell, then of its children, as `1m2.345s`.
  private static double seconds(String times) {
    double sum = 0;
    for (String word : times.strip().split("\\s+", -1)) {
      int minute = word.indexOf('m');
      sum += 60 * Integer.parseInt(word.substring(0, minute));
      sum += Double.parseDouble(word.substring(minute + 1, word.length() - 1));
    }
    return sum;
  }

  private static double median(Cost[] costs, ToDoubleFunction<Cost> part) {
    double[] sorted = Arrays.stream(costs).mapToDouble(part).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
