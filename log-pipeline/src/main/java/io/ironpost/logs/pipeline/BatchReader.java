package io.ironpost.logs.pipeline;

import io.ironpost.core.event.Batch;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.collect.Newlines;

/// Parses the lines of batches and shows the events to an inspector, on one thread. A fault in a
/// parser or a rule costs the line it met, not the run.
public final class BatchReader {
  private final EventRecord record;
  private final Inspector inspector;

  /// @param record owned by this reader from now on
  public BatchReader(EventRecord record, Inspector inspector) {
    this.record = record;
    this.inspector = inspector;
  }

  /// Reads all lines of a batch with the parser of its source.
  public void read(Batch batch, LogParser parser, Tally tally) {
    record.origin(batch.source(), batch.offset());
    byte[] bytes = batch.bytes();
    int length = batch.length();
    long number = batch.firstLine();
    long parsed = 0;
    for (int start = 0; start < length; number++) {
      int newline = Newlines.nextOrEnd(bytes, start, length);
      int end = newline > start && bytes[newline - 1] == '\r' ? newline - 1 : newline;
      tally.line(newline + 1 - start);
      if (end == start) {
        tally.blankLine();
      } else {
        record.begin(bytes, start, end, number);
        parsed += judge(parser, tally) ? 1 : 0;
      }
      start = newline + 1;
    }
    tally.events(parser.format(), parsed);
  }

  /// Whether the line completed an event.
  private boolean judge(LogParser parser, Tally tally) {
    long number = record.lineNumber();
    try {
      return switch (parser.parse(record)) {
        case Outcome.Parsed _ -> {
          inspector.inspect(record);
          yield true;
        }
        case Outcome.Pending _ -> false;
        case Outcome.NotMine _ -> bad(parser, tally, "no parser knows this line", 0);
        case Outcome.Malformed(var reason, var at) -> bad(parser, tally, reason, at);
      };
    } catch (RuntimeException | StackOverflowError e) {
      failed(parser, tally, number, e);
      return false;
    }
  }

  private boolean bad(LogParser parser, Tally tally, String reason, int at) {
    tally.malformed(new BadLine(record.source(), record.lineNumber(), parser.format(), reason, at));
    return false;
  }

  private void failed(LogParser parser, Tally tally, long number, Throwable cause) {
    tally.failed(
        new BadLine(record.source(), number, parser.format(), "internal error: " + cause, 0));
  }

  /// Judges what the parser still holds back as it is.
  public void flush(String source, LogParser parser, Tally tally) {
    record.origin(source, 0);
    long flushed = 0;
    try {
      while (parser.flush(record) instanceof Outcome.Parsed) {
        inspector.inspect(record);
        flushed++;
      }
    } catch (RuntimeException | StackOverflowError e) {
      failed(parser, tally, record.lineNumber(), e);
    }
    tally.events(parser.format(), flushed);
  }
}
