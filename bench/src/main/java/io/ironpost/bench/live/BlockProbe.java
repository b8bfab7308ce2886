package io.ironpost.bench.live;

import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/// Measures the time from the fifth line of a failed login to the attacker's first dropped packet:
/// `BlockProbe LAUNCHER FOLDER ROUNDS LINES_PER_SECOND`.
///
/// The daemon runs in a network namespace of its own and guards one end of a cable; at the other
/// end an attacker with a new address in each round sends numbered datagrams without pause. The
/// first number that never arrives tells when the door was shut: to within the pause between two of
/// them.
public final class BlockProbe {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT);
  private static final int PORT = 4_000;
  private static final long PAUSE_NANOS = 200_000;
  private static final int MOST_PACKETS = 20_000;
  private static final int BEFORE = 50; // packets that must get through before the attack
  private static final int AFTER = 100; // packets in a row that must not, to call it shut
  private static final long SECOND = 1_000_000_000L;
  private static final int WRITES_PER_SECOND = 200;
  private static final String FRIEND = "10.88.254.1";

  private final Path folder;
  private final NetworkNamespace attacker;
  private final NetworkNamespace victim;
  private Quantiles times = new Quantiles();
  private final AtomicIntegerArray lastOf;
  private volatile boolean over;
  private int never;
  private int early;

  private BlockProbe(Path folder, NetworkNamespace attacker, NetworkNamespace victim, int rounds) {
    this.folder = folder;
    this.attacker = attacker;
    this.victim = victim;
    this.lastOf = new AtomicIntegerArray(rounds + 2);
  }

  /// @param arguments launcher, folder, rounds, lines per second of other load
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[2]);
    try (NetworkNamespace attacker = NetworkNamespace.create("attacker");
        NetworkNamespace victim = NetworkNamespace.create("victim")) {
      Path folder = Path.of(arguments[1]).toAbsolutePath();
      BlockProbe probe = new BlockProbe(folder, attacker, victim, rounds);
      probe.run(Path.of(arguments[0]).toAbsolutePath(), rounds, Integer.parseInt(arguments[3]));
    }
    System.exit(0);
  }

  private void run(Path launcher, int rounds, int rate) throws Exception {
    Veth cable = Veth.between(attacker, victim);
    victim.ip("address", "add", "10.88.255.254/16", "dev", cable.right().device());
    attacker.ip("address", "add", FRIEND + "/16", "dev", cable.left().device());
    for (int round = 0; round <= rounds; round++) {
      attacker.ip("address", "add", address(round) + "/16", "dev", cable.left().device());
    }
    prepare(cable.right().device());
    try (DaemonUnderTest daemon =
            DaemonUnderTest.start(victim.starter(), launcher, folder, line -> {});
        DatagramSocket door = victim.enter(() -> new DatagramSocket(PORT));
        OutputStream log = Files.newOutputStream(log(), StandardOpenOption.APPEND)) {
      daemon.awaitReady();
      Thread receiver = Thread.ofPlatform().daemon().start(() -> receive(door));
      Thread load = Thread.ofPlatform().daemon().start(() -> offer(log, rate));
      Thread.sleep(3_000);
      round(0, log, address(0), true);
      System.out.printf("the first block after the start: %.2f ms%n", times.at(1));
      times = new Quantiles();
      for (int round = 1; round <= rounds; round++) {
        round(round, log, address(round), true);
      }
      boolean friend = round(rounds + 1, log, FRIEND, false);
      over = true;
      load.join();
      report(rounds, rate, friend, daemon);
      receiver.interrupt();
    }
  }

  private void report(int rounds, int rate, boolean friend, DaemonUnderTest daemon) {
    System.out.printf(
        "%d rounds at %,d other lines/s: line written to first dropped packet p50 %.2f ms, p99 %.2f"
            + " ms, max %.2f ms; never blocked %d; blocked before the line %d%n",
        rounds, rate, times.at(0.5), times.at(0.99), times.at(1), never, early);
    System.out.printf(
        "allowlisted peer with the same lines: %s; RSS %d MB%n",
        friend ? "BLOCKED" : "never blocked", daemon.kibibytes("VmRSS") >> 10);
  }

  private static String address(int round) {
    return "10.88.%d.%d".formatted(1 + round / 250, 1 + round % 250);
  }

  /// Whether the sender was shut out.
  private boolean round(int round, OutputStream log, String address, boolean counts)
      throws Exception {
    long[] sentAt = new long[MOST_PACKETS];
    long written = 0;
    int sent = 0;
    InetSocketAddress to = new InetSocketAddress("10.88.255.254", PORT);
    try (DatagramSocket from =
        attacker.enter(() -> new DatagramSocket(new InetSocketAddress(address, 0)))) {
      while (sent < MOST_PACKETS && !isShut(round, sent, written)) {
        sentAt[sent] = System.nanoTime();
        byte[] bytes = ByteBuffer.allocate(8).putInt(round).putInt(sent).array();
        from.send(new DatagramPacket(bytes, bytes.length, to));
        sent++;
        if (sent == BEFORE) {
          write(log, failures(address, 4));
        } else if (sent == 2 * BEFORE) {
          written = System.nanoTime();
          write(log, failures(address, 1));
        }
        long due = sentAt[sent - 1] + PAUSE_NANOS;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(
              due - System.nanoTime()); // spinning would take a core of the daemon
        }
      }
    }
    int first = lastOf.get(round) + 1;
    boolean shut = first < sent - AFTER / 2;
    if (counts && !shut) {
      never++;
    } else if (counts && sentAt[first] < written) {
      early++;
    } else if (counts) {
      times.add(sentAt[first] - written);
    }
    return shut;
  }

  private boolean isShut(int round, int sent, long written) {
    return written != 0 && sent - lastOf.get(round) > AFTER;
  }

  private void receive(DatagramSocket door) {
    byte[] bytes = new byte[8];
    try {
      door.setSoTimeout(500);
      while (!over) {
        try {
          DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
          door.receive(packet);
          ByteBuffer numbers = ByteBuffer.wrap(bytes);
          lastOf.set(numbers.getInt(), numbers.getInt(4));
        } catch (SocketTimeoutException _) {
          // looks whether it is over
        }
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static synchronized void write(OutputStream log, String lines) throws IOException {
    log.write(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String failures(String address, int count) {
    String stamp = STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
    return "%s host sshd[7]: Failed password for root from %s port 22 ssh2%n"
        .formatted(stamp, address)
        .repeat(count);
  }

  private void offer(OutputStream log, int rate) {
    long start = System.nanoTime();
    int each = rate / WRITES_PER_SECOND;
    try {
      for (long write = 0; !over; write++) {
        long due = start + write * (SECOND / WRITES_PER_SECOND);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        write(log, quiet(each));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String quiet(int count) {
    String stamp = STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
    var lines = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      lines.add(
          stamp
              + " host sshd[4242]: Accepted publickey for ada from 192.0.2."
              + (i & 255)
              + " port 50022 ssh2: ED25519 SHA256:AbCdEf\n");
    }
    return String.join("", lines);
  }

  private Path log() {
    return folder.resolve("auth.log");
  }

  private void prepare(String device) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(log(), "");
    InetAddress.getLoopbackAddress(); // loads what would else be loaded in the first round
    DaemonUnderTest.configure(
        folder,
        """
        [log_pipeline]
        sources = ["file"]
        watch_paths = ["%s"]
        [ebpf]
        enabled = true
        interface = "%s"
        xdp_mode = "native"
        pin_path = ""
        [response]
        mode = "enforce"
        allow = ["%s"]
        max_actions_per_minute = 10000
        [policies.guessers]
        action = "block_address"
        tags = ["attack.t1110*"]
        durations = ["10m"]
        max_per_minute = 10000
        """
            .formatted(log(), device, FRIEND));
  }
}
