package io.ironpost.logs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketsTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir private Path folder;
  private final Gathered gathered = new Gathered();
  private final Ledger ledger = new Ledger();

  private UnixDatagramCollector datagrams(UnixDatagramSettings settings) {
    return new UnixDatagramCollector(settings, gathered, ledger, CLOCK);
  }

  private UnixStreamCollector streams(Path path) {
    return new UnixStreamCollector(UnixSettings.defaults(path), gathered, ledger, CLOCK);
  }

  private static Running running(UnixDatagramCollector collector) {
    Running running = new Running(collector);
    running.until(collector::isListening);
    return running;
  }

  private static Running running(UnixStreamCollector collector) {
    Running running = new Running(collector);
    running.until(collector::isListening);
    return running;
  }

  /// What programs have in libc's syslog(3).
  private static final class Sender implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = LinuxSockets.state(arena);
    private final int fd;

    Sender(Path path) throws IOException {
      fd = LinuxSockets.datagramSocket(state);
      LinuxSockets.connect(state, fd, path);
    }

    void send(String message) throws IOException {
      LinuxSockets.send(state, fd, message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
      LinuxSockets.close(state, fd);
      arena.close();
    }
  }

  private Balance datagramBook() {
    return Running.book(ledger, UnixDatagramCollector.NAME);
  }

  @Test
  void a_datagram_is_a_line() throws IOException {
    Path path = folder.resolve("log");
    UnixDatagramCollector collector = datagrams(UnixDatagramSettings.defaults(path));
    try (Running running = running(collector);
        Sender sender = new Sender(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-rw-rw-");
      sender.send("<34>Oct 11 22:14:15 su: one\0");
      sender.send("two\nlines");
      sender.send("z".repeat(70_000));
      running.until(() -> gathered.count() == 3);
      running.stop();
      assertThatThrownBy(() -> sender.send("too late")).isInstanceOf(IOException.class);
    }
    assertThat(gathered.lines())
        .containsExactly("<34>Oct 11 22:14:15 su: one", "two lines", "z".repeat(64 << 10));
    assertThat(gathered.sources()).containsExactly("syslog-unix-datagram");
    assertThat(datagramBook().dropped(DropReason.LINE_TOO_LONG)).isEqualTo(1);
    assertThat(datagramBook().inFlight()).isZero();
    assertThat(path).doesNotExist();
  }

  @Test
  void of_a_flood_every_datagram_is_in_the_book() throws IOException {
    int sent = 30_000;
    Path path = folder.resolve("log");
    UnixDatagramSettings usual = UnixDatagramSettings.defaults(path);
    UnixDatagramCollector collector =
        datagrams(
            new UnixDatagramSettings(
                path, usual.permissions(), 480, DatagramQueue.LOAD_BYTES, Overflow.DROP_OLDEST));
    gathered.shut();
    try (Running running = running(collector);
        Sender sender = new Sender(path)) {
      for (int i = 0; i < sent; i++) {
        sender.send("<34>Oct 11 22:14:15 su: " + "x".repeat(120));
      }
      gathered.open();
      running.stop();
    }
    assertThat(datagramBook().received()).isEqualTo(sent);
    assertThat(datagramBook().dropped(DropReason.BUFFER_FULL)).isPositive();
    assertThat(datagramBook().delivered()).isEqualTo(gathered.count()).isPositive();
    assertThat(datagramBook().inFlight()).isZero();
  }

  @Test
  void interrupted_it_books_what_nobody_took_and_removes_its_file() throws IOException {
    Path path = folder.resolve("log");
    UnixDatagramCollector collector = datagrams(UnixDatagramSettings.defaults(path));
    gathered.shut();
    try (Running running = running(collector);
        Sender sender = new Sender(path)) {
      sender.send("one");
      running.until(() -> datagramBook().received() == 1);
      running.interrupt();
    }
    Running.await(() -> datagramBook().inFlight() == 0);
    assertThat(path).doesNotExist();
  }

  @Test
  void a_stream_is_cut_at_line_feeds_nuls_and_lengths() throws IOException {
    Path path = folder.resolve("stream");
    UnixStreamCollector collector = streams(path);
    try (Running running = running(collector);
        SocketChannel sender = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      sender.write(ByteBuffer.wrap("<1>one\n<2>two\0006 <3>tri".getBytes(StandardCharsets.UTF_8)));
      running.until(() -> gathered.count() == 3);
      running.stop();
    }
    assertThat(gathered.lines()).containsExactly("<1>one", "<2>two", "<3>tri");
    assertThat(gathered.sources()).containsExactly("syslog-unix-stream");
    assertThat(path).doesNotExist();
  }

  @Test
  void what_a_dead_program_left_is_removed() throws IOException {
    Path path = folder.resolve("log");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = LinuxSockets.state(arena);
      int fd = LinuxSockets.datagramSocket(state);
      LinuxSockets.bind(state, fd, path);
      LinuxSockets.close(state, fd); // leaves the file, as a death does
    }
    assertThat(path).exists();
    try (Running running = running(streams(path))) {
      running.stop();
    }
  }

  @Test
  void a_living_programs_socket_is_left_alone() throws IOException {
    Path path = folder.resolve("log");
    try (Running first = running(datagrams(UnixDatagramSettings.defaults(path)));
        Running second = new Running(streams(path));
        Running third = new Running(datagrams(UnixDatagramSettings.defaults(path)))) {
      assertThat(second.failure()).hasMessageContaining("another program listens there");
      assertThat(third.failure()).hasMessageContaining("another program listens there");
      try (Sender sender = new Sender(path)) {
        sender.send("still there");
        first.until(() -> gathered.count() == 1);
      }
      first.stop();
    }
  }

  @Test
  void a_file_of_another_kind_is_left_alone() throws IOException {
    Path path = Files.writeString(folder.resolve("log"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);
    try (Running file = new Running(streams(path));
        Running behindLink = new Running(datagrams(UnixDatagramSettings.defaults(link)))) {
      assertThat(file.failure())
          .isInstanceOf(BindFailedException.class)
          .hasMessageContaining("is no socket");
      assertThat(behindLink.failure()).hasMessageContaining("is no socket");
    }
    assertThat(path).hasContent("mine");
  }

  @Test
  void a_path_that_is_too_long_is_refused() {
    Path path = Path.of("/" + "x".repeat(107));
    assertThatThrownBy(() -> UnixDatagramSettings.defaults(path))
        .hasMessage("a Unix socket's path has 1 to 107 bytes, not 108");
  }
}
