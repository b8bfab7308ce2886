package io.ironpost.bench.live;

import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/// Sends syslog over UDP at several rates, beyond what can be taken, and asks the daemon where
/// every datagram went: `OverloadProbe LAUNCHER FOLDER SECONDS RATE...`; rate 0 is as fast as can
/// be sent.
///
/// What was sent must be what the books say was received, and everything received delivered or
/// dropped for a reason.
public final class OverloadProbe {
  private static final int PORT = 15_514;
  private static final long SECOND = 1_000_000_000L;
  private static final int BURST = 64;

  private final Path folder;
  private final ControlClient client;

  private OverloadProbe(Path folder) {
    this.folder = folder;
    this.client = new ControlClient(folder.resolve("data/control.sock"));
  }

  /// @param arguments launcher, folder, seconds per rate, rates in datagrams per second
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    boolean sound =
        new OverloadProbe(folder).run(Path.of(arguments[0]).toAbsolutePath(), arguments);
    System.exit(sound ? 0 : 1);
  }

  private boolean run(Path launcher, String[] arguments) throws Exception {
    Files.createDirectories(folder);
    DaemonUnderTest.configure(
        folder,
        """
        [log_pipeline]
        sources = ["syslog"]
        syslog_bind = "127.0.0.1:%d"
        syslog_tcp_bind = ""
        [sinks.screen]
        type = "stdout"
        """
            .formatted(PORT));
    boolean sound = true;
    try (DaemonUnderTest daemon = DaemonUnderTest.start(launcher, folder, _ -> {})) {
      daemon.awaitReady();
      send(20_000, 3);
      settle();
      int seconds = Integer.parseInt(arguments[2]);
      System.out.println(
          "sent/s        sent   received  delivered    dropped  by reason  (RSS MB)");
      for (int i = 3; i < arguments.length; i++) {
        sound &= rate(daemon, Integer.parseInt(arguments[i]), seconds);
      }
      System.out.printf("peak RSS %d MB%n", daemon.kibibytes("VmHWM") >> 10);
    }
    return sound;
  }

  private boolean rate(DaemonUnderTest daemon, int rate, int seconds) throws Exception {
    Map<String, Long> before = books();
    long sent = send(rate, seconds);
    settle();
    Map<String, Long> after = books();
    Map<String, Long> spent = new TreeMap<>();
    after.forEach((name, count) -> spent.put(name, count - before.getOrDefault(name, 0L)));
    long received = spent.getOrDefault("received", 0L);
    long delivered = spent.getOrDefault("delivered", 0L);
    spent.keySet().removeAll(List.of("received", "delivered"));
    spent.values().removeIf(count -> count == 0);
    long dropped = spent.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        "%,6d %,11d %,10d %,10d %,10d  %s  (%d)%n",
        sent / seconds, sent, received, delivered, dropped, spent, daemon.kibibytes("VmRSS") >> 10);
    return received == sent && delivered + dropped == received;
  }

  /// The book of the collectors: received, delivered, and each reason of drops.
  private Map<String, Long> books() {
    Map<String, Long> book = new TreeMap<>();
    for (JsonValue stage : client.get(Target.of("status")).json().get("books").items()) {
      if (stage.get("stage").text().equals("collect")) {
        book.put("received", stage.get("received").whole());
        book.put("delivered", stage.get("delivered").whole());
        for (JsonValue drop : stage.get("drops").items()) {
          book.put(drop.get("reason").text(), drop.get("count").whole());
        }
      }
    }
    return book;
  }

  /// Waits until nothing changes any more; the kernel's drops are asked once a second.
  private void settle() throws InterruptedException {
    Map<String, Long> last = Map.of();
    for (int same = 0; same < 3; ) {
      Thread.sleep(Duration.ofSeconds(1));
      Map<String, Long> now = books();
      same = now.equals(last) ? same + 1 : 0;
      last = now;
    }
  }

  private static long send(int rate, int seconds) throws IOException {
    byte[] line =
        "<38>Mar  2 12:00:00 host sshd[4242]: Accepted publickey for ada from 192.0.2.7 port 5 ssh2"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer datagram = ByteBuffer.wrap(line);
    long sent = 0;
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
      long start = System.nanoTime();
      long end = start + seconds * SECOND;
      while (System.nanoTime() < end) {
        for (int i = 0; i < BURST; i++) {
          channel.write(datagram.rewind());
        }
        sent += BURST;
        long due = rate == 0 ? 0 : start + sent * SECOND / rate;
        while (rate > 0 && System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
      }
    }
    return sent;
  }
}
