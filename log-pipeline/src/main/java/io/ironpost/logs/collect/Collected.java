package io.ironpost.logs.collect;

import java.util.ArrayList;
import java.util.List;

/// What came of reading one path.
///
/// @param sources the files (or streams) read, whole or in part
/// @param bytes bytes handed on, after decompression
/// @param lines lines handed on
/// @param problems what could not be read
/// @param skipped files of a directory left out because they are no logs, with the kind they have
public record Collected(
    int sources,
    long bytes,
    long lines,
    List<CollectProblem> problems,
    List<CollectProblem> skipped) {
  static final Collected NOTHING = new Collected(0, 0, 0, List.of(), List.of());

  public Collected {
    problems = List.copyOf(problems);
    skipped = List.copyOf(skipped);
  }

  static Collected problem(String source, String what) {
    return new Collected(0, 0, 0, List.of(new CollectProblem(source, what)), List.of());
  }

  static Collected skip(String source, String what) {
    return new Collected(0, 0, 0, List.of(), List.of(new CollectProblem(source, what)));
  }

  /// Both together.
  public Collected plus(Collected other) {
    return new Collected(
        sources + other.sources,
        bytes + other.bytes,
        lines + other.lines,
        joined(problems, other.problems),
        joined(skipped, other.skipped));
  }

  private static List<CollectProblem> joined(List<CollectProblem> a, List<CollectProblem> b) {
    List<CollectProblem> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }
}
