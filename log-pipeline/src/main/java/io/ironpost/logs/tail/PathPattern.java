package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/// A path whose names may have wildcards, and `**` for any number of folders (none too).
///
/// The JDK's own globs are not used for whole paths: there `/var/log/**/*.log` is not
/// `/var/log/a.log`, and a walk could not know which folders it need not look into.
final class PathPattern {
  /// Deeper trees are circles of mounts or somebody's joke.
  private static final int MAX_DEPTH = 32;

  private sealed interface Segment {
    record Name(String name) implements Segment {}

    record Glob(PathMatcher matcher) implements Segment {}

    record AnyDepth() implements Segment {}
  }

  private final List<Segment> segments;

  private PathPattern(List<Segment> segments) {
    this.segments = segments;
  }

  /// @throws IllegalArgumentException when a wildcard is written wrongly
  static PathPattern of(String text) {
    return new PathPattern(segments(Path.of(text).toAbsolutePath().normalize()));
  }

  /// The same, but what does not begin with `/` holds in every folder.
  static PathPattern anywhere(String text) {
    return of(text.startsWith("/") ? text : "/**/" + text);
  }

  private static List<Segment> segments(Path path) {
    List<Segment> segments = new ArrayList<>();
    for (Path part : path) {
      String name = part.toString();
      if (name.contains("**")) {
        segments.add(new Segment.AnyDepth());
        name = name.replaceAll("\\*\\*+", "*");
        if (name.equals("*") && !part.equals(path.getFileName())) {
          continue;
        }
      }
      segments.add(segment(name));
    }
    return segments;
  }

  private static Segment segment(String name) {
    boolean literal = name.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
    return literal
        ? new Segment.Name(name)
        : new Segment.Glob(FileSystems.getDefault().getPathMatcher("glob:" + name));
  }

  /// Whether the pattern names this file, or the folder it is in.
  boolean matches(Path path) {
    return matches(path, 0, 0, Wanted.WHOLE);
  }

  /// Whether below this folder there could be files that the pattern names.
  boolean leadsTo(Path folder) {
    return matches(folder, 0, 0, Wanted.BEGINNING);
  }

  private enum Wanted {
    WHOLE,
    BEGINNING
  }

  private boolean matches(Path path, int at, int name, Wanted wanted) {
    int names = path.getNameCount();
    if (name == names && wanted == Wanted.BEGINNING) {
      return true;
    }
    if (at == segments.size()) {
      return name == names || (name == names - 1 && segments.getLast() instanceof Segment.Name);
    }
    Segment segment = segments.get(at);
    if (segment instanceof Segment.AnyDepth) {
      return matches(path, at + 1, name, wanted)
          || (name < names && matches(path, at, name + 1, wanted));
    }
    return name < names
        && matches(segment, path.getName(name))
        && matches(path, at + 1, name + 1, wanted);
  }

  private static boolean matches(Segment segment, Path name) {
    return switch (segment) {
      case Segment.Name(var wanted) -> wanted.equals(name.toString());
      case Segment.Glob(var matcher) -> matcher.matches(name);
      case Segment.AnyDepth() -> true;
    };
  }

  /// Tells `walk` every file that the pattern names now, and every folder where others could
  /// appear.
  void expand(Walk walk) {
    visit(Path.of("/"), 0, 0, walk);
  }

  private void visit(Path at, int index, int depth, Walk walk) {
    if (index == segments.size()) {
      named(at, walk);
      return;
    }
    switch (segments.get(index)) {
      case Segment.Name(var name) -> visit(at.resolve(name), index + 1, depth, walk);
      case Segment.Glob(var matcher) -> {
        for (Path child : children(at, walk)) {
          if (matcher.matches(child.getFileName())) {
            descend(child, index, depth, walk);
          }
        }
      }
      case Segment.AnyDepth() -> {
        visit(at, index + 1, depth, walk);
        for (Path child : children(at, walk)) {
          // Links to folders are not followed here: they may form a circle.
          if (depth < MAX_DEPTH && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            visit(child, index, depth + 1, walk);
          }
        }
      }
    }
  }

  private void descend(Path child, int index, int depth, Walk walk) {
    if (index + 1 == segments.size()) {
      walk.file(child);
    } else if (Files.isDirectory(child)) {
      visit(child, index + 1, depth, walk);
    }
  }

  /// The end of a pattern that ends in a plain name. A folder stands for the files in it.
  private static void named(Path at, Walk walk) {
    if (Files.isDirectory(at)) {
      children(at, walk).forEach(walk::file);
      return;
    }
    Path folder = at.getParent();
    if (folder != null) {
      walk.folder(folder);
    }
    walk.file(at);
  }

  private static List<Path> children(Path folder, Walk walk) {
    List<Path> children = new ArrayList<>();
    if (walk.folder(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(children::add);
      } catch (IOException e) {
        walk.problem(folder, e);
      } catch (DirectoryIteratorException e) {
        walk.problem(folder, new IOException(e));
      }
    }
    children.sort(null);
    return children;
  }
}
