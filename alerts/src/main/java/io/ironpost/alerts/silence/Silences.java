package io.ironpost.alerts.silence;

import io.ironpost.alerts.fold.Hush;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// The silences that hold, kept in one file. Asked from any thread; changed by one at a time.
///
/// A change is on disk before it holds. Those of the configuration file stand beside them and are
/// not kept: they change when that file does ([#configured]).
public final class Silences implements Hush {
  /// Each is tried on each revision of each alert.
  public static final int MAX_SILENCES = 1_000;

  static final int MAX_FILE_BYTES = 4 << 20;

  private static final int ID_BYTES = 4;

  /// One silence with what it did.
  private static final class Held {
    private final Silence silence;
    private final AtomicLong matches;
    private volatile Optional<Instant> lastMatch;

    Held(SilenceStatus status) {
      silence = status.silence();
      matches = new AtomicLong(status.matches());
      lastMatch = status.lastMatch();
    }

    SilenceStatus status() {
      return new SilenceStatus(silence, matches.get(), lastMatch);
    }

    Silence silence() {
      return silence;
    }

    void matched(Instant now) {
      matches.incrementAndGet();
      lastMatch = Optional.of(now);
    }
  }

  private final Disk disk;
  private final Path file;
  private final InstantSource clock;
  private final RandomGenerator random;
  private volatile List<Held> kept = List.of();
  private volatile List<Held> configured = List.of();
  private volatile boolean isTouched;

  private Silences(Disk disk, Path file, InstantSource clock, RandomGenerator random) {
    this.disk = disk;
    this.file = file;
    this.clock = clock;
    this.random = random;
  }

  /// Reads the file; none there means no silences.
  ///
  /// @throws UnreadableSilencesException when it is damaged: starting without would wake people for
  ///   what they asked not to hear of, so it is for the caller to decide
  public static Silences open(Disk disk, Path file, InstantSource clock, RandomGenerator random)
      throws IOException {
    Silences silences = new Silences(disk, file, clock, random);
    try {
      silences.kept =
          SilenceFile.read(disk.read(file, MAX_FILE_BYTES)).stream().map(Held::new).toList();
    } catch (NoSuchFileException _) {
      return silences;
    }
    return silences;
  }

  /// Adds a silence from now on, after [Silence#problems] had nothing to say.
  public synchronized Silence add(
      List<Matcher> matchers, String reason, String owner, Duration lasts) throws IOException {
    if (kept.size() >= MAX_SILENCES) {
      throw new IllegalArgumentException(
          "There are %d silences already; remove some.".formatted(MAX_SILENCES));
    }
    Instant now = clock.instant();
    Silence silence = new Silence(newId(), matchers, reason, owner, now, now.plus(lasts));
    List<Held> more = new ArrayList<>(kept);
    more.add(new Held(new SilenceStatus(silence, 0, Optional.empty())));
    keep(more);
    return silence;
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    String id;
    do {
      random.nextBytes(bytes);
      id = HexFormat.of().formatHex(bytes);
    } while (isKnown(id));
    return id;
  }

  private boolean isKnown(String id) {
    return kept.stream().anyMatch(held -> held.silence().id().equals(id));
  }

  /// Ends a silence; false when there is none of this id that was made here.
  public synchronized boolean remove(String id) throws IOException {
    if (!isKnown(id)) {
      return false;
    }
    keep(kept.stream().filter(held -> !held.silence().id().equals(id)).toList());
    return true;
  }

  /// Removes those that ended and keeps how often the others matched. To be called now and then; it
  /// writes only when something changed.
  public synchronized void tidy() throws IOException {
    Instant now = clock.instant();
    List<Held> left =
        kept.stream().filter(held -> now.isBefore(held.silence().expiresAt())).toList();
    if (left.size() != kept.size() || isTouched) {
      isTouched = false;
      keep(left);
    }
  }

  private void keep(List<Held> silences) throws IOException {
    disk.replace(file, SilenceFile.write(silences.stream().map(Held::status).toList()));
    kept = List.copyOf(silences);
  }

  /// Takes the silences of the configuration file in the place of those it had before.
  public void configured(List<Silence> silences) {
    configured =
        silences.stream()
            .map(silence -> new Held(new SilenceStatus(silence, 0, Optional.empty())))
            .toList();
  }

  @Override
  public String silencedBy(Alert alert, AlertRule rule) {
    if (kept.isEmpty() && configured.isEmpty()) {
      return "";
    }
    Instant now = clock.instant();
    for (List<Held> silences : List.of(kept, configured)) {
      for (Held held : silences) {
        if (held.silence().covers(alert, rule, now)) {
          held.matched(now);
          isTouched = true;
          return held.silence().id();
        }
      }
    }
    return "";
  }

  /// All that have not ended, those made here first.
  public List<SilenceStatus> list() {
    Instant now = clock.instant();
    List<SilenceStatus> all = new ArrayList<>();
    for (List<Held> silences : List.of(kept, configured)) {
      silences.stream()
          .filter(held -> now.isBefore(held.silence().expiresAt()))
          .map(Held::status)
          .forEach(all::add);
    }
    return all;
  }
}
