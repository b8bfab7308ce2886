package io.ironpost.bench.gen;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.PriorityQueue;

/// An auth.log in the making: lines are said in any order within a few seconds and written by time.
final class AuthLog {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  /// @param order of lines in the same second: as they were said
  /// @param failing the address whose guess this line refuses; empty for all other lines
  private record Line(int second, long order, String text, String failing)
      implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
      int byTime = Integer.compare(second, other.second);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  private final PriorityQueue<Line> waiting = new PriorityQueue<>();
  private final LineFile file;
  private final FailureTruth truth;
  private final LocalDateTime start;
  private long said;
  private int stampSecond = -1;
  private String stamp = "";

  AuthLog(LineFile file, FailureTruth truth, LocalDateTime start) {
    this.file = file;
    this.truth = truth;
    this.start = start;
  }

  void say(int second, String text) {
    waiting.add(new Line(second, said++, text, ""));
  }

  /// The one line per guess that counts.
  void sayFailure(int second, String address, String text) {
    waiting.add(new Line(second, said++, text, address));
  }

  /// Writes what was said for the time before `second`.
  void writeUntil(int second) {
    while (!waiting.isEmpty() && waiting.peek().second < second && !file.isFull()) {
      write(waiting.remove());
    }
  }

  private void write(Line line) {
    file.write(stampOf(line.second) + line.text);
    if (!line.failing.isEmpty()) {
      truth.failed(line.failing, line.second);
    }
  }

  private String stampOf(int second) {
    if (second != stampSecond) {
      stampSecond = second;
      stamp = STAMP.format(start.plusSeconds(second)) + " ";
    }
    return stamp;
  }
}
