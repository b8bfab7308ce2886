package io.ironpost.rules.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class HitsTest {
  private final FieldNames names = new FieldNames();
  private final EventRecord record = new EventRecord(names, new Logsources());
  private final int user = names.idOf("user");
  private final int file = names.idOf("file");
  private final Hits hits = new Hits();

  private void next(String line, int userEnd) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    record.begin(bytes, 0, bytes.length, 1);
    record.add(user, 0, userEnd);
    hits.nextRecord();
  }

  private String value(int hit, int position) {
    return new String(Objects.requireNonNull(hits.value(hit, position)), StandardCharsets.UTF_8);
  }

  @Test
  void a_long_line_that_many_rules_match_is_held_once() {
    next("x".repeat(60_000), 50_000);
    for (int rule = 0; rule < 1_000; rule++) {
      hits.add(rule, record, new int[] {user, file});
    }
    assertThat(hits.count()).isEqualTo(1_000);
    assertThat(hits.text().length).isLessThan(1 << 20);
    assertThat(value(999, 0)).hasSize(50_000);
    assertThat(hits.hasValue(999, 1)).isFalse();
  }

  @Test
  void each_record_has_its_own_line_and_values() {
    next("alice came", 5);
    hits.add(0, record, new int[] {user});
    hits.add(1, record, new int[] {file, user});
    next("bob left", 3);
    hits.add(1, record, new int[] {user});
    assertThat(value(0, 0)).isEqualTo("alice");
    assertThat(value(1, 1)).isEqualTo("alice");
    assertThat(value(2, 0)).isEqualTo("bob");
    assertThat(hits.line(1)).isEqualTo("alice came");
    assertThat(hits.line(2)).isEqualTo("bob left");
  }

  @Test
  void nothing_of_an_earlier_batch_is_left() {
    next("alice came", 5);
    hits.add(0, record, new int[] {user});
    hits.clear();
    next("bob left", 3);
    hits.add(0, record, new int[] {user});
    assertThat(hits.count()).isEqualTo(1);
    assertThat(value(0, 0)).isEqualTo("bob");
    assertThat(hits.line(0)).isEqualTo("bob left");
  }

  @Test
  void evidence_and_entities_are_cut_where_they_are_endless() {
    next("x".repeat(60_000), 50_000);
    hits.add(0, record, new int[] {user});
    assertThat(hits.line(0)).hasSize(Hits.MAX_EVIDENCE_BYTES);
    assertThat(Entities.text(Objects.requireNonNull(hits.value(0, 0))))
        .hasSize(Entities.MAX_VALUE_BYTES + 1)
        .endsWith("x…");
  }
}
