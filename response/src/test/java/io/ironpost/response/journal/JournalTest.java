package io.ironpost.response.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.disk.LocalDisk;
import io.ironpost.response.FakeDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final Path FILE = Path.of("/state/actions.journal");

  private final FakeDisk disk = new FakeDisk();
  private final AtomicLong nanos = new AtomicLong();
  private final Random random = new Random(1);

  private Journal journal(FakeDisk on) {
    return new Journal(on, FILE, nanos::get);
  }

  private List<ActionRecord> some(int count) {
    List<ActionRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(Records.random(random, "id" + i));
    }
    return records;
  }

  @Test
  void any_record_reads_back_as_it_was() {
    for (int i = 0; i < 1_000; i++) {
      ActionRecord record = Records.random(random, "x" + i);
      String line = RecordLine.write(record);
      assertThat(line.chars()).allMatch(c -> c >= ' ' && c <= '~');
      assertThat(RecordLine.read(line)).contains(record);
    }
  }

  @Test
  void a_line_with_any_byte_changed_is_no_record() {
    String line = RecordLine.write(Records.random(random, "abc"));
    for (int at = 0; at < line.length(); at++) {
      char[] changed = line.toCharArray();
      changed[at] ^= (char) (1 << random.nextInt(7));
      Optional<ActionRecord> read = RecordLine.read(new String(changed));
      assertThat(read).as(new String(changed)).isEmpty();
    }
  }

  @Test
  void rubbish_is_counted_and_passed_over() {
    byte[] rubbish = new byte[20_000];
    random.nextBytes(rubbish);
    disk.put(FILE, rubbish);
    Journal.Loaded loaded = journal(disk).load();
    assertThat(loaded.records()).isEmpty();
    assertThat(loaded.damaged()).isPositive();
    for (String line :
        List.of("00000000 ", "00000000 {}", "x", "{\"id\":\"\\u12", "é".repeat(50))) {
      assertThat(RecordLine.read(line)).isEmpty();
    }
  }

  @Test
  void the_last_state_of_each_action_is_read() {
    Journal journal = journal(disk);
    assertThat(journal.load().records()).isEmpty();
    List<ActionRecord> records = some(3);
    assertThat(journal.write(records, () -> records)).isTrue();
    ActionRecord changed =
        records.getFirst().in(ActionState.UNDONE, records.get(0).madeAt(), "off");
    assertThat(journal.write(List.of(changed), () -> records)).isTrue();
    assertThat(journal(disk).load().records())
        .containsExactly(records.get(1), records.get(2), changed);
  }

  @Test
  void a_tail_torn_anywhere_loses_the_torn_line_alone() {
    Journal journal = journal(disk);
    journal.load();
    List<ActionRecord> records = some(2);
    journal.write(records, () -> records);
    byte[] whole = disk.bytes(FILE);
    int first = new String(whole, StandardCharsets.US_ASCII).indexOf('\n') + 1;
    for (int cut = first; cut < whole.length - 1; cut++) {
      FakeDisk torn = new FakeDisk();
      torn.put(FILE, Arrays.copyOf(whole, cut));
      Journal again = journal(torn);
      Journal.Loaded loaded = again.load();
      assertThat(loaded.records()).containsExactly(records.getFirst());
      assertThat(loaded.damaged()).isEqualTo(cut == first ? 0 : 1);
      // What is written next does not stick to the torn line.
      again.write(List.of(records.get(1)), () -> records);
      assertThat(journal(torn).load().records()).containsExactlyElementsOf(records);
    }
  }

  @Test
  void power_lost_at_any_step_leaves_all_that_was_said_to_be_safe() {
    for (int step = 0; step < 40; step++) {
      FakeDisk failing = new FakeDisk();
      failing.failAfter(step);
      List<ActionRecord> safe = new ArrayList<>();
      List<ActionRecord> all = new ArrayList<>();
      Journal journal = journal(failing);
      journal.load();
      for (ActionRecord record : some(8)) {
        nanos.addAndGet(3_000_000_000L);
        all.add(record);
        if (journal.write(List.of(record), () -> all)) {
          safe = List.copyOf(all);
        }
      }
      List<ActionRecord> found = journal(failing.afterPowerLoss(step * 7)).load().records();
      assertThat(found).as("step " + step).containsAll(safe);
    }
  }

  @Test
  void a_full_disk_is_said_and_made_good_when_there_is_room() {
    Journal journal = journal(disk);
    journal.load();
    List<ActionRecord> records = some(5);
    journal.write(records.subList(0, 2), () -> records.subList(0, 2));
    disk.full(true);
    assertThat(journal.write(records.subList(2, 3), () -> records.subList(0, 3))).isFalse();
    assertThat(journal.trouble()).contains("No space left");
    assertThat(journal.write(records.subList(3, 4), () -> records.subList(0, 4))).isFalse();
    disk.full(false);
    nanos.addAndGet(3_000_000_000L);
    assertThat(journal.write(List.of(), () -> records)).isTrue();
    assertThat(journal.trouble()).isEmpty();
    assertThat(journal(disk).load().records()).containsExactlyElementsOf(records);
  }

  @Test
  void it_is_written_anew_when_it_has_grown_to_twice_what_it_holds() {
    Journal journal = journal(disk);
    journal.load();
    List<ActionRecord> records = some(20);
    for (int i = 0; i < 400; i++) {
      journal.write(records, () -> records);
      assertThat(disk.bytes(FILE).length).isLessThan(Journal.LEAST_TO_COMPACT + 50_000);
    }
  }

  @Test
  void an_unreadable_file_is_put_aside(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("actions.journal");
    Files.createDirectory(file); // reading it fails
    Journal journal = new Journal(LocalDisk.ofState(), file, nanos::get);
    assertThat(journal.load().trouble()).contains("is now " + file + ".unreadable");
    List<ActionRecord> records = some(1);
    assertThat(journal.write(records, () -> records)).isTrue();
  }
}
