package io.ironpost.logs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.ParserWorld;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages as logger(1) of util-linux really sends them.
class LoggerTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final ListenAddress LOOPBACK = new ListenAddress("127.0.0.1", 0);
  private static final String MESSAGE =
      "Failed password for invalid user admin from 203.0.113.7 port 51234 ssh2";

  private final Gathered gathered = new Gathered();
  private final Ledger ledger = new Ledger();

  @BeforeAll
  static void loggerIsThere() {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "logger")));
    assumeTrue(found, "there is no logger(1) here");
  }

  private static void log(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("logger", "-p", "auth.info", "-t", "sshd"));
    command.addAll(List.of(options));
    command.add(MESSAGE);
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertTakenApart() {
    ParserWorld world = new ParserWorld();
    LogParser parser = world.auto();
    for (String line : gathered.lines()) {
      assertThat(world.parse(parser, line)).isEqualTo(Outcome.PARSED);
      assertThat(world.value("process")).as(line).isEqualTo("sshd");
      assertThat(world.value("src_ip")).as(line).isEqualTo("203.0.113.7");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rfc3164", "--rfc5424"})
  void over_udp(String format) throws IOException {
    SyslogUdpCollector collector =
        new SyslogUdpCollector(UdpSettings.defaults(LOOPBACK), gathered, ledger, CLOCK);
    try (Running running = new Running(collector)) {
      running.until(() -> collector.port() > 0);
      log(format, "-n", "127.0.0.1", "-P", String.valueOf(collector.port()), "-d");
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
    assertTakenApart();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rfc3164", "--rfc5424"})
  void over_tcp_in_both_framings(String format) throws IOException {
    SyslogTcpCollector collector =
        new SyslogTcpCollector(TcpSettings.defaults(LOOPBACK), gathered, ledger, CLOCK);
    try (Running running = new Running(collector)) {
      running.until(() -> collector.port() > 0);
      String port = String.valueOf(collector.port());
      log(format, "-n", "127.0.0.1", "-P", port, "-T");
      log(format, "-n", "127.0.0.1", "-P", port, "-T", "--octet-count");
      running.until(() -> gathered.count() == 2);
      running.stop();
    }
    assertTakenApart();
    assertThat(Running.book(ledger, SyslogTcpCollector.NAME).droppedTotal()).isZero();
  }

  @Test
  void over_a_unix_datagram_socket(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("log");
    UnixDatagramCollector collector =
        new UnixDatagramCollector(UnixDatagramSettings.defaults(path), gathered, ledger, CLOCK);
    try (Running running = new Running(collector)) {
      running.until(collector::isListening);
      log("-u", path.toString());
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
    assertTakenApart();
  }

  @Test
  void over_a_unix_stream_socket(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("log");
    UnixStreamCollector collector =
        new UnixStreamCollector(UnixSettings.defaults(path), gathered, ledger, CLOCK);
    try (Running running = new Running(collector)) {
      running.until(collector::isListening);
      log("-u", path.toString()); // finds out itself that it is a stream
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
    assertTakenApart();
  }
}
