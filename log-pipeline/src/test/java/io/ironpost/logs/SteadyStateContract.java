package io.ironpost.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.LogParser;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// For parsers of single lines: once warm they make no objects. A million quiet lines a second
/// leave no room for a collector.
public interface SteadyStateContract {
  /// A rare timestamp may ask `java.time` for an offset.
  double BYTES_PER_LINE = 1.0;

  LogParser steadyParser();

  EventRecord steadyRecord();

  List<String> steadyLines();

  @Test
  default void a_warm_parser_makes_no_objects() {
    LogParser parser = steadyParser();
    EventRecord record = steadyRecord();
    List<byte[]> lines = new ArrayList<>();
    steadyLines().forEach(line -> lines.add(line.getBytes(StandardCharsets.UTF_8)));
    run(parser, record, lines, 2_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = 20_000;
    long before = threads.getCurrentThreadAllocatedBytes();
    run(parser, record, lines, rounds);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated / (double) rounds).isLessThanOrEqualTo(BYTES_PER_LINE);
  }

  private static void run(LogParser parser, EventRecord record, List<byte[]> lines, int rounds) {
    for (int i = 0; i < rounds; i++) {
      byte[] line = lines.get(i % lines.size());
      record.begin(line, 0, line.length, i + 1L);
      parser.parse(record);
    }
  }
}
