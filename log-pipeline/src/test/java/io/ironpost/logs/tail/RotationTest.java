package io.ironpost.logs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.tail.TailSettings.Watching;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What rotation does to a followed file, with the collector running and with it stopped meanwhile,
/// told by the kernel and by looking.
class RotationTest {
  /// Longer than a fingerprint, so that contents are told apart by it.
  private static final String LONG = "-".repeat(Fingerprint.MAX_BYTES);

  @TempDir Path directory;

  interface Rotation {
    void rotate(Path log) throws IOException;
  }

  record Case(String name, Rotation rotation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static void write(Path file, String... lines) throws IOException {
    Files.writeString(
        file,
        String.join("\n", lines) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static Path beside(Path log, String suffix) {
    return log.resolveSibling(log.getFileName() + suffix);
  }

  private static void truncate(Path log) throws IOException {
    FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
  }

  /// Each leaves the lines `a` and `b` to be read, in this order, of which `b` is in the new log.
  private static final List<Case> ROTATIONS =
      List.of(
          new Case(
              "rename and create",
              log -> {
                write(log, "a" + LONG);
                Files.move(log, beside(log, ".1"));
                write(log, "b" + LONG);
              }),
          new Case(
              "written on after the rename",
              log -> {
                Files.move(log, beside(log, ".1"));
                write(beside(log, ".1"), "a" + LONG);
                write(log, "b" + LONG);
              }),
          new Case(
              "rename to a date",
              log -> {
                write(log, "a" + LONG);
                Files.move(log, beside(log, "-20261123"));
                write(log, "b" + LONG);
              }),
          new Case(
              "twice at once",
              log -> {
                Files.move(log, beside(log, ".1"));
                write(log, "a" + LONG);
                Files.move(beside(log, ".1"), beside(log, ".2"));
                Files.move(log, beside(log, ".1"));
                write(log, "b" + LONG);
              }),
          new Case(
              "copytruncate",
              log -> {
                write(log, "a" + LONG);
                Files.copy(log, beside(log, ".1"));
                truncate(log);
                write(log, "b" + LONG);
              }),
          new Case(
              "copytruncate, then longer than before",
              log -> {
                write(log, "a" + LONG);
                Files.copy(log, beside(log, ".1"));
                truncate(log);
                write(log, "b" + LONG + LONG + LONG);
              }),
          new Case(
              "written on, not rotated",
              log -> {
                write(log, "a" + LONG);
                write(log, "b" + LONG);
              }));

  static Stream<Arguments> rotations() {
    return ROTATIONS.stream()
        .flatMap(one ->
            Stream.of(Watching.values())
                .flatMap(how -> Stream.of(false, true).map(stop -> Arguments.of(one, how, stop))));
  }

  @ParameterizedTest(name = "{0}, {1}, stopped meanwhile: {2}")
  @MethodSource("rotations")
  void nothing_is_lost_or_doubled(Case rotation, Watching watching, boolean stopped)
      throws Exception {
    follows("auth.log", settings -> settings.watching(watching), rotation, stopped);
  }

  /// The rotated files are among those followed: they are the same lines.
  @ParameterizedTest(name = "{0}, {1}, stopped meanwhile: {2}")
  @MethodSource("rotations")
  void a_pattern_may_name_the_rotated_files_too(Case rotation, Watching watching, boolean stopped)
      throws Exception {
    follows("auth.log*", settings -> settings.watching(watching), rotation, stopped);
  }

  private void follows(
      String pattern, UnaryOperator<TailSettings> change, Case rotation, boolean stopped)
      throws Exception {
    Path log = directory.resolve("auth.log");
    write(log, "before" + LONG);
    String followed = directory.resolve(pattern).toString();
    try (RunningTail tail = new RunningTail(change.apply(RunningTail.quick(followed))).start()) {
      tail.awaitLines("before" + LONG);
      if (stopped) {
        tail.stop();
      }
      rotation.rotation().rotate(log);
      if (stopped) {
        tail.start();
      }
      tail.await("two lines more", () -> tail.texts().size() >= 3);
      write(log, "after");
      tail.await("the last", () -> tail.texts().contains("after"));
      assertThat(tail.texts().stream().map(text -> text.replace("-", "")))
          .containsExactly("before", "a", "b", "after");
      tail.await("the books", () -> tail.books().inFlight() == 0);
      assertThat(tail.books().droppedTotal()).isZero();
      if (!pattern.contains("*")) {
        assertThat(tail.lines()).allMatch(line -> line.source().equals(followed));
      }
      int there = pattern.contains("*") ? filesThere() : 1;
      tail.await("only what is followed is remembered", () -> tail.positions().size() == 1 + there);
    }
  }

  private int filesThere() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.count();
    }
  }

  @Test
  void a_log_deleted_and_made_anew_is_another_file() throws Exception {
    Path log = directory.resolve("auth.log");
    write(log, "one");
    try (RunningTail tail = new RunningTail(RunningTail.quick(log.toString())).start()) {
      tail.awaitLines("one");
      Files.delete(log);
      write(log, "two");
      tail.awaitLines("one", "two");
      Files.delete(log);
      tail.await("all is forgotten", () -> tail.positions().keySet().size() == 1);
    }
  }

  @Test
  void a_deleted_file_is_read_to_its_end_with_a_line_without_end() throws Exception {
    Path log = directory.resolve("auth.log");
    write(log, "one");
    try (RunningTail tail = new RunningTail(RunningTail.quick(log.toString())).start();
        FileChannel writer = FileChannel.open(log, StandardOpenOption.APPEND)) {
      tail.awaitLines("one");
      Files.delete(log);
      writer.write(
          java.nio.ByteBuffer.wrap("two\nthr".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      tail.awaitLines("one", "two", "thr");
    }
  }

  @Test
  void a_link_that_points_elsewhere_is_followed_there_after_the_rest_of_the_old() throws Exception {
    Path first = Files.createDirectory(directory.resolve("x")).resolve("first");
    Path second = directory.resolve("x/second");
    Path link = directory.resolve("current");
    write(first, "one");
    Files.createSymbolicLink(link, first);
    try (RunningTail tail = new RunningTail(RunningTail.quick(link.toString())).start()) {
      tail.awaitLines("one");
      write(first, "two");
      write(second, "three");
      Path fresh = Files.createSymbolicLink(directory.resolve("fresh"), second);
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      tail.awaitLines("one", "two", "three");
      write(second, "four");
      tail.awaitLines("one", "two", "three", "four");
      assertThat(tail.lines()).allMatch(line -> line.source().equals(link.toString()));
    }
  }

  @Test
  void the_same_inode_number_with_another_content_is_another_file() throws Exception {
    Path log = directory.resolve("auth.log");
    write(log, "one" + LONG);
    try (RunningTail tail = new RunningTail(RunningTail.quick(log.toString())).start()) {
      tail.awaitLines("one" + LONG);
      tail.stop();
      Object inode = Files.getAttribute(log, "unix:ino");
      // ext4 gives the lowest free number of the folder's group, so mostly the same again; written
      // in place it is the same for certain.
      Files.writeString(log, "two" + LONG + "\n", StandardOpenOption.TRUNCATE_EXISTING);
      assertThat(Files.getAttribute(log, "unix:ino")).isEqualTo(inode);
      tail.start();
      tail.awaitLines("one" + LONG, "two" + LONG);
    }
  }

  @Test
  void a_truncation_without_a_copy_is_counted_when_unread_bytes_were_seen() throws Exception {
    Path log = directory.resolve("auth.log");
    write(log, "one");
    try (RunningTail tail = new RunningTail(RunningTail.quick(log.toString())).start()) {
      tail.awaitLines("one");
      tail.hold();
      write(log, ("x".repeat(99) + "\n").repeat(100)); // more than one buffer holds
      tail.await("a batch in hand", tail::isHeld);
      truncate(log);
      write(log, "two" + LONG);
      tail.letThrough();
      tail.await("the new content", () -> tail.texts().contains("two" + LONG));
      assertThat(tail.books().dropped(DropReason.ROTATED_AWAY)).isEqualTo(1);
      tail.await("the books", () -> tail.books().inFlight() == 0);
      assertThat(tail.books().delivered()).isEqualTo(tail.texts().size());
    }
  }

  @Test
  void a_file_cut_in_its_middle_goes_on_from_there() throws Exception {
    Path log = directory.resolve("auth.log");
    write(log, "one" + LONG, "two", "three");
    try (RunningTail tail = new RunningTail(RunningTail.quick(log.toString())).start()) {
      tail.awaitLines("one" + LONG, "two", "three");
      FileChannel.open(log, StandardOpenOption.WRITE).truncate(4 + LONG.length()).close();
      tail.await("the cut is seen", () -> true);
      Thread.sleep(120); // for the look that finds the file shorter; nothing tells of it
      write(log, "four");
      tail.awaitLines("one" + LONG, "two", "three", "four");
    }
  }

  @Test
  void rotated_away_while_stopped_with_a_copy_gone_is_counted() throws Exception {
    Path log = directory.resolve("auth.log");
    write(log, "one" + LONG);
    try (RunningTail tail = new RunningTail(RunningTail.quick(log.toString())).start()) {
      tail.awaitLines("one" + LONG);
      tail.stop();
      Files.delete(log);
      tail.start();
      tail.await("it is forgotten", () -> tail.positions().size() == 1);
      assertThat(tail.books().droppedTotal()).isZero(); // all that was known of it was read
    }
  }
}
