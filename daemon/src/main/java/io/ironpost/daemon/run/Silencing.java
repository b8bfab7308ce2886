package io.ironpost.daemon.run;

import io.ironpost.alerts.fold.Hush;
import io.ironpost.alerts.silence.Matcher;
import io.ironpost.alerts.silence.Silence;
import io.ironpost.alerts.silence.SilenceStatus;
import io.ironpost.alerts.silence.Silences;
import io.ironpost.alerts.silence.UnreadableSilencesException;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.module.Module;
import io.ironpost.daemon.control.SilenceOrder;
import io.ironpost.daemon.control.SilenceOutcome;
import io.ironpost.daemon.control.SilenceView;
import io.ironpost.daemon.control.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Silences as the control server asks for them.
final class Silencing {
  private final Silences silences;
  private final InstantSource clock;

  private Silencing(Silences silences, InstantSource clock) {
    this.silences = silences;
    this.clock = clock;
  }

  static Silencing open(Path folder, InstantSource clock, RandomGenerator random) {
    Path file = folder.resolve("silences.json");
    try {
      return new Silencing(Silences.open(LocalDisk.ofState(), file, clock, random), clock);
    } catch (IOException | UnreadableSilencesException e) {
      throw new StartRefusedException(
          "the silences in %s cannot be read: %s. Mend or remove the file."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  Hush hush() {
    return silences;
  }

  /// Forgets those that ended, now and then.
  Module tidying() {
    return new Tidying(silences);
  }

  private static final class Tidying implements Module {
    private static final long INTERVAL_SECONDS = 60;

    private final Silences silences;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Tidying(Silences silences) {
      this.silences = silences;
    }

    @Override
    public String name() {
      return "silences";
    }

    @Override
    public void start() throws IOException, InterruptedException {
      do {
        silences.tidy();
      } while (!stopped.await(INTERVAL_SECONDS, TimeUnit.SECONDS));
    }

    @Override
    public void stop() {
      stopped.countDown();
    }
  }

  List<SilenceView> views() {
    return silences.list().stream().map(SilenceStatus::silence).map(Silencing::view).toList();
  }

  private static SilenceView view(Silence silence) {
    return new SilenceView(
        silence.id(),
        silence.matchers().stream().map(Matcher::text).toList(),
        silence.reason(),
        silence.owner(),
        silence.createdAt(),
        silence.expiresAt());
  }

  SilenceOutcome add(SilenceOrder order) {
    List<String> problems = new ArrayList<>();
    List<Matcher> matchers = new ArrayList<>();
    for (String text : order.matchers()) {
      Optional<Matcher> matcher = Matcher.of(text);
      matcher.ifPresent(matchers::add);
      if (matcher.isEmpty()) {
        problems.add("\"" + text + "\" is no matcher; write rule=ssh_* or src_ip=203.0.113.0/24.");
      }
    }
    Instant now = clock.instant();
    if (problems.isEmpty()) {
      problems.addAll(
          Silence.problems(matchers, order.reason(), order.owner(), now, now.plus(order.lasts())));
    }
    if (!problems.isEmpty()) {
      return new SilenceOutcome.Refused(problems);
    }
    try {
      return new SilenceOutcome.Made(
          view(silences.add(matchers, order.reason(), order.owner(), order.lasts())));
    } catch (IllegalArgumentException e) {
      return new SilenceOutcome.Refused(List.of(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  boolean end(String id) {
    try {
      return silences.remove(id);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static UnavailableException unavailable(IOException e) {
    return new UnavailableException(
        "silences cannot be written: " + e.getMessage(), "Look at the disk of data_dir.", e);
  }
}
