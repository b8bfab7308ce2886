package io.ironpost.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import java.util.List;

/// Coverage-guided: `JAZZER_FUZZ=1 ./test -pl log-pipeline -am -Dtest=ParsersFuzzTest
/// -Dsurefire.failIfNoSpecifiedTests=false` searches for a line that escapes; without it the inputs
/// found earlier are tried again.
class ParsersFuzzTest {
  private final ParserWorld world = new ParserWorld();
  private final List<LogParser> parsers = LogParsers.all(world.context("fuzz"));

  @FuzzTest(maxDuration = "10m")
  void no_parser_throws_and_every_value_lies_within_its_bytes(byte[] line) {
    for (LogParser parser : parsers) {
      EventRecord record = world.record;
      record.begin(line, 0, line.length, 1);
      parser.parse(record);
      assertWithin(record);
      while (parser.flush(record) instanceof Outcome.Parsed) {
        assertWithin(record);
      }
    }
  }

  private static void assertWithin(EventRecord record) {
    for (int e = 0; e < record.count(); e++) {
      assertThat(record.start(e)).isBetween(0, record.end(e));
      assertThat(record.end(e)).isLessThanOrEqualTo(record.bytes(e).length);
    }
  }
}
