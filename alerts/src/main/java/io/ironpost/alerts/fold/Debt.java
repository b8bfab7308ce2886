package io.ironpost.alerts.fold;

import io.ironpost.core.alert.EvidenceReference;
import java.util.HashMap;
import java.util.Map;

/// What was told of one rule and group since the checkpoint and has not come again yet.
final class Debt {
  private final Map<EvidenceReference, Integer> lines = new HashMap<>();
  private long lineCount;
  private long events;

  /// Told events that will come again, whether or not their lines are known.
  long events() {
    return events;
  }

  /// Told lines that will come again, and how often.
  Map<EvidenceReference, Integer> lines() {
    return lines;
  }

  void owe(long more) {
    events += more;
  }

  void owe(EvidenceReference line, int times) {
    lines.merge(line, times, Integer::sum);
    lineCount += times;
  }

  /// Whether this line was told; once for each time it was.
  boolean pay(EvidenceReference line) {
    Integer times = lines.get(line);
    if (times == null) {
      return false;
    }
    if (times == 1) {
      lines.remove(line);
    } else {
      lines.put(line, times - 1);
    }
    lineCount--;
    return true;
  }

  /// Takes off events that came again: those of known lines, and more when they are of lines whose
  /// places were not kept. What is owed for known lines is left to those lines.
  ///
  /// @return how many of `count` events had been told
  long pay(long count, long ofKnownLines, long linesSeen) {
    long unknown = Math.max(0, events - lineCount - ofKnownLines);
    boolean isKnown = linesSeen > 0 && ofKnownLines == linesSeen;
    long told = isKnown ? count : Math.min(count, ofKnownLines + unknown);
    long paid = Math.min(told, events);
    events -= paid;
    return paid;
  }

  boolean isPaid() {
    return events <= 0;
  }
}
