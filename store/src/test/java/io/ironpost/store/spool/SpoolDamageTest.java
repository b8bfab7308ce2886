package io.ironpost.store.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import io.ironpost.store.spool.SpoolDamage.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A spool of 300 entries in several segments, damaged in every way; opening and reading end, give
/// only what was written, and say what is wrong.
@Timeout(60)
final class SpoolDamageTest {
  private static final int ENTRIES = 300;
  private static final SpoolSettings SETTINGS =
      new SpoolSettings(new ByteSize(1 << 20), new ByteSize(8 << 10), new ByteSize(512));

  @TempDir private Path folder;
  private List<Path> segments = List.of();

  @BeforeEach
  void write() throws Exception {
    try (Spool spool = open();
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      for (int i = 1; i <= ENTRIES; i++) {
        spool.append(payload(i));
      }
      List<SpoolEntry> read = new ArrayList<>();
      while (read.size() < 10) {
        read.addAll(reader.next(10 - read.size(), Duration.ofSeconds(5)));
      }
      reader.acknowledge(10);
    }
    segments = files(".spool");
    assertThat(segments).hasSizeGreaterThan(3);
  }

  @Test
  void a_sound_spool_has_no_damage() throws IOException {
    SpoolReport report = new SpoolInspection(folder).check();
    assertThat(report.damage()).isEmpty();
    assertThat(report.entries()).isEqualTo(ENTRIES);
    assertThat(report.writer()).isEmpty();
    assertThat(report.readers()).containsExactly(new ReaderStatus("sink", 10, ENTRIES - 10, 0));
    assertThat(new SpoolInspection(folder).show(299, 5))
        .extracting(SpoolEntry::sequence)
        .containsExactly(299L, 300L);
  }

  @Test
  void a_torn_tail_is_cut_and_reported_and_no_sequence_is_given_twice() throws Exception {
    Path last = segments.getLast();
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length + 1_000)); // a length without its pages
    assertThat(new SpoolInspection(folder).check().damage())
        .containsExactly(new SpoolDamage(Kind.TORN_TAIL, last, bytes.length, 1_000, 0));
    try (Spool spool = open()) {
      assertThat(spool.found())
          .containsExactly(new SpoolDamage(Kind.TORN_TAIL, last, bytes.length, 1_000, 0));
      assertThat(spool.append(payload(301))).isEqualTo(301);
    }
    assertThat(read()).hasSize(301);
    assertThat(new SpoolInspection(folder).check().damage()).isEmpty();
  }

  @Test
  void a_flipped_byte_costs_one_entry_even_in_the_newest_segment() throws Exception {
    for (Path segment : List.of(segments.get(1), segments.getLast())) {
      flip(segment, SegmentHeader.SIZE + 40);
    }
    List<SpoolDamage> damage = new SpoolInspection(folder).check().damage();
    assertThat(damage).extracting(SpoolDamage::kind).containsOnly(Kind.BAD_RECORD).hasSize(2);
    assertThat(damage).extracting(SpoolDamage::entries).containsOnly(1L);
    assertThat(damage).extracting(SpoolDamage::offset).containsOnly((long) SegmentHeader.SIZE);
    try (Spool spool = open()) {
      assertThat(spool.found()).containsExactly(damage.getLast());
      assertThat(spool.last()).isEqualTo(ENTRIES);
    }
    assertThat(read()).hasSize(ENTRIES - 2);
  }

  @Test
  void a_reader_counts_what_damage_took_from_it() throws Exception {
    flip(segments.get(1), SegmentHeader.SIZE + 40);
    Files.delete(segments.get(2));
    long gone = first(segments.get(3)) - first(segments.get(2)) + 1;
    try (Spool spool = open();
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      assertThat(spool.found()).extracting(SpoolDamage::kind).containsExactly(Kind.MISSING);
      assertThat(spool.found()).extracting(SpoolDamage::entries).containsExactly(gone - 1);
      long given = 0;
      while (given < ENTRIES - 10 - gone) {
        given += reader.next(1_000, Duration.ofSeconds(5)).size();
      }
      assertThat(reader.next(1, Duration.ZERO)).isEmpty();
      assertThat(reader.lost()).isEqualTo(gone);
      assertThat(spool.replay(1, _ -> {})).isEqualTo(gone);
    }
  }

  @Test
  void entries_behind_a_damaged_header_are_read() throws Exception {
    for (Path segment : segments) {
      flip(segment, 20);
    }
    assertThat(new SpoolInspection(folder).check().damage())
        .extracting(SpoolDamage::kind)
        .containsOnly(Kind.BAD_HEADER);
    try (Spool spool = open()) {
      assertThat(spool.append(payload(301))).isEqualTo(301);
    }
    assertThat(read()).hasSize(301);
  }

  @Test
  void without_any_key_segments_are_set_aside_and_their_sequences_are_not_given_again()
      throws Exception {
    for (Path segment : segments) {
      flip(segment, 20);
    }
    Files.delete(folder.resolve("readers"));
    try (Spool spool = open()) {
      assertThat(spool.found())
          .extracting(SpoolDamage::kind)
          .contains(Kind.UNREADABLE_SEGMENT)
          .hasSize(2 * segments.size());
      assertThat(spool.append(payload(1))).isGreaterThan(ENTRIES);
    }
    assertThat(files(".damaged")).hasSameSizeAs(segments);
    open().close();
  }

  @Test
  void readers_begin_at_the_oldest_entry_when_their_table_is_damaged() throws Exception {
    flip(folder.resolve("readers"), 40);
    try (Spool spool = open();
        SpoolReader reader = spool.reader("sink", Spool.From.END)) {
      assertThat(spool.found()).extracting(SpoolDamage::kind).containsOnly(Kind.READERS_DAMAGED);
      assertThat(reader.backlog()).isEqualTo(ENTRIES);
    }
  }

  @Test
  void a_reader_beyond_the_end_skips_nothing_that_comes() throws Exception {
    try (Spool spool = open();
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      while (reader.backlog() > 0) {
        reader
            .next(100, Duration.ofSeconds(5))
            .forEach(entry -> reader.acknowledge(entry.sequence()));
      }
    }
    Files.delete(segments.getLast());
    try (Spool spool = open();
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      assertThat(spool.found())
          .extracting(SpoolDamage::kind)
          .containsExactly(Kind.READER_BEYOND_END);
      assertThat(spool.append(payload(301))).isEqualTo(301);
      assertThat(reader.next(10, Duration.ofSeconds(5)))
          .extracting(SpoolEntry::sequence)
          .containsExactly(301L);
    }
  }

  @Test
  void foreign_files_are_left_alone_and_said() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("99999999999999999999.spool"), "not a sequence");
    try (Spool spool = open()) {
      assertThat(spool.found()).extracting(SpoolDamage::kind).containsOnly(Kind.FOREIGN_FILE);
      assertThat(spool.found()).hasSize(2);
    }
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void a_spool_of_a_newer_program_is_refused_and_not_touched() throws Exception {
    Path last = segments.getLast();
    byte[] bytes = Files.readAllBytes(last);
    SegmentHeader newer = new SegmentHeader(2, 1, first(last), 1);
    System.arraycopy(newer.bytes().array(), 0, bytes, 0, SegmentHeader.SIZE);
    Files.write(last, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(SpoolRefusedException.class)
        .hasMessageContaining("version 2");
    assertThat(last).hasBinaryContent(bytes);
  }

  @Test
  void a_record_planted_in_a_payload_is_not_taken_for_one() throws Exception {
    ByteBuffer planted = ByteBuffer.allocate(200);
    new RecordFormat(0).putEntry(planted, 302, "forged".getBytes(UTF_8));
    try (Spool spool = open()) {
      spool.append(planted.array());
    }
    Path last = files(".spool").getLast();
    flip(last, (int) Files.size(last) - 200);
    assertThat(read()).noneMatch(text -> text.equals("forged")).hasSize(ENTRIES);
  }

  @Test
  void random_damage_ends_gives_only_what_was_written_and_is_said() throws Exception {
    Random random = new Random(5);
    List<byte[]> sound = new ArrayList<>();
    for (Path segment : segments) {
      sound.add(Files.readAllBytes(segment));
    }
    for (int round = 0; round < Integer.getInteger("ironpost.damage.rounds", 40); round++) {
      int which = random.nextInt(segments.size());
      damage(segments.get(which), sound.get(which), random);
      List<SpoolDamage> said = new SpoolInspection(folder).check().damage();
      int kept = read().size();
      assertThat(kept == ENTRIES || !said.isEmpty()).isTrue();
      open().close();
      assertThat(read()).hasSize(kept);
      restore(sound);
    }
  }

  private static void damage(Path segment, byte[] sound, Random random) throws IOException {
    byte[] bytes = sound.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(2_000));
        Arrays.fill(bytes, from, to, (byte) 0);
      }
      default -> {
        for (int i = random.nextInt(30); i >= 0; i--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
    }
    Files.write(segment, bytes);
  }

  private void restore(List<byte[]> sound) throws IOException {
    for (Path file : files("spool")) {
      if (!segments.contains(file)) {
        Files.delete(file);
      }
    }
    for (int i = 0; i < segments.size(); i++) {
      Files.write(segments.get(i), sound.get(i));
    }
  }

  /// All that can be read, each checked to be what was written under its sequence.
  private List<String> read() throws IOException {
    List<String> texts = new ArrayList<>();
    long[] before = {0};
    new SpoolInspection(folder)
        .export(
            1,
            entry -> {
              assertThat(entry.sequence()).isGreaterThan(before[0]);
              before[0] = entry.sequence();
              texts.add(new String(entry.payload(), UTF_8));
              if (entry.sequence() <= ENTRIES) {
                assertThat(entry.payload()).isEqualTo(payload((int) entry.sequence()));
              }
            });
    return texts;
  }

  private Spool open() throws IOException {
    return Spool.open(folder, SETTINGS, new Random(7));
  }

  private static byte[] payload(int number) {
    return ("entry " + number + " " + "x".repeat(number % 200)).getBytes(UTF_8);
  }

  private static long first(Path segment) {
    return Segment.firstOf(segment.getFileName().toString()).orElseThrow();
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 0x10;
    Files.write(file, bytes);
  }
}
