package io.ironpost.bench.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures the time from a line written to its alert on standard output, at several rates of other
/// lines: `LatencyProbe LAUNCHER FOLDER SECONDS RATE...`.
///
/// One in a while is an attack with an address of its own; the clock runs from before the write to
/// the arrival of the alert's line at this process.
public final class LatencyProbe {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT);
  private static final Pattern ADDRESS = Pattern.compile("\"(10\\.\\d+\\.\\d+\\.\\d+)\"");
  private static final int WRITES_PER_SECOND = 200;
  private static final int ATTACKS_PER_SECOND = 25;
  private static final long SECOND = 1_000_000_000L;
  private static final int WARM_UP_SECONDS = 5;

  private final Path folder;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private volatile Quantiles times = new Quantiles();
  private int attacks;

  private LatencyProbe(Path folder) {
    this.folder = folder;
  }

  /// @param arguments launcher, folder, seconds per rate, rates in lines per second
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    LatencyProbe probe = new LatencyProbe(folder);
    probe.run(Path.of(arguments[0]).toAbsolutePath(), arguments);
    System.exit(0);
  }

  private void run(Path launcher, String[] arguments) throws Exception {
    prepare();
    try (DaemonUnderTest daemon = DaemonUnderTest.start(launcher, folder, this::alert);
        OutputStream log =
            Files.newOutputStream(folder.resolve("a.log"), StandardOpenOption.APPEND)) {
      daemon.awaitReady();
      System.out.printf("idle: RSS %d MB%n", daemon.kibibytes("VmRSS") >> 10);
      offer(log, 1_000, WARM_UP_SECONDS);
      int seconds = Integer.parseInt(arguments[2]);
      System.out.println("lines/s offered   alerts   p50 ms    p99 ms    max ms   RSS MB");
      for (int i = 3; i < arguments.length; i++) {
        rate(daemon, log, Integer.parseInt(arguments[i]), seconds);
      }
      System.out.printf("peak RSS %d MB%n", daemon.kibibytes("VmHWM") >> 10);
    }
  }

  private void rate(DaemonUnderTest daemon, OutputStream log, int rate, int seconds)
      throws Exception {
    times = new Quantiles();
    int before = attacks;
    long lines = offer(log, rate, seconds);
    Thread.sleep(2_000);
    System.out.printf(
        "%,15d %4d/%d %8.1f  %8.1f  %8.1f  %7d%n",
        lines / seconds,
        times.count(),
        attacks - before,
        times.at(0.5),
        times.at(0.99),
        times.at(1),
        daemon.kibibytes("VmRSS") >> 10);
    if (!sent.isEmpty()) {
      System.out.printf("  %d attack(s) without an alert after two seconds%n", sent.size());
      sent.clear();
    }
  }

  private void alert(String line) {
    long now = System.nanoTime();
    Matcher address = ADDRESS.matcher(line);
    if (address.find()) {
      Long then = sent.remove(address.group(1));
      if (then != null) {
        times.add(now - then);
      }
    }
  }

  /// Writes `rate` lines a second, evenly; how many it came to.
  private long offer(OutputStream log, int rate, int seconds) throws IOException {
    long start = System.nanoTime();
    long written = 0;
    int writes = seconds * WRITES_PER_SECOND;
    for (int write = 0; write < writes; write++) {
      long due = start + write * (SECOND / WRITES_PER_SECOND);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long target = (write + 1L) * rate / WRITES_PER_SECOND;
      boolean attack = write % (WRITES_PER_SECOND / ATTACKS_PER_SECOND) == 0;
      log.write(lines((int) (target - written), attack).getBytes(StandardCharsets.UTF_8));
      written = target;
    }
    return written;
  }

  private String lines(int count, boolean attack) {
    StringBuilder text = new StringBuilder();
    String stamp = STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
    for (int i = 0; i < count; i++) {
      text.append(stamp);
      text.append(" host sshd[4242]: Accepted publickey for ada from 192.0.2.");
      text.append(i & 255).append(" port 50022 ssh2: ED25519 SHA256:AbCdEf\n");
    }
    if (attack) {
      int number = attacks++;
      String address = "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
      text.append(stamp).append(" host sshd[7]: Failed none for oracle attack from ");
      text.append(address).append(" port 22 ssh2\n");
      sent.put(address, System.nanoTime());
    }
    return text.toString();
  }

  private void prepare() throws IOException {
    Files.createDirectories(folder);
    DaemonUnderTest.configure(
        folder,
        """
        [log_pipeline]
        sources = ["file"]
        watch_paths = ["%s/a.log"]
        [sinks.screen]
        type = "stdout"
        rate_limit = 100000
        """
            .formatted(folder));
    Files.writeString(folder.resolve("rules/oracle.yml"), KillStorm.ORACLE_RULE);
    Files.writeString(folder.resolve("a.log"), "");
  }
}
