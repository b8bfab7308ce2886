package io.ironpost.bench.live;

import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
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
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Reloads again and again under load, one in ten times with a broken rule: `ReloadStorm LAUNCHER
/// FOLDER RELOADS`. No line may be lost, every attack must be told once, a broken reload must be
/// refused and the others taken, and memory must not grow.
public final class ReloadStorm {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT);
  private static final int BROKEN_EVERY = 10;
  private static final int LINES_PER_WRITE = 50;
  private static final long WRITE_EVERY_MILLIS = 10;

  private final Path folder;
  private final AtomicLong told = new AtomicLong();
  private volatile boolean over;
  private long lines;
  private long attacks;

  private ReloadStorm(Path folder) {
    this.folder = folder;
  }

  /// @param arguments launcher, folder, number of reloads
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    boolean sound =
        new ReloadStorm(folder)
            .run(Path.of(arguments[0]).toAbsolutePath(), Integer.parseInt(arguments[2]));
    System.exit(sound ? 0 : 1);
  }

  private boolean run(Path launcher, int reloads) throws Exception {
    prepare();
    try (DaemonUnderTest daemon = DaemonUnderTest.start(launcher, folder, this::alert)) {
      daemon.awaitReady();
      ControlClient client = new ControlClient(folder.resolve("data/control.sock"));
      Thread writer = Thread.ofPlatform().start(this::write);
      long refused = 0;
      long wrong = 0;
      for (int i = 1; i <= reloads; i++) {
        boolean broken = i % BROKEN_EVERY == 0;
        Files.writeString(folder.resolve("rules/changing.yml"), broken ? "title: [" : rule(i));
        boolean taken = client.post(Target.of("reload"), "{}").isOk();
        refused += taken ? 0 : 1;
        wrong += taken == broken ? 1 : 0;
        if (i % Math.max(1, reloads / 5) == 0) {
          System.out.printf(
              "  %d reloads, %d refused, RSS %d MB, heap %d MB%n",
              i, refused, daemon.kibibytes("VmRSS") >> 10, heap(client));
        }
      }
      over = true;
      writer.join();
      Thread.sleep(Duration.ofSeconds(4));
      return judge(client, wrong);
    }
  }

  private static long heap(ControlClient client) {
    return client.get(Target.of("status")).json().get("memory").get("heap_bytes").whole() >> 20;
  }

  private boolean judge(ControlClient client, long wrong) {
    long delivered = 0;
    long dropped = 0;
    for (JsonValue book : client.get(Target.of("status")).json().get("books").items()) {
      if (book.get("stage").text().equals("pipeline")) {
        delivered = book.get("delivered").whole();
        dropped = book.get("dropped").whole();
      }
    }
    System.out.printf(
        "%,d lines written, %,d judged, %d dropped; %,d attacks, %,d told; %d reload(s) answered wrongly%n",
        lines, delivered, dropped, attacks, told.get(), wrong);
    return lines == delivered && dropped == 0 && attacks == told.get() && wrong == 0;
  }

  private void alert(String line) {
    if (line.contains("Oracle line") && line.contains("\"opened\"")) {
      told.incrementAndGet();
    }
  }

  private void write() {
    try (OutputStream log =
        Files.newOutputStream(folder.resolve("a.log"), StandardOpenOption.APPEND)) {
      while (!over) {
        StringBuilder text = new StringBuilder();
        String stamp = STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
        for (int i = 1; i < LINES_PER_WRITE; i++) {
          text.append(stamp).append(" host sshd[9]: Connection closed by 192.0.2.7 port 1\n");
        }
        text.append(stamp).append(" host sshd[7]: Failed none for oracle attack from 10.");
        text.append(attacks >> 16 & 255).append('.').append(attacks >> 8 & 255).append('.');
        text.append(attacks & 255).append(" port 22 ssh2\n");
        log.write(text.toString().getBytes(StandardCharsets.UTF_8));
        lines += LINES_PER_WRITE;
        attacks++;
        Thread.sleep(WRITE_EVERY_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rule(int number) {
    return """
    title: Changing rule
    id: 0f9d6a52-6a3c-4a52-9d6d-2f2f1a6f0b77
    status: test
    logsource:
      product: linux
    detection:
      words:
        - 'never there %d'
      condition: words
    level: low
    """
        .formatted(number);
  }

  private void prepare() throws IOException {
    Files.createDirectories(folder);
    DaemonUnderTest.configure(
        folder,
        """
        watch = false
        [log_pipeline]
        sources = ["file"]
        watch_paths = ["%s/a.log"]
        [sinks.screen]
        type = "stdout"
        rate_limit = 0
        """
            .formatted(folder));
    Files.writeString(folder.resolve("rules/oracle.yml"), KillStorm.ORACLE_RULE);
    Files.writeString(folder.resolve("a.log"), "");
  }
}
