package io.ironpost.logs.tail;

import io.ironpost.logs.tail.Tail.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares what is there with what is being read: takes in files that appeared, lets go those that
/// went, and finds what rotation made of them.
final class Survey {
  private final TailSettings settings;
  private final List<PathPattern> patterns;
  private final List<PathPattern> excludes;
  private final TailReader reader;
  private final Roster roster;
  private final Marks marks;
  private final Succession succession;
  private final Beginning beginning;
  private Map<Path, String> problems = new LinkedHashMap<>();
  private boolean first = true;

  Survey(
      TailSettings settings, TailReader reader, Roster roster, Marks marks, Succession succession) {
    this.settings = settings;
    this.patterns = settings.paths().stream().map(PathPattern::of).toList();
    this.excludes = settings.excludes().stream().map(PathPattern::anywhere).toList();
    this.reader = reader;
    this.roster = roster;
    this.marks = marks;
    this.succession = succession;
    this.beginning = new Beginning(settings.from(), settings.limits().maxLineBytes());
  }

  /// Files and folders that could not be read at the last look, and why.
  Map<Path, String> problems() {
    return problems;
  }

  /// Whether a change under this name could concern a file to be followed.
  boolean concerns(Path path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path) || pattern.leadsTo(path));
  }

  /// Looks anew at what the patterns name.
  ///
  /// @return the folders in which changes matter
  Set<Path> scan(long now) throws InterruptedException {
    Walk walk = Walk.over(patterns, excludes, settings.mostFiles());
    problems = walk.problems();
    letGo(walk, now);
    takeUpLeft(walk, now);
    Set<Path> folders = new HashSet<>(walk.folders());
    roster.forgetNames();
    for (Walk.Found found : walk.files().values()) {
      roster.of(found.stat().id()).ifPresent(tail -> foundAgain(tail, found.path()));
    }
    for (Walk.Found found : walk.oldestFirst()) {
      if (roster.of(found.stat().id()).isEmpty()) {
        appear(found, walk, now);
      }
      roster.of(found.stat().id()).ifPresent(tail -> name(tail, found.path(), folders));
    }
    if (first) {
      first = false;
      marks.know(settings.paths());
      reader.tell("files", Marks.PATTERNS_KEY, Marks.encode(settings.paths()));
    }
    return folders;
  }

  private void foundAgain(Tail tail, Path path) {
    if (tail.role() == Role.LEAVING) {
      tail.comeBack();
    }
    tail.foundAt(path);
  }

  /// A file behind a link is told of under its own name.
  private void name(Tail tail, Path path, Set<Path> folders) {
    roster.name(path, tail);
    try {
      Path real = path.toRealPath();
      Path folder = real.getParent();
      if (folder != null && !real.equals(path)) {
        roster.name(real, tail);
        folders.add(folder);
      }
    } catch (IOException _) {
      // Gone again: the next look will tell.
    }
  }

  private void letGo(Walk walk, long now) throws InterruptedException {
    for (Tail tail : roster.tails()) {
      if (tail.role() != Role.LEAVING && !walk.files().containsKey(tail.id()) && isGone(tail)) {
        leave(tail, walk, now);
      }
    }
  }

  /// A folder that could not be read for once does not mean that its files are gone.
  private static boolean isGone(Tail tail) {
    try {
      return tail.stat().isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  private void leave(Tail tail, Walk walk, long now) throws InterruptedException {
    if (tail.role() == Role.COPY) {
      roster.remove(tail);
      reader.tell(tail.path().toString(), tail.key(), "");
    } else if (tail.isOpen()) {
      roster.leave(tail, now);
      succession.takeUpYounger(tail.mark(), walk, now);
    } else {
      roster.remove(tail);
      takeUp(new Marks.Mark(tail.id(), tail.mark()), now);
      succession.takeUpYounger(tail.mark(), walk, now);
    }
  }

  /// Finds the files of the last run that no pattern names now, and then what was made and rotated
  /// away since.
  private void takeUpLeft(Walk walk, long now) throws InterruptedException {
    Map<Path, Bookmark> youngest = new LinkedHashMap<>();
    for (Marks.Mark mark : marks.left()) { // the oldest first
      if (!walk.files().containsKey(mark.id())) {
        takeUp(mark, now);
        youngest.put(mark.bookmark().path(), mark.bookmark());
      }
    }
    // A name that is still of a file known from the last run was of no other since.
    walk.files().values().stream()
        .filter(found -> marks.has(found.stat().id()))
        .forEach(found -> youngest.remove(found.path()));
    for (Bookmark mark : youngest.values()) {
      succession.takeUpYounger(mark, walk, now);
    }
  }

  private void takeUp(Marks.Mark mark, long now) throws InterruptedException {
    marks.take(mark.id());
    Path path = mark.bookmark().path();
    try {
      if (patterns.stream().anyMatch(pattern -> pattern.matches(path))) {
        succession.takeUp(mark, now);
      } else {
        reader.tell(path.toString(), mark.id().key(), ""); // not configured any more
      }
    } catch (IOException e) {
      marks.keep(mark.id(), mark.bookmark());
      problems.put(path, Reason.of(e));
    }
  }

  private void appear(Walk.Found found, Walk walk, long now) throws InterruptedException {
    if (!marks.has(found.stat().id())) {
      succession.takeUpBetween(found.path(), walk, now);
    }
    try {
      Optional<FileChannel> file = OpenFiles.open(found.path(), found.stat().id());
      if (file.isPresent()) {
        appear(found, file.get(), now);
      } else { // renamed since it was found
        Bookmark start = Bookmark.beginning(found.path(), found.stat().bornMicros());
        FileId id = found.stat().id();
        takeUp(new Marks.Mark(id, marks.take(id).orElse(start)), now);
      }
    } catch (IOException e) {
      problems.put(found.path(), Reason.of(e));
    }
  }

  private void appear(Walk.Found found, FileChannel file, long now)
      throws IOException, InterruptedException {
    boolean taken = false;
    try {
      FileId id = found.stat().id();
      Optional<Bookmark> known = marks.take(id);
      if (known.isPresent()) {
        resume(found, known.get(), file, now);
        taken = true;
      } else if (Beginning.isText(file)) {
        boolean old = first && !marks.knew(found.path());
        Tail tail = roster.tail(id, Role.FOLLOWED, beginning.of(found, file, old), now);
        roster.add(tail, file);
        taken = true;
        if (roster.isCopy(tail)) {
          tail.becomeCopy();
        }
        reader.tellPlace(tail);
      }
    } finally {
      if (!taken) {
        file.close();
      }
    }
  }

  /// Goes on in a file of the last run; or begins anew, when its inode number was given to another
  /// or it was truncated meanwhile.
  private void resume(Walk.Found found, Bookmark mark, FileChannel file, long now)
      throws IOException, InterruptedException {
    Tail tail = roster.tail(found.stat().id(), Role.FOLLOWED, mark, now);
    tail.foundAt(found.path());
    roster.add(tail, file);
    if (!mark.print().matches(file) || file.size() < mark.offset()) {
      succession.replaced(tail, now);
    }
  }
}
