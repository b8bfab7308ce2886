package io.ironpost.logs.tail;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.tail.Tail.Role;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows files while they are written and rotated, and hands their lines on as they come.
///
/// One thread reads all files in turns, a batch each, so that a busy file does not keep others
/// waiting. It sleeps until inotify tells of a change; a slow look at everything finds what inotify
/// does not tell (network file systems, limits reached). It reads as soon as there is something:
/// when the sink waits, more piles up in the file and the next batch is larger.
///
/// Each batch carries the position after it, under the key of its file. Positions without lines
/// come as batches of length 0: where a file stands that has nothing new, and an empty position
/// once a file is gone. `docs/reference/collectors.md` says what is guaranteed.
public final class TailCollector implements Module {
  /// Reasons told of at once.
  private static final int TOLD = 3;

  /// Looks at the patterns take a tenth of the time at most, however often names come and go.
  private static final int SCAN_SHARE = 10;

  private final String name;
  private final TailSettings settings;
  private final Ledger ledger;
  private final BatchSink sink;
  private final Marks marks;

  private volatile boolean stopping;
  private volatile Watches watches = Watches.none();
  private volatile Health health = new Health.Up();
  private volatile boolean following;

  /// @param positions of the last checkpoint, by key; those of other collectors are passed over
  public TailCollector(
      String name,
      TailSettings settings,
      Map<String, String> positions,
      Ledger ledger,
      BatchSink sink) {
    this.name = name;
    this.settings = settings;
    this.ledger = ledger;
    this.sink = sink;
    this.marks = Marks.of(prefix(), positions);
  }

  /// How the keys of its positions begin: two collectors share one checkpoint.
  private String prefix() {
    return name + ':';
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws InterruptedException {
    try (Watches opened = Watches.open(settings.watching())) {
      watches = opened;
      new Run(opened).goOn();
    }
  }

  /// What was read is handed on; nothing more is read.
  @Override
  public void stop() {
    stopping = true;
    watches.close();
  }

  @Override
  public Health health() {
    return health;
  }

  /// Whether it has looked at its files: what is written from now on is read, wherever it begins in
  /// what was there before.
  public boolean isFollowing() {
    return following;
  }

  /// From one start to its end.
  private final class Run implements Watches.Changes {
    private final Watches told;
    private final ArrayDeque<Tail> queue = new ArrayDeque<>();
    private final Roster roster = new Roster(ledger, settings.mostOpen(), queue::addLast);
    private final TailReader reader = new TailReader(settings.limits(), prefix(), sink);
    private final Succession succession = new Succession(reader, roster, marks);
    private final Survey survey = new Survey(settings, reader, roster, marks, succession);
    private final Map<Path, String> faults = new LinkedHashMap<>();

    private boolean scanWanted = true;
    private long scanDue = System.nanoTime();
    private long scanAllowed = scanDue;
    private long pollDue = scanDue;

    Run(Watches told) {
      this.told = told;
    }

    void goOn() throws InterruptedException {
      try {
        while (!stopping) {
          lookAround();
          following = true;
          Tail next = queue.pollFirst();
          if (next != null) {
            turn(next);
          }
          told.await(queue.isEmpty() ? untilNextLook() : 0, this);
        }
      } finally {
        roster.keepIn(marks);
        roster.close();
      }
    }

    private void lookAround() throws InterruptedException {
      long now = System.nanoTime();
      if (now - scanDue >= 0 || (scanWanted && now - scanAllowed >= 0)) {
        scan(now);
      }
      if (now - pollDue >= 0) {
        poll(now);
        pollDue = System.nanoTime() + settings.poll().toNanos();
        health = current();
      }
    }

    private void scan(long now) throws InterruptedException {
      scanWanted = false;
      Set<Path> folders = survey.scan(now);
      told.follow(folders);
      // What was written before its folder was watched is not told of.
      pollDue = now;
      long after = System.nanoTime();
      scanDue = after + settings.rescan().toNanos();
      scanAllowed = after + (after - now) * SCAN_SHARE;
    }

    private long untilNextLook() {
      long due = Math.min(scanDue, pollDue);
      return Math.max(0, (scanWanted ? Math.min(due, scanAllowed) : due) - System.nanoTime());
    }

    private void poll(long now) throws InterruptedException {
      for (Tail tail : roster.rests()) {
        roster.wake(tail);
      }
      for (Tail tail : roster.tails()) {
        try {
          poll(tail, now);
          faults.remove(tail.place());
        } catch (IOException e) {
          failed(tail, e);
        }
      }
    }

    private void poll(Tail tail, long now) throws IOException, InterruptedException {
      if (tail.isQueued() || tail.isWaiting()) {
        return;
      }
      if (tail.role() == Role.LEAVING) {
        if (now - tail.lastReadNanos() > settings.grace().toNanos()) {
          succession.leavingEnded(tail);
        } else {
          roster.wake(tail);
        }
        return;
      }
      Optional<FileStat> stat = tail.stat();
      if (stat.isEmpty()) {
        scanWanted = true;
      } else if (tail.isChanged(stat.get()) || !tail.isDrained()) {
        tail.saw(stat.get().size());
        roster.wake(tail);
      }
    }

    private void turn(Tail tail) throws InterruptedException {
      tail.queued(false);
      if (tail.isRemoved() || tail.isWaiting()) {
        return; // came about since it was queued
      }
      try {
        if (!roster.opened(tail)) {
          scanWanted = true;
          return;
        }
        if (tail.takeUntold()) {
          reader.tellPlace(tail);
        }
        if (tail.isFresh() && tail.role() == Role.FOLLOWED && tail.channel().size() > 0) {
          beginContent(tail);
          if (tail.isWaiting()) {
            return;
          }
        }
        turned(tail, tail.role() == Role.COPY ? reader.passOver(tail) : reader.turn(tail));
      } catch (ClosedByInterruptException _) {
        throw new InterruptedException();
      } catch (IOException e) {
        failed(tail, e);
      }
    }

    /// Before the first bytes of a content are read.
    private void beginContent(Tail tail) throws IOException, InterruptedException {
      if (roster.isCopy(tail)) {
        tail.becomeCopy();
      } else {
        succession.readUnseen(tail, System.nanoTime());
      }
    }

    private void turned(Tail tail, TailReader.Turn turn) throws IOException, InterruptedException {
      switch (turn) {
        case MORE -> {
          tail.readAt(System.nanoTime());
          roster.wake(tail);
        }
        case END -> {
          roster.drained(tail);
          if (tail.role() == Role.REST) {
            succession.restEnded(tail);
          }
        }
        case REPLACED -> succession.replaced(tail, System.nanoTime());
      }
    }

    /// It is tried again with the next look.
    private void failed(Tail tail, IOException cause) {
      faults.put(tail.place(), Reason.of(cause));
      if (tail.role() != Role.LEAVING && tail.role() != Role.REST) {
        roster.shut(tail);
      }
      health = current();
    }

    @Override
    public void written(Path file) {
      roster
          .at(file)
          .ifPresentOrElse(
              roster::wake,
              () -> {
                roster.wakeLeaving();
                scanWanted |= survey.concerns(file); // perhaps it may be read now
              });
    }

    @Override
    public void named(Path path) {
      roster.at(path).ifPresent(roster::wake);
      scanWanted |= survey.concerns(path) || roster.at(path).isPresent();
    }

    @Override
    public void anything() {
      scanWanted = true;
      pollDue = System.nanoTime();
    }

    private Health current() {
      List<String> reasons = new ArrayList<>();
      if (!told.unable().isEmpty()) {
        reasons.add(told.unable());
      }
      Map<Path, String> all = new LinkedHashMap<>(survey.problems());
      all.putAll(faults);
      all.forEach((path, reason) -> reasons.add(path + ": " + reason));
      if (reasons.isEmpty()) {
        return new Health.Up();
      }
      String first = String.join("; ", reasons.subList(0, Math.min(TOLD, reasons.size())));
      int more = reasons.size() - TOLD;
      return new Health.Degraded(more > 0 ? first + "; and " + more + " more" : first);
    }
  }
}
