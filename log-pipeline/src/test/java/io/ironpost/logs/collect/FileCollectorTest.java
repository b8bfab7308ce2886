package io.ironpost.logs.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class FileCollectorTest {
  private static final CollectLimits SMALL = new CollectLimits(64, 16);

  @TempDir Path directory;
  private final Ledger ledger = new Ledger();
  private final List<String> lines = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();
  private final List<Long> offsets = new ArrayList<>();

  private Collected read(CollectLimits limits, byte[] content) throws Exception {
    return new FileCollector(limits, ledger).read(file("a.log", content), this::take);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  /// Splits a batch as the pipeline does, and gives its buffer back spoilt.
  private void take(Batch batch) {
    long number = batch.firstLine();
    int start = 0;
    while (start < batch.length()) {
      int lineFeed = Newlines.next(batch.bytes(), start, batch.length());
      int end = lineFeed < 0 ? batch.length() : lineFeed;
      lines.add(new String(batch.bytes(), start, end - start, StandardCharsets.ISO_8859_1));
      numbers.add(number++);
      offsets.add(batch.offset() + start);
      start = end + 1;
    }
    Arrays.fill(batch.bytes(), (byte) '!');
    batch.done();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private Balance books() {
    return ledger.stage(FileCollector.STAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "a", "a\n", "a\nb", "a\n\nb\n", "a\r\nb\r\n", "\0a\0\nb\0"})
  void lines_come_as_they_stand(String content) throws Exception {
    assertThat(read(SMALL, bytes(content)).problems()).isEmpty();
    String joined = String.join("\n", lines) + (content.endsWith("\n") ? "\n" : "");
    assertThat(joined).isEqualTo(content);
    assertThat(books().inFlight()).isZero();
  }

  @Test
  void a_folder_that_may_not_be_looked_into_does_not_hide_the_others() throws Exception {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, Set.of());
    assumeFalse(Files.isReadable(closed), "root may look into every folder");
    file("a.log", "one\n".getBytes(StandardCharsets.UTF_8));
    Collected collected = new FileCollector(SMALL, ledger).read(directory, this::take);
    assertThat(lines).containsExactly("one");
    assertThat(collected.problems()).singleElement().asString().contains("closed", "denied");
  }

  @Test
  void lines_of_all_lengths_cross_buffers_whole_with_their_numbers_and_offsets() throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      lines.clear();
      numbers.clear();
      offsets.clear();
      List<String> expected = new ArrayList<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        expected.add("x".repeat(random.nextInt(SMALL.maxLineBytes() + 1)));
      }
      read(SMALL, bytes(String.join("\n", expected) + "\n"));
      assertThat(lines).isEqualTo(expected);
      long offset = 0;
      for (int i = 0; i < expected.size(); i++) {
        assertThat(numbers.get(i)).isEqualTo(i + 1L);
        assertThat(offsets.get(i)).isEqualTo(offset);
        offset += expected.get(i).length() + 1;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 18, 63, 64, 65, 100, 128, 1_000})
  void of_a_line_that_is_too_long_the_beginning_is_kept_and_the_loss_counted(int length)
      throws Exception {
    read(SMALL, bytes("first\n" + "x".repeat(length) + "\nlast\n" + "y".repeat(length)));
    assertThat(lines).containsExactly("first", "x".repeat(16), "last", "y".repeat(16));
    assertThat(numbers).containsExactly(1L, 2L, 3L, 4L);
    assertThat(offsets).containsExactly(0L, 6L, 7L + length, 12L + length);
    assertThat(books().dropped(DropReason.LINE_TOO_LONG)).isEqualTo(2);
    assertThat(books().inFlight()).isZero();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void all_members_of_a_gzip_file_are_read_and_padding_ignored() throws Exception {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      members.write(gzip(bytes("line " + i + "\n")));
    }
    members.write(new byte[512]);
    assertThat(read(CollectLimits.defaults(), members.toByteArray()).problems()).isEmpty();
    assertThat(lines).hasSize(50).endsWith("line 49");
  }

  @Test
  void zstd_and_xz_are_known_by_their_content() throws Exception {
    ByteArrayOutputStream zstd = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(zstd)) {
      out.write(bytes("from zstd\n"));
    }
    ByteArrayOutputStream xz = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(xz, new LZMA2Options())) {
      out.write(bytes("from xz\n"));
    }
    read(CollectLimits.defaults(), zstd.toByteArray());
    read(CollectLimits.defaults(), xz.toByteArray());
    assertThat(lines).containsExactly("from zstd", "from xz");
  }

  @Test
  void of_an_archive_cut_short_what_is_there_is_kept_and_the_rest_told() throws Exception {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(random.nextLong()).append('\n');
    }
    byte[] packed = gzip(bytes(text.toString()));
    Collected collected = read(CollectLimits.defaults(), Arrays.copyOf(packed, packed.length / 2));
    assertThat(collected.problems()).hasSize(1);
    assertThat(collected.problems().getFirst().what()).contains("cut short");
    assertThat(lines.size()).isBetween(5_000, 15_000);
    assertThat(books().dropped(DropReason.UNREADABLE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"5, cut short", "-1, damaged"})
  void of_a_zstd_file_the_frames_before_a_bad_one_are_kept(int length, String told)
      throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(packed)) {
      out.write(bytes("sound line\n".repeat(1_000)));
    }
    byte[] bad =
        length < 0 ? bytes("no frame of zstd") : Arrays.copyOf(packed.toByteArray(), length);
    packed.write(bad);
    Collected collected = read(CollectLimits.defaults(), packed.toByteArray());
    assertThat(collected.problems()).hasSize(1);
    assertThat(collected.problems().getFirst().what()).contains(told);
    assertThat(lines).hasSizeGreaterThan(950).startsWith("sound line");
  }

  @Test
  void a_named_link_to_a_folder_is_the_folder_and_circles_below_are_left_alone() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("logs"));
    Files.write(folder.resolve("a.log"), bytes("one\n"));
    Files.createSymbolicLink(folder.resolve("circle"), folder);
    Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
    Collected collected =
        new FileCollector(CollectLimits.defaults(), ledger).read(link, this::take);
    assertThat(lines).containsExactly("one");
    assertThat(collected.problems()).isEmpty();
  }

  @Test
  void damaged_archives_are_problems_never_faults() throws Exception {
    Random random = new Random(4);
    ByteArrayOutputStream zstd = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(zstd)) {
      out.write(bytes("some text\n".repeat(500)));
    }
    for (byte[] packed : List.of(gzip(bytes("some text\n".repeat(500))), zstd.toByteArray())) {
      for (int i = 0; i < 200; i++) {
        byte[] damaged = packed.clone();
        damaged[6 + random.nextInt(damaged.length - 6)] ^= (byte) (1 << random.nextInt(8));
        read(CollectLimits.defaults(), damaged);
      }
    }
  }

  @Test
  void a_directory_is_read_in_order_and_what_is_no_log_left_out() throws Exception {
    Files.createDirectory(directory.resolve("b"));
    file("b/2.log", bytes("two\n"));
    file("1.log", bytes("one\n"));
    file("c.pcap", new byte[] {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 0, 0});
    Collected collected =
        new FileCollector(CollectLimits.defaults(), ledger).read(directory, this::take);
    assertThat(lines).containsExactly("one", "two");
    assertThat(collected.skipped())
        .extracting(CollectProblem::what)
        .containsExactly("packet capture");
    assertThat(collected.sources()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_not_there_is_a_problem() throws Exception {
    Collected collected =
        new FileCollector(SMALL, ledger).read(directory.resolve("none"), this::take);
    assertThat(collected.problems())
        .extracting(CollectProblem::what)
        .containsExactly("no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"a\":1},{\"b\":\"}],\\\"\"}]",
        "{\"Records\":[{\"a\":1}, {\"b\":\"}],\\\"\"}]}",
        "[\n  {\"a\":1},\r\n  {\"b\":\"}],\\\"\"}\n]\n",
        "{\n\"a\":1}\n{\n\"b\":\"}],\\\"\"\n}\n",
      })
  void a_document_becomes_one_line_per_event(String document) throws Exception {
    read(CollectLimits.defaults(), bytes(document));
    List<String> events =
        lines.stream().map(line -> line.replace(" ", "")).filter(l -> !l.isEmpty()).toList();
    assertThat(events).containsExactly("{\"a\":1}", "{\"b\":\"}],\\\"\"}");
  }

  @Test
  void a_stream_hands_on_what_is_there_before_it_waits() throws Exception {
    BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    PipedInputStream in = new PipedInputStream(4_096);
    try (PipedOutputStream out = new PipedOutputStream(in)) {
      Thread.ofVirtual().start(() -> readStream(in, arrived));
      out.write(bytes("the first line of all\nhalf"));
      out.flush();
      assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("the first line of all\n");
    }
    assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("half");
  }

  private void readStream(InputStream in, BlockingQueue<String> arrived) {
    try {
      new FileCollector(CollectLimits.defaults(), ledger)
          .read("-", in, batch -> arrived.add(text(batch)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(Batch batch) {
    return new String(batch.bytes(), 0, batch.length(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_stream_may_be_packed() throws Exception {
    byte[] packed = gzip(bytes("packed\n"));
    new FileCollector(CollectLimits.defaults(), ledger)
        .read("-", new ByteArrayInputStream(packed), this::take);
    assertThat(lines).containsExactly("packed");
  }
}
