package io.ironpost.bench.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Kills the daemon again and again while lines come in, then compares the alerts it kept with what
/// was written: `KillStorm LAUNCHER FOLDER ROUNDS [SEED]`.
///
/// A writer appends to two followed files, also while the daemon is down. Two kinds of attack are
/// in them, each with an address of its own, so that every alert has exactly one right answer: a
/// line that is an alert by itself, and five failures that are a brute force, spread over both
/// files. At the end the history must hold one alert for each, with the right count, and the file
/// sink each telling once.
public final class KillStorm {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT);
  private static final int LINES_PER_SECOND = 4_000;
  private static final int ATTACKS_PER_SECOND = 40;
  private static final long TICK_MILLIS = 25;
  private static final int FAILURES = 5;

  /// Makes every line with these words an alert by itself.
  static final String ORACLE_RULE =
      """
      title: Oracle line
      id: 6f1a3c58-6f0e-4f57-9a0f-0b4c4f7f3a11
      status: stable
      logsource:
        product: linux
      detection:
        words:
          - 'oracle attack'
        condition: words
      level: high
      """;

  private final Path launcher;
  private final Path folder;
  private final int rounds;
  private final RandomGenerator random;
  private final Map<String, Long> expected = new HashMap<>(); // group -> lines
  private final ConcurrentMap<String, Boolean> seen = new ConcurrentHashMap<>();
  private volatile boolean over;
  private long lines;

  private KillStorm(Path launcher, Path folder, int rounds, long seed) {
    this.launcher = launcher;
    this.folder = folder;
    this.rounds = rounds;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// @param arguments launcher, folder, rounds, seed
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
    KillStorm storm =
        new KillStorm(
            Path.of(arguments[0]).toAbsolutePath(), folder, Integer.parseInt(arguments[2]), seed);
    System.exit(storm.run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    prepare();
    Thread writer = Thread.ofPlatform().start(this::write);
    int ready = 0;
    for (int round = 1; round <= rounds; round++) {
      DaemonUnderTest daemon = DaemonUnderTest.start(launcher, folder, _ -> {});
      if (random.nextInt(4) != 0) {
        daemon.awaitReady();
        ready++;
      }
      Thread.sleep(random.nextInt(1_500));
      daemon.kill();
      if (round % 20 == 0) {
        System.out.printf("  %d kills, %,d lines%n", round, lines);
      }
    }
    over = true;
    writer.join();
    System.out.printf("%d kills (%d after it was ready), %,d lines%n", rounds, ready, lines);
    settle();
    return judge();
  }

  private void prepare() throws IOException {
    Files.createDirectories(folder);
    DaemonUnderTest.configure(
        folder,
        """
        [alerts]
        fold_window = "1h"
        update_interval = "1s"
        [log_pipeline]
        sources = ["file"]
        watch_paths = ["%1$s/a.log", "%1$s/b.log"]
        [log_pipeline.file]
        from = "beginning"
        [sinks.kept]
        type = "file"
        path = "%1$s/alerts.ndjson"
        rate_limit = 100000
        """
            .formatted(folder));
    Files.writeString(folder.resolve("rules/oracle.yml"), ORACLE_RULE);
    Files.writeString(folder.resolve("a.log"), "");
    Files.writeString(folder.resolve("b.log"), "");
  }

  private void write() {
    try (OutputStream a = open("a.log");
        OutputStream b = open("b.log")) {
      while (!over) {
        StringBuilder toA = new StringBuilder();
        StringBuilder toB = new StringBuilder();
        long ticks = 1_000 / TICK_MILLIS;
        for (int i = 0; i < LINES_PER_SECOND / ticks; i++) {
          ordinary(random.nextBoolean() ? toA : toB);
        }
        for (int i = 0; i < Math.max(1, ATTACKS_PER_SECOND / ticks); i++) {
          attack(toA, toB);
        }
        a.write(toA.toString().getBytes(StandardCharsets.UTF_8));
        b.write(toB.toString().getBytes(StandardCharsets.UTF_8));
        Thread.sleep(TICK_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private OutputStream open(String name) throws IOException {
    return Files.newOutputStream(folder.resolve(name), StandardOpenOption.APPEND);
  }

  private void ordinary(StringBuilder to) {
    line(to, "sshd[%d]: Connection closed by 192.0.2.7 port 4242 [preauth]".formatted(lines));
  }

  private void attack(StringBuilder a, StringBuilder b) {
    int number = expected.size();
    String address = "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
    expected.put(address, number % 2 == 0 ? 1L : FAILURES);
    if (number % 2 == 0) {
      line(a, "sshd[7]: Failed none for oracle attack from %s port 22 ssh2".formatted(address));
    } else {
      for (int i = 0; i < FAILURES; i++) {
        line(
            random.nextBoolean() ? a : b,
            "sshd[8]: Failed password for root from %s port %d ssh2".formatted(address, 1_000 + i));
      }
    }
  }

  private void line(StringBuilder to, String text) {
    to.append(STAMP.format(LocalDateTime.now(ZoneId.systemDefault())))
        .append(" host ")
        .append(text)
        .append('\n');
    lines++;
  }

  /// Runs it once more until it has caught up, and ends it in good order.
  private void settle() throws IOException, InterruptedException {
    try (DaemonUnderTest daemon =
        DaemonUnderTest.start(launcher, folder, line -> seen.put(line, true))) {
      daemon.awaitReady();
      long before = -1;
      for (long size = size(); size != before; size = size()) {
        before = size;
        Thread.sleep(Duration.ofSeconds(4));
      }
    }
  }

  private long size() throws IOException {
    Path kept = folder.resolve("alerts.ndjson");
    return Files.exists(kept) ? Files.size(kept) : 0;
  }

  private static final Pattern GROUP = Pattern.compile("src_ip=(10\\.\\d+\\.\\d+\\.\\d+)");

  /// Reads the history as a user's script would: with the sqlite that comes along.
  private boolean judge() throws IOException, InterruptedException {
    KeptAlerts kept = KeptAlerts.read(folder.resolve("data"));
    long lost = 0;
    long doubled = 0;
    long miscounted = 0;
    Map<String, Integer> alertsOf = new HashMap<>();
    Map<String, Long> countOf = new HashMap<>();
    for (KeptAlerts.Row row : kept.rows()) {
      Matcher group = GROUP.matcher(row.group());
      if (group.find()
          && (row.title().equals("Oracle line") || row.title().contains("rute force"))) {
        alertsOf.merge(group.group(1), 1, Integer::sum);
        countOf.merge(group.group(1), row.count(), Long::sum);
      }
    }
    for (Map.Entry<String, Long> attack : expected.entrySet()) {
      int alerts = alertsOf.getOrDefault(attack.getKey(), 0);
      lost += alerts == 0 ? 1 : 0;
      doubled += Math.max(0, alerts - 1);
      miscounted += alerts == 1 && !attack.getValue().equals(countOf.get(attack.getKey())) ? 1 : 0;
    }
    System.out.printf(
        "history: %,d attacks, lost %d, doubled %d, with a wrong count %d%n",
        expected.size(), lost, doubled, miscounted);
    boolean file = judgeFile();
    return lost + doubled + miscounted == 0 && file;
  }

  private static final Pattern KEY = Pattern.compile("\"id\":\"([^\"]+)\".*?\"revision\":(\\d+)");

  /// Each telling stands in the sink's file once.
  private boolean judgeFile() throws IOException {
    Map<String, Integer> times = new HashMap<>();
    long torn = 0;
    try (var found = Files.list(folder)) {
      for (Path file :
          found.filter(f -> f.getFileName().toString().startsWith("alerts.ndjson")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher key = KEY.matcher(line);
          if (line.endsWith("}") && key.find()) {
            times.merge(key.group(1) + "." + key.group(2), 1, Integer::sum);
          } else {
            torn++;
          }
        }
      }
    }
    long twice = times.values().stream().filter(n -> n > 1).count();
    System.out.printf("file sink: %,d tellings, twice %d, torn %d%n", times.size(), twice, torn);
    return twice + torn == 0;
  }
}
