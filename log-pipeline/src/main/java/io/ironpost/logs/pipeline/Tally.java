package io.ironpost.logs.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the lines of a batch, or of a whole replay.
public final class Tally {
  /// Examples of bad lines kept; enough to see what is wrong.
  static final int MAX_EXAMPLES = 5;

  private long lines;
  private long blank;
  private long events;
  private long malformed;
  private long failed;
  private long bytes;
  private final Map<String, Long> eventsByFormat = new TreeMap<>();
  private final List<BadLine> examples = new ArrayList<>();

  void line(int lengthBytes) {
    lines++;
    bytes += lengthBytes;
  }

  void blankLine() {
    blank++;
  }

  void events(String format, long count) {
    if (count > 0) {
      events += count;
      eventsByFormat.merge(format, count, Long::sum);
    }
  }

  void malformed(BadLine line) {
    malformed++;
    example(line);
  }

  void failed(BadLine line) {
    failed++;
    example(line);
  }

  boolean wantsExample() {
    return examples.size() < MAX_EXAMPLES;
  }

  private void example(BadLine line) {
    if (wantsExample()) {
      examples.add(line);
    }
  }

  /// Takes the counts of another in.
  public void add(Tally other) {
    lines += other.lines;
    blank += other.blank;
    events += other.events;
    malformed += other.malformed;
    failed += other.failed;
    bytes += other.bytes;
    other.eventsByFormat.forEach((format, count) -> eventsByFormat.merge(format, count, Long::sum));
    other.examples.forEach(this::example);
  }

  /// Lines read, blank ones included.
  public long lines() {
    return lines;
  }

  /// Lines without any text.
  public long blank() {
    return blank;
  }

  /// Events judged; fewer than lines where an event spans several.
  public long events() {
    return events;
  }

  /// Lines that could not be read; counted, never lost silently.
  public long malformed() {
    return malformed;
  }

  /// Lines on which the program itself failed: a fault of ours, to be reported.
  public long failed() {
    return failed;
  }

  /// Bytes of the lines, newlines included.
  public long bytes() {
    return bytes;
  }

  public Map<String, Long> eventsByFormat() {
    return Map.copyOf(eventsByFormat);
  }

  public List<BadLine> examples() {
    return List.copyOf(examples);
  }
}
