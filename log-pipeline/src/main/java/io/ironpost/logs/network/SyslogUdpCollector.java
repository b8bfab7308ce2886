package io.ironpost.logs.network;

import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Receives syslog over UDP (RFC 5426): one datagram is one message.
///
/// UDP cannot be held back, so every datagram that reached this host is booked as received, and
/// then as delivered or as lost: by the kernel, because nobody read in time
/// ([DropReason#KERNEL_BUFFER_FULL], from [KernelDrops]), or by [DatagramQueue], because the next
/// stage was slower ([DropReason#BUFFER_FULL]). When asked to stop it still reads what the kernel
/// holds.
public final class SyslogUdpCollector implements Module {
  public static final String NAME = "syslog-udp";

  /// How often the kernel is asked for its drops, and how long its answer is old at most.
  private static final long DROPS_EVERY_NANOS = 1_000_000_000L;

  /// How soon lines that had to wait for the next stage go on once it is idle.
  private static final long SETTLE_MILLIS = 5;

  private static final long IDLE_MILLIS = 1_000;
  private static final Path PROC = Path.of("/proc");
  private static final SocketAddress NOBODY = InetSocketAddress.createUnresolved("nobody", 0);

  private final UdpSettings settings;
  private final Intake intake;
  private final Senders senders;
  private final Troubles troubles = new Troubles(System::nanoTime);
  private volatile boolean stopping;
  private volatile @Nullable Selector selecting;
  private volatile @Nullable InetSocketAddress bound;

  // Of the reading thread.
  private final ByteBuffer datagram;
  private long askedAt;
  private SocketAddress lastSender = NOBODY;
  private String lastSource = "";

  public SyslogUdpCollector(
      UdpSettings settings, BatchSink sink, Ledger ledger, InstantSource clock) {
    this.settings = settings;
    this.intake = new Intake(NAME, sink, ledger, clock);
    this.senders = new Senders(NAME, settings.maxSenders(), System::nanoTime);
    this.datagram = ByteBuffer.allocateDirect(UdpSettings.MAX_MESSAGE_BYTES);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Health health() {
    return troubles.health();
  }

  /// The port it listens on; 0 while it does not.
  public int port() {
    InetSocketAddress address = bound;
    return address == null ? 0 : address.getPort();
  }

  @Override
  public void start() throws IOException, InterruptedException {
    DatagramQueue queue =
        new DatagramQueue(
            NAME, intake, settings.maxMessageBytes(), settings.queueBytes(), settings.overflow());
    try (DatagramChannel channel = open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      selecting = selector;
      KernelDrops drops = new KernelDrops(PROC, (InetSocketAddress) channel.getLocalAddress());
      bound = (InetSocketAddress) channel.getLocalAddress();
      try {
        serve(channel, selector, queue, drops);
        readBurst(channel, queue); // what the kernel still holds is not more than its buffer
      } finally {
        bookDrops(drops);
      }
      queue.finish();
    } finally {
      bound = null;
      queue.abandon();
    }
  }

  private DatagramChannel open() throws IOException {
    DatagramChannel channel = null;
    try {
      InetSocketAddress address = settings.bind().resolved();
      channel = DatagramChannel.open(ListenAddress.family(address));
      channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
      checkBuffer(channel.getOption(StandardSocketOptions.SO_RCVBUF));
      return channel.bind(address);
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      throw BindFailedException.of("udp", settings.bind(), e);
    }
  }

  private void checkBuffer(int given) {
    int wanted = settings.receiveBufferBytes();
    if (given < wanted) {
      troubles.stands(
          "buffer",
          ("the kernel gave a receive buffer of %,d bytes instead of %,d: bursts will be dropped."
                  + " Raise the limit: sysctl -w net.core.rmem_max=%d")
              .formatted(given, wanted, wanted));
    } else {
      troubles.over("buffer");
    }
  }

  private void serve(
      DatagramChannel channel, Selector selector, DatagramQueue queue, KernelDrops drops)
      throws IOException, InterruptedException {
    while (!stopping) {
      selector.select(queue.isEmpty() ? IDLE_MILLIS : SETTLE_MILLIS);
      selector.selectedKeys().clear();
      if (Thread.interrupted()) {
        throw new InterruptedException("receiving syslog over UDP");
      }
      readBurst(channel, queue);
      queue.settle();
      long now = System.nanoTime();
      if (now - askedAt > DROPS_EVERY_NANOS) {
        askedAt = now;
        bookDrops(drops);
      }
    }
  }

  /// Reads until nothing waits, but not for ever: in a flood the rest of the loop has its turn too.
  private void readBurst(DatagramChannel channel, DatagramQueue queue)
      throws IOException, InterruptedException {
    long left = settings.receiveBufferBytes();
    lastSender = NOBODY; // so that each burst says who is still there
    SocketAddress sender = channel.receive(datagram.clear());
    while (sender != null) {
      datagram.flip();
      left -= datagram.remaining() + 1L;
      queue.add(sourceOf(sender), datagram, datagram.remaining());
      sender = left > 0 ? channel.receive(datagram.clear()) : null;
    }
  }

  /// Most datagrams come from the sender of the one before.
  private String sourceOf(SocketAddress sender) {
    if (!sender.equals(lastSender)) {
      InetAddress address = ((InetSocketAddress) sender).getAddress();
      lastSource = senders.sourceOf(address);
      lastSender = sender;
    }
    return lastSource;
  }

  private void bookDrops(KernelDrops drops) {
    try {
      long dropped = drops.sinceLast();
      troubles.over("drops");
      if (dropped > 0) {
        intake.lost(DropReason.KERNEL_BUFFER_FULL, dropped);
        troubles.happened(
            "datagrams dropped by the kernel",
            dropped,
            "they came faster than they were read; a larger receive buffer holds longer bursts");
      }
    } catch (IOException | NumberFormatException e) {
      troubles.stands("drops", "what the kernel drops cannot be counted: " + e);
    }
  }

  @Override
  public void stop() {
    stopping = true;
    Selector selector = selecting;
    if (selector != null) {
      selector.wakeup();
    }
  }
}
