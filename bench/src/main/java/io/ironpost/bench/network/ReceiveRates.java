package io.ironpost.bench.network;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.network.ListenAddress;
import io.ironpost.logs.network.SyslogTcpCollector;
import io.ironpost.logs.network.SyslogUdpCollector;
import io.ironpost.logs.network.TcpSettings;
import io.ironpost.logs.network.UdpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/// Offers syslog to the collectors over loopback, from a thread of the same process, and says what
/// they took: `java … io.ironpost.bench.network.ReceiveRates [rounds]`.
public final class ReceiveRates {
  private static final int MESSAGES = 1_000_000;
  private static final int CHUNK = 1_000;
  private static final byte[] MESSAGE =
      ("<38>Oct 11 22:14:15 web1 sshd[4242]: Failed password for invalid user admin from"
              + " 203.0.113.7 port 51234 ssh2\n")
          .getBytes(StandardCharsets.US_ASCII);
  private static final ListenAddress LOOPBACK = new ListenAddress("127.0.0.1", 0);

  /// A sink that is never the bottleneck.
  private static final BatchSink FAST = Batch::done;

  private ReceiveRates() {}

  /// Measures.
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
    for (int round = 0; round < rounds; round++) {
      udp();
      tcp();
    }
  }

  private static void udp() throws Exception {
    Ledger ledger = new Ledger();
    var collector =
        new SyslogUdpCollector(
            UdpSettings.defaults(LOOPBACK), FAST, ledger, InstantSource.system());
    Thread running = start(collector);
    InetSocketAddress to = address(collector::port);
    long began = System.nanoTime();
    try (DatagramChannel sender = DatagramChannel.open()) {
      sender.connect(to);
      ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE.length).put(MESSAGE).flip();
      for (int i = 0; i < MESSAGES; i++) {
        sender.write(message.rewind());
      }
    }
    collector.stop();
    running.join();
    report("UDP", began, ledger, SyslogUdpCollector.NAME);
  }

  private static void tcp() throws Exception {
    Ledger ledger = new Ledger();
    var collector =
        new SyslogTcpCollector(
            TcpSettings.defaults(LOOPBACK), FAST, ledger, InstantSource.system());
    Thread running = start(collector);
    InetSocketAddress to = address(collector::port);
    long began = System.nanoTime();
    try (SocketChannel sender = SocketChannel.open(to)) {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK * MESSAGE.length);
      for (int i = 0; i < CHUNK; i++) {
        chunk.put(MESSAGE);
      }
      for (int sent = 0; sent < MESSAGES; sent += CHUNK) {
        chunk.flip();
        while (chunk.hasRemaining()) {
          sender.write(chunk);
        }
      }
    }
    while (book(ledger, SyslogTcpCollector.NAME).delivered() < MESSAGES) {
      Thread.onSpinWait();
    }
    report("TCP", began, ledger, SyslogTcpCollector.NAME);
    collector.stop();
    running.join();
  }

  /// The port of a collector once it has one.
  @FunctionalInterface
  private interface Port {
    int get();
  }

  private static InetSocketAddress address(Port port) throws IOException {
    while (port.get() == 0) {
      Thread.onSpinWait();
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port.get());
  }

  private static Thread start(Module module) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            module.start();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Balance book(Ledger ledger, String listener) {
    return ledger.account("collect", listener).balance();
  }

  private static void report(String protocol, long began, Ledger ledger, String listener) {
    double seconds = (System.nanoTime() - began) / 1e9;
    Balance book = book(ledger, listener);
    List<Object> facts =
        List.of(
            protocol,
            seconds,
            book.delivered() / seconds,
            book.delivered() * MESSAGE.length / seconds / 1e6,
            book.received(),
            book.dropped());
    System.out.printf(
        "%s %.2f s, %,.0f messages/s, %.0f MB/s; received %,d, lost %s%n", facts.toArray());
  }
}
