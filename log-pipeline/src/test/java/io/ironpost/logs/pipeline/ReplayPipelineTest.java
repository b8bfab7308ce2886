package io.ironpost.logs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.Batch;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayPipelineTest {
  private static final int BATCHES = 200;
  private static final int LINES_PER_BATCH = 7;

  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private final int messageId = names.idOf("message");
  private final Listener judge = new Listener();
  private final AtomicInteger acknowledged = new AtomicInteger();

  /// Keeps the lines it is shown, in the order in which they are settled.
  private static final class Listener implements Judge {
    final List<String> settled = new ArrayList<>();

    private record Seen(List<String> lines) implements Verdicts {}

    @Override
    public Inspector inspector() {
      List<String> seen = new ArrayList<>();
      return new Inspector() {
        @Override
        public void inspect(EventRecord record) {
          seen.add(record.lineNumber() + ":" + record.text(0));
        }

        @Override
        public Verdicts take() {
          Seen taken = new Seen(List.copyOf(seen));
          seen.clear();
          return taken;
        }
      };
    }

    @Override
    public void settle(Verdicts verdicts) {
      settled.addAll(((Seen) verdicts).lines());
    }
  }

  /// The line is the message; `bad…` is malformed, `boom…` a fault of the program.
  private final class WholeLine implements LogParser {
    @Override
    public String format() {
      return "whole";
    }

    @Override
    public Outcome parse(EventRecord record) {
      String line =
          new String(
              record.line(),
              record.lineStart(),
              record.lineEnd() - record.lineStart(),
              StandardCharsets.UTF_8);
      if (line.startsWith("boom")) {
        throw new IllegalStateException(line);
      }
      record.add(messageId, record.lineStart(), record.lineEnd());
      return line.startsWith("bad") ? new Outcome.Malformed("is bad", 0) : Outcome.PARSED;
    }
  }

  /// Two lines are one event; half of one may be left at the end.
  private final class Pairs implements LogParser {
    private byte[] half = {};

    @Override
    public String format() {
      return "pairs";
    }

    @Override
    public boolean isStateful() {
      return true;
    }

    @Override
    public Outcome parse(EventRecord record) {
      byte[] line = Arrays.copyOfRange(record.line(), record.lineStart(), record.lineEnd());
      if (half.length == 0) {
        half = line;
        return Outcome.PENDING;
      }
      byte[] both = (text(half) + "+" + text(line)).getBytes(StandardCharsets.UTF_8);
      record.add(messageId, EventRecord.STRING, both, 0, both.length);
      half = new byte[0];
      return Outcome.PARSED;
    }

    @Override
    public Outcome flush(EventRecord record) {
      if (half.length == 0) {
        return Outcome.NOT_MINE;
      }
      record.begin(half, 0, half.length, 0);
      record.add(messageId, 0, half.length);
      half = new byte[0];
      return Outcome.PARSED;
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /// Learns only within the source that its events span lines, as when logs are joined in one file.
  private final class LatePairs implements LogParser {
    private final Pairs pairs = new Pairs();

    @Override
    public String format() {
      return pairs.format();
    }

    @Override
    public Outcome parse(EventRecord record) {
      return pairs.parse(record);
    }

    @Override
    public Outcome flush(EventRecord record) {
      return pairs.flush(record);
    }
  }

  /// A clock of 100 hours that tells no day, like a timestamp without a year: what went before says
  /// which day it is.
  private final class Clock implements LogParser {
    private int last;

    @Override
    public String format() {
      return "clock";
    }

    @Override
    public Outcome parse(EventRecord record) {
      int hour = record.line()[record.lineStart()];
      int now = last - Math.floorMod(last, 100) + hour;
      last = now < last - 50 ? now + 100 : now;
      byte[] text = String.valueOf(last).getBytes(StandardCharsets.UTF_8);
      record.add(messageId, EventRecord.STRING, text, 0, text.length);
      return Outcome.PARSED;
    }
  }

  private ReplayPipeline pipeline(int workers, ParserSource parsers) {
    return new ReplayPipeline(
        new ReplaySettings(workers, 3),
        parsers,
        judge,
        () -> new EventRecord(names, logsources),
        ReplayProgress.NONE);
  }

  private Batch batch(String source, String text, long firstLine) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Batch(source, bytes, bytes.length, 0, firstLine, acknowledged::incrementAndGet);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void lines_are_settled_in_the_order_of_the_input_however_many_workers(int workers)
      throws InterruptedException {
    List<String> expected = new ArrayList<>();
    try (ReplayPipeline pipeline = pipeline(workers, _ -> new WholeLine())) {
      long number = 1;
      for (int b = 0; b < BATCHES; b++) {
        StringBuilder text = new StringBuilder();
        long first = number;
        for (int i = 0; i < LINES_PER_BATCH; i++, number++) {
          text.append("line ").append(number).append('\n');
          expected.add(number + ":line " + number);
        }
        pipeline.accept(batch(b < 100 ? "first" : "second", text.toString(), first));
      }
      Tally tally = pipeline.finish();
      assertThat(tally.lines()).isEqualTo(BATCHES * LINES_PER_BATCH);
      assertThat(tally.eventsByFormat()).containsEntry("whole", tally.events());
    }
    assertThat(judge.settled).isEqualTo(expected);
    assertThat(acknowledged).hasValue(BATCHES);
  }

  @Test
  void an_event_that_spans_lines_may_span_batches_and_the_last_half_is_judged_too()
      throws InterruptedException {
    try (ReplayPipeline pipeline = pipeline(2, _ -> new Pairs())) {
      pipeline.accept(batch("pairs", "a\nb\nc\n", 1));
      pipeline.accept(batch("pairs", "d\ne\n", 4));
      pipeline.finish();
    }
    assertThat(judge.settled).containsExactly("2:a+b", "4:c+d", "0:e");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void what_a_parser_remembers_does_not_depend_on_who_got_which_batch(int workers)
      throws InterruptedException {
    List<String> expected = new ArrayList<>();
    try (ReplayPipeline pipeline = pipeline(workers, _ -> new Clock())) {
      for (int b = 0; b < BatchHeads.MAX_HEADS; b++) {
        char hour = (char) (11 + b % 5 * 20);
        pipeline.accept(batch("clock", hour + "\n", b + 1L));
        expected.add(b + 1 + ":" + (b / 5 * 100 + hour));
      }
      pipeline.finish();
    }
    assertThat(judge.settled).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void what_a_worker_holds_back_is_judged_with_its_batch(int workers) throws InterruptedException {
    try (ReplayPipeline pipeline = pipeline(workers, _ -> new LatePairs())) {
      pipeline.accept(batch("joined", "a\nb\nc\n", 1));
      pipeline.accept(batch("joined", "d\ne\nf\n", 4));
      assertThat(pipeline.finish().events()).isEqualTo(4);
    }
    assertThat(judge.settled).containsExactly("2:a+b", "0:c", "5:d+e", "0:f");
  }

  @Test
  void bad_lines_are_counted_with_an_example_and_cost_nobody_else() throws InterruptedException {
    try (ReplayPipeline pipeline = pipeline(2, _ -> new WholeLine())) {
      pipeline.accept(batch("mixed", "one\r\n\nbad two\nboom three\nfour", 10));
      Tally tally = pipeline.finish();
      assertThat(tally.lines()).isEqualTo(5);
      assertThat(tally.blank()).isEqualTo(1);
      assertThat(tally.malformed()).isEqualTo(1);
      assertThat(tally.failed()).isEqualTo(1);
      assertThat(tally.events()).isEqualTo(2);
      assertThat(tally.examples())
          .first()
          .isEqualTo(new BadLine("mixed", 12, "whole", "is bad", 0));
    }
    assertThat(judge.settled).containsExactly("10:one", "14:four");
  }
}
