package io.ironpost.logs.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.json.JsonParser;
import io.ironpost.logs.program.ProgramLibrary;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RouterOnDemandTest {
  private static final String EVENT =
      "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":1}";

  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private final AtomicInteger readings = new AtomicInteger();
  private final Router router =
      Router.onDemand(
          () -> {
            readings.incrementAndGet();
            return Routes.readAll(
                    ProgramLibrary.resources(getClass().getClassLoader(), Routes.FOLDER))
                .routes();
          },
          names,
          logsources);
  private final LogParser json =
      JsonParser.of(
          router,
          new ProgramLibrary(names, logsources, _ -> Optional.empty()).forOneThread(),
          ZoneOffset.UTC);

  private EventRecord parsed(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    EventRecord record = new EventRecord(names, logsources);
    record.begin(bytes, 0, bytes.length, 1);
    assertThat(json.parse(record)).isIn(Outcome.PARSED, Outcome.NOT_MINE);
    return record;
  }

  @Test
  void routes_are_read_once_and_not_for_lines_of_other_formats() {
    parsed("Jun 14 15:16:01 host sshd[1]: text");
    assertThat(readings).hasValue(0);
    parsed(EVENT);
    parsed(EVENT);
    assertThat(readings).hasValue(1);
  }

  @Test
  void the_first_event_finds_its_way_too() {
    assertThat(parsed(EVENT).logsource().category()).isEqualTo("process_creation");
  }
}
