package io.ironpost.alerts.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.core.config.ByteSize;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("new/alerts.ndjson");
  }

  private FixedOptions options() {
    return new FixedOptions().with(FileKind.PATH, file.toString());
  }

  private static AlertSink open(FixedOptions options) {
    return new FileKind().open(options, FixedOptions.place());
  }

  private static List<String> lines(List<Message> messages) {
    return messages.stream().map(SampleAlerts::line).toList();
  }

  private void deliver(List<Message> messages) throws Exception {
    try (AlertSink sink = open(options())) {
      assertThat(sink.deliver(messages)).isInstanceOf(Delivery.Delivered.class);
    }
  }

  @Test
  void appends_lines_to_a_file_that_others_cannot_read() throws Exception {
    deliver(SampleAlerts.messages(1, 2));
    deliver(List.of(SampleAlerts.cef(SampleAlerts.opened(3))));
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .startsWith(lines(SampleAlerts.messages(1, 2)).toArray(String[]::new));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void what_is_offered_again_after_a_restart_is_not_doubled_in_any_format() throws Exception {
    List<Message> cef =
        Stream.of(1, 2, 3).map(SampleAlerts::opened).map(SampleAlerts::cef).toList();
    deliver(cef.subList(0, 2));
    deliver(cef);
    assertThat(Files.readAllLines(file)).isEqualTo(lines(cef));
  }

  @Test
  void a_line_torn_at_any_byte_is_written_again_whole() throws Exception {
    List<Message> all = SampleAlerts.messages(1, 3);
    int last = all.getLast().text().length + 1;
    for (int missing = 1; missing <= last; missing++) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(".alerts.ndjson.cursor"));
      deliver(all);
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length - missing));
      deliver(all);
      assertThat(Files.readAllBytes(file)).as("%d bytes missing", missing).isEqualTo(whole);
    }
  }

  @Test
  void zeros_that_a_power_cut_left_are_cut_off() throws Exception {
    List<Message> all = SampleAlerts.messages(1, 3);
    deliver(all);
    byte[] whole = Files.readAllBytes(file);
    byte[] holed = whole.clone();
    java.util.Arrays.fill(holed, whole.length - 40, whole.length - 20, (byte) 0);
    Files.write(file, holed);
    deliver(all);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void a_file_that_somebody_else_began_loses_nothing() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not ours");
    deliver(SampleAlerts.messages(1, 1));
    assertThat(Files.readAllLines(file)).hasSize(2).startsWith("not ours");
  }

  @Test
  void a_cursor_of_garbage_is_no_fault() throws Exception {
    deliver(SampleAlerts.messages(1, 1));
    Files.write(
        file.resolveSibling(".alerts.ndjson.cursor"),
        new byte[] {0, 1, 2, '\n', '5', ' ', '\n', '9', '9', ' ', '1'},
        StandardOpenOption.TRUNCATE_EXISTING);
    deliver(SampleAlerts.messages(2, 1));
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void a_full_disk_leaves_whole_lines_and_is_tried_again() throws Exception {
    AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
    FileSink.Settings settings = new FileSink.Settings(file, 1 << 20, 1, false, true);
    try (AlertSink sink =
        new FileSink(settings, FullTape.opener(file, room::get), () -> SampleAlerts.TOLD)) {
      sink.deliver(SampleAlerts.messages(1, 1));
      room.set(30);
      assertThat(sink.deliver(SampleAlerts.messages(2, 2)))
          .isInstanceOfSatisfying(
              Delivery.TryAgain.class,
              again -> {
                assertThat(again.taken()).isZero();
                assertThat(again.why()).contains("No space left on device");
              });
      assertThat(Files.readAllLines(file)).isEqualTo(lines(SampleAlerts.messages(1, 1)));
      room.set(Integer.MAX_VALUE);
      assertThat(sink.deliver(SampleAlerts.messages(2, 2))).isInstanceOf(Delivery.Delivered.class);
    }
    assertThat(Files.readAllLines(file)).isEqualTo(lines(SampleAlerts.messages(1, 3)));
  }

  @Test
  void rotates_by_size_and_keeps_so_many() throws Exception {
    FixedOptions options =
        options().with(FileKind.MAX_SIZE, new ByteSize(1_024)).with(FileKind.KEEP, 2L);
    List<Message> all = SampleAlerts.messages(1, 60);
    try (AlertSink sink = open(options)) {
      for (int i = 0; i < all.size(); i += 5) {
        sink.deliver(all.subList(i, i + 5));
      }
    }
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "alerts.ndjson", "alerts.ndjson.1", "alerts.ndjson.2", ".alerts.ndjson.cursor");
    }
    List<String> kept =
        Stream.of(".2", ".1", "")
            .flatMap(end -> read(file.resolveSibling("alerts.ndjson" + end)).stream())
            .toList();
    assertThat(kept).isEqualTo(lines(all).subList(all.size() - kept.size(), all.size()));
    assertThat(file).satisfies(f -> assertThat(Files.size(f)).isLessThanOrEqualTo(1_024));
  }

  @Test
  void what_was_rotated_away_is_remembered() throws Exception {
    FixedOptions options = options().with(FileKind.MAX_SIZE, new ByteSize(1_024));
    List<Message> all = SampleAlerts.messages(1, 20);
    try (AlertSink sink = open(options)) {
      sink.deliver(all.subList(0, 10));
      sink.deliver(all.subList(10, 20));
    }
    try (AlertSink sink = open(options)) {
      sink.deliver(all);
    }
    assertThat(read(file)).isEqualTo(lines(all.subList(10, 20)));
    assertThat(read(file.resolveSibling("alerts.ndjson.1"))).isEqualTo(lines(all.subList(0, 10)));
  }

  @Test
  void a_new_day_begins_a_new_file_also_over_a_restart() throws Exception {
    deliver(SampleAlerts.messages(1, 1));
    Files.setLastModifiedTime(file, FileTime.from(SampleAlerts.TOLD.minus(Duration.ofDays(1))));
    try (AlertSink sink = open(options().with(FileKind.DAILY, true))) {
      sink.deliver(SampleAlerts.messages(2, 1));
      sink.deliver(SampleAlerts.messages(3, 1));
    }
    assertThat(read(file)).isEqualTo(lines(SampleAlerts.messages(2, 2)));
    assertThat(read(file.resolveSibling("alerts.ndjson.1"))).hasSize(1);
  }

  @Test
  void a_file_moved_by_others_is_made_anew() throws Exception {
    try (AlertSink sink = open(options())) {
      sink.deliver(SampleAlerts.messages(1, 1));
      Files.move(file, file.resolveSibling("moved"));
      sink.deliver(SampleAlerts.messages(1, 2));
    }
    assertThat(read(file)).isEqualTo(lines(SampleAlerts.messages(2, 1)));
  }

  @Test
  void a_writer_killed_at_any_moment_leaves_every_alert_once() throws Exception {
    int next = 0;
    for (int round = 0; round < 4; round++) {
      next = writeUntilKilled(next, 3 + 17 * round);
    }
    deliver(SampleAlerts.messages(next, KilledWriter.BATCH));
    List<String> found = read(file);
    // The writer may have been further than it was heard to say.
    assertThat(found).hasSizeGreaterThanOrEqualTo(next + KilledWriter.BATCH);
    assertThat(found).isEqualTo(lines(SampleAlerts.messages(0, found.size())));
  }

  /// Kills the writer after so many batches; the courier would go on with the first unconfirmed.
  private int writeUntilKilled(int from, int batches) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString(),
                String.valueOf(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int confirmed = from;
    try (BufferedReader said = writer.inputReader()) {
      for (int i = 0; i < batches; i++) {
        confirmed = Integer.parseInt(said.readLine());
      }
      writer.destroyForcibly().waitFor();
    }
    return confirmed;
  }

  @Test
  void settings_that_cannot_work_are_complained_of() {
    FixedOptions bad = new FixedOptions().with(FileKind.MODE, "rw-r--r--");
    assertThat(new FileKind().check(bad))
        .extracting(Complaint::key)
        .containsExactly(FileKind.PATH, FileKind.MODE);
    assertThat(new FileKind().check(options().with(FileKind.PATH, folder.toString()))).hasSize(1);
  }

  private static List<String> read(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
