package io.ironpost.bench.gen;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What every generator is told on its command line.
///
/// @param lines how many lines to write
/// @param seed equal seeds give equal files
/// @param out the log
/// @param truth what is to be found in it
/// @param quiet only events that no rule describes (the Sysmon generator)
record Arguments(int lines, long seed, Path out, Path truth, boolean quiet) {
  private static final int DEFAULT_LINES = 1_000_000;
  private static final String USAGE = "usage: --lines N --seed S --out FILE --truth FILE [--quiet]";

  static Arguments of(String... words) {
    Arguments read =
        new Arguments(DEFAULT_LINES, 1, Path.of("out.log"), Path.of("truth.txt"), false);
    Deque<String> left = new ArrayDeque<>(List.of(words));
    while (!left.isEmpty()) {
      read = read.with(left.removeFirst(), left);
    }
    return read;
  }

  private Arguments with(String option, Deque<String> left) {
    return switch (option) {
      case "--quiet" -> new Arguments(lines, seed, out, truth, true);
      case "--lines" ->
          new Arguments(Integer.parseInt(value(option, left)), seed, out, truth, quiet);
      case "--seed" -> new Arguments(lines, Long.parseLong(value(option, left)), out, truth, quiet);
      case "--out" -> new Arguments(lines, seed, Path.of(value(option, left)), truth, quiet);
      case "--truth" -> new Arguments(lines, seed, out, Path.of(value(option, left)), quiet);
      default -> throw new IllegalArgumentException("unknown option " + option + "; " + USAGE);
    };
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value; " + USAGE);
    }
    return left.removeFirst();
  }
}
