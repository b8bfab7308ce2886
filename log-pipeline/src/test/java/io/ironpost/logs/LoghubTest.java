package io.ironpost.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.collect.FileCollector;
import io.ironpost.logs.collect.Newlines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real lines of sixteen systems (loghub) and of auditd (go-libaudit): none is lost, none is
/// malformed.
class LoghubTest {
  private static final String[] SYSTEMS = {
    "Android",
    "Apache",
    "BGL",
    "HDFS",
    "HPC",
    "Hadoop",
    "HealthApp",
    "Linux",
    "Mac",
    "OpenSSH",
    "OpenStack",
    "Proxifier",
    "Spark",
    "Thunderbird",
    "Windows",
    "Zookeeper"
  };

  static Stream<String> files() {
    Stream<String> loghub = Stream.of(SYSTEMS).map(s -> "loghub/" + s + "/" + s + "_2k.log");
    Stream<String> audit =
        Stream.of("rhel6", "rhel7", "ubuntu14", "ubuntu16", "ubuntu17")
            .map(s -> "go-libaudit/auparse/testdata/audit-" + s + ".log");
    return Stream.concat(loghub, audit);
  }

  private int lines;
  private int events;
  private int pending;

  @ParameterizedTest
  @MethodSource("files")
  void no_line_is_lost(String name) throws Exception {
    Path file = SharedData.folder().resolve(name);
    assumeTrue(Files.exists(file), "no shared data");
    ParserWorld world = new ParserWorld();
    LogParser parser = world.auto();
    new FileCollector(CollectLimits.defaults(), new Ledger())
        .read(
            file,
            batch -> {
              for (int start = 0; start < batch.length(); ) {
                int lineFeed = Newlines.next(batch.bytes(), start, batch.length());
                int end = lineFeed < 0 ? batch.length() : lineFeed;
                world.record.begin(batch.bytes(), start, end, ++lines);
                count(parser.parse(world.record), world);
                start = end + 1;
              }
            });
    while (parser.flush(world.record) instanceof Outcome.Parsed) {
      events++;
    }
    assertThat(events).isPositive();
    assertThat(lines).isGreaterThanOrEqualTo(events);
    assertThat(pending > 0 || events == lines).isTrue();
  }

  private void count(Outcome outcome, ParserWorld world) {
    assertThat(outcome).isInstanceOfAny(Outcome.Parsed.class, Outcome.Pending.class);
    if (outcome instanceof Outcome.Parsed) {
      events++;
      assertThat(world.value("message")).isNotEmpty();
    } else {
      pending++;
    }
  }
}
