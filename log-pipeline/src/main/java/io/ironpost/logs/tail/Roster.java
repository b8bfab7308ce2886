package io.ironpost.logs.tail;

import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.logs.collect.FileCollector;
import io.ironpost.logs.tail.Tail.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Which files are being read: what the patterns name, what was renamed and is not silent yet, and
/// what a truncation left in a copy.
///
/// Files are told apart by [FileId] alone; names only say where to look. So a rename is nothing
/// that must be noticed in time: the file is read on whatever it is called, and another file of its
/// name is another file.
final class Roster {
  /// Names whose last file is remembered; more are not rotated at once.
  private static final int MAX_LASTS = 10_000;

  /// Copies of truncated files remembered; so many are made in months.
  private static final int MAX_COPIES = 1_000;

  private final Ledger ledger;
  private final OpenFiles open;
  private final Consumer<Tail> ready;
  private final Map<FileId, Tail> tails = new LinkedHashMap<>();
  private final List<Tail> rests = new ArrayList<>();

  /// What was found to be a copy, with the content it had: its inode number may be given out anew.
  private final Map<FileId, Fingerprint> copies = new LinkedHashMap<>();

  /// The youngest file that each name was seen to be of.
  private final Map<Path, Last> lasts = new LinkedHashMap<>();

  private record Last(FileId id, Bookmark mark) {}

  /// By the names under which changes are told.
  private final Map<Path, Tail> named = new HashMap<>();

  /// The last file of each name; the next must wait for it.
  private final Map<Path, Tail> latest = new HashMap<>();

  /// @param ready told of each tail that may have something to read
  Roster(Ledger ledger, int mostOpen, Consumer<Tail> ready) {
    this.ledger = ledger;
    this.open = new OpenFiles(mostOpen);
    this.ready = ready;
  }

  Tail tail(FileId id, Role role, Bookmark mark, long now) {
    return new Tail(id, id.key(), role, mark, account(mark.path()), now);
  }

  /// A file read in the place of another.
  Tail rest(FileId copy, FileId original, Bookmark mark, long now) {
    return new Tail(copy, original.key(), Role.REST, mark, account(mark.path()), now);
  }

  Account account(Path path) {
    return ledger.account(FileCollector.STAGE, path.toString());
  }

  List<Tail> tails() {
    return List.copyOf(tails.values());
  }

  List<Tail> rests() {
    return List.copyOf(rests);
  }

  Optional<Tail> of(FileId id) {
    return Optional.ofNullable(tails.get(id));
  }

  Optional<Tail> at(Path path) {
    return Optional.ofNullable(named.get(path));
  }

  /// Takes a file in; it is read after those that had its name before.
  void add(Tail tail, FileChannel file) throws IOException {
    tail.open(file);
    Tail last = latest.put(tail.path(), tail);
    if (last != null && last.isOpen() && !last.isDrained()) {
      tail.waitFor(last);
    }
    tails.put(tail.id(), tail);
    open.use(tail);
    wake(tail);
    lasts.merge(
        tail.path(),
        new Last(tail.id(), tail.mark()),
        (a, b) -> a.mark().bornMicros() > b.mark().bornMicros() ? a : b);
    if (lasts.size() > MAX_LASTS) {
      lasts.remove(lasts.keySet().iterator().next());
    }
  }

  /// The youngest file that had this name, when there was one.
  Optional<Bookmark> lastOf(Path path) {
    return Optional.ofNullable(lasts.get(path)).map(Last::mark);
  }

  /// Takes in the copy that has the rest of what `tail` lost; `tail` is read after it.
  void addRest(Tail rest, FileChannel file, Tail tail) {
    rest.open(file);
    rest.standBefore(tail);
    rests.add(rest);
    wake(rest);
  }

  /// The same for a whole copy, whose place is kept under its own key.
  void addBefore(Tail unseen, FileChannel file, Tail tail) {
    unseen.open(file);
    unseen.standBefore(tail);
    tails.put(unseen.id(), unseen);
    wake(unseen);
  }

  /// Whether a file is read already, or was, or is the rest of another.
  boolean isKnown(FileId id) {
    return tails.containsKey(id)
        || rests.stream().anyMatch(rest -> rest.id().equals(id))
        || lasts.values().stream().anyMatch(last -> last.id().equals(id));
  }

  /// The same for a file that is gone.
  void addRest(Tail rest, FileChannel file) {
    rest.open(file);
    Tail last = latest.put(rest.path(), rest);
    if (last != null && last.isOpen() && !last.isDrained()) {
      rest.waitFor(last);
    }
    rests.add(rest);
    wake(rest);
  }

  /// Notes under which names a file is told of.
  void name(Path path, Tail tail) {
    named.put(path, tail);
  }

  void forgetNames() {
    named.clear();
  }

  /// No pattern names it any more.
  void leave(Tail tail, long now) {
    open.release(tail);
    tail.leave(now);
    wake(tail);
  }

  /// A file no longer read.
  void remove(Tail tail) {
    open.release(tail);
    if (tail.role() == Role.REST) {
      rests.remove(tail);
    } else {
      tails.remove(tail.id());
    }
    latest.remove(tail.path(), tail);
    tail.remove();
    closeQuietly(tail);
    tail.letNextBegin().ifPresent(this::wake);
  }

  /// Puts a tail in the queue unless it is there or must wait for another.
  void wake(Tail tail) {
    if (!tail.isQueued() && !tail.isWaiting()) {
      tail.queued(true);
      ready.accept(tail);
    }
  }

  /// Files whose new name is told of and not known.
  void wakeLeaving() {
    tails.values().stream().filter(tail -> tail.role() == Role.LEAVING).forEach(this::wake);
  }

  void drained(Tail tail) {
    tail.drain();
    tail.letNextBegin().ifPresent(this::wake);
  }

  /// Opens a file that was closed for the limit.
  ///
  /// @return false when its name is of another file now
  boolean opened(Tail tail) throws IOException {
    if (!tail.isOpen()) {
      Optional<FileChannel> file = OpenFiles.open(tail.place(), tail.id());
      if (file.isEmpty()) {
        return false;
      }
      tail.open(file.get());
    }
    open.use(tail);
    return true;
  }

  void shut(Tail tail) {
    open.release(tail);
    closeQuietly(tail);
  }

  void copyFound(FileId copy, Fingerprint print) {
    copies.put(copy, print);
    if (copies.size() > MAX_COPIES) {
      copies.remove(copies.keySet().iterator().next());
    }
  }

  /// Whether a file is the copy that rotation makes of another that is followed: its lines were
  /// read there. Too short a beginning proves nothing.
  boolean isCopy(Tail tail) throws IOException {
    Fingerprint print = Fingerprint.of(tail.channel());
    if (print.length() > 0 && print.equals(copies.get(tail.id()))) {
      return true;
    }
    return print.isFull()
        && tails.values().stream()
            .anyMatch(other ->
                other != tail
                    && other.role() != Role.COPY
                    && other.mark().print().equals(print)
                    && Siblings.isRotated(other.place(), tail.place()));
  }

  /// Where a next run goes on, when this one failed.
  void keepIn(Marks marks) {
    tails.values().forEach(tail -> marks.keep(tail.id(), tail.mark()));
    // The rest of a truncated file comes before what is in it now.
    rests.forEach(rest -> FileId.ofKey(rest.key()).ifPresent(id -> marks.keep(id, rest.mark())));
  }

  void close() {
    tails.values().forEach(Roster::closeQuietly);
    rests.forEach(Roster::closeQuietly);
  }

  private static void closeQuietly(Tail tail) {
    try {
      tail.close();
    } catch (IOException _) {
      // It was only read.
    }
  }
}
