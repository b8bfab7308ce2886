package io.ironpost.logs.pipeline;

import io.ironpost.core.event.Batch;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;

/// Parses and judges the lines of batches, on one thread at a time.
final class Lane {
  private final ParserSource parsers;
  private final EventRecord record;
  private final Inspector inspector;
  private final BatchReader reader;
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
    this.reader = new BatchReader(record, inspector);
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
    reader.read(batch, parser, tally);
  }

  /// Judges what the parser still held back when its source ended.
  Result finish() {
    tally = new Tally();
    judgeHeldBack();
    return new Result(inspector.take(), tally);
  }

  private void judgeHeldBack() {
    reader.flush(source, parser, tally);
  }
}
