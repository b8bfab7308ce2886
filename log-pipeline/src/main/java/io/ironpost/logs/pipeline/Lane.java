package io.ironpost.logs.pipeline;

import io.ironpost.core.event.Batch;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.collect.Newlines;

/// Parses and judges the lines of batches, on one thread at a time.
final class Lane {
  private final ParserSource parsers;
  private final EventRecord record;
  private final Inspector inspector;
  private String source = "";
  private LogParser parser;
  private BatchHeads heads = new BatchHeads();
  private int nextBatch; // of the source
  private Tally tally = new Tally();

  /// @param record owned by this lane from now on
  Lane(ParserSource parsers, EventRecord record, Inspector inspector) {
    this.parsers = parsers;
    this.record = record;
    this.inspector = inspector;
    this.parser = parsers.parserFor(source);
  }

  /// What came of one batch.
  record Result(Verdicts verdicts, Tally tally) {}

  /// For the lane that gets all batches of a source, in their order.
  Result process(Batch batch) {
    if (!batch.source().equals(source)) {
      begin(batch.source());
    }
    read(batch);
    return new Result(inspector.take(), tally);
  }

  /// For a lane that gets some of the batches of a source. An event that the parser still holds
  /// back at the end is judged as it is: what follows may be with another lane, and nobody tells
  /// this one that the source ended.
  ///
  /// @param number of the batch in its source, from 0
  Result processAlone(Batch batch, BatchHeads ofSource, int number) {
    if (heads != ofSource) {
      heads = ofSource;
      nextBatch = 0;
      begin(batch.source());
    }
    catchUp(number);
    read(batch);
    judgeHeldBack();
    return new Result(inspector.take(), tally);
  }

  private void begin(String newSource) {
    source = newSource;
    parser = parsers.parserFor(source);
  }

  /// Shows the parser what it missed.
  private void catchUp(int number) {
    for (byte[] head : heads.between(nextBatch, number)) {
      record.begin(head, 0, head.length, 1);
      try {
        Outcome outcome = parser.parse(record);
        while (outcome instanceof Outcome.Pending || outcome instanceof Outcome.Parsed) {
          outcome = parser.flush(record);
        }
      } catch (RuntimeException | StackOverflowError _) {
        // the lane whose line it is meets it too, and counts it
      }
    }
    nextBatch = number + 1;
  }

  private void read(Batch batch) {
    tally = new Tally();
    record.origin(source, batch.offset());
    eachLine(batch);
  }

  private void eachLine(Batch batch) {
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
      } else if (judge(bytes, start, end, number)) {
        parsed++;
      }
      start = newline + 1;
    }
    tally.events(parser.format(), parsed);
  }

  /// Whether the line completed an event. A fault in a parser or a rule costs the line it met, not
  /// the run.
  private boolean judge(byte[] bytes, int start, int end, long number) {
    record.begin(bytes, start, end, number);
    try {
      return switch (parser.parse(record)) {
        case Outcome.Parsed _ -> {
          inspector.inspect(record);
          yield true;
        }
        case Outcome.Pending _ -> false;
        case Outcome.NotMine _ -> bad("no parser knows this line", 0);
        case Outcome.Malformed(var reason, var at) -> bad(reason, at);
      };
    } catch (RuntimeException | StackOverflowError e) {
      tally.failed(new BadLine(source, number, parser.format(), "internal error: " + e, 0));
      return false;
    }
  }

  private boolean bad(String reason, int at) {
    tally.malformed(new BadLine(source, record.lineNumber(), parser.format(), reason, at));
    return false;
  }

  /// Judges what the parser still held back when its source ended.
  Result finish() {
    tally = new Tally();
    judgeHeldBack();
    return new Result(inspector.take(), tally);
  }

  private void judgeHeldBack() {
    long flushed = 0;
    try {
      while (parser.flush(record) instanceof Outcome.Parsed) {
        inspector.inspect(record);
        flushed++;
      }
    } catch (RuntimeException | StackOverflowError e) {
      tally.failed(
          new BadLine(source, record.lineNumber(), parser.format(), "internal error: " + e, 0));
    }
    tally.events(parser.format(), flushed);
  }
}
