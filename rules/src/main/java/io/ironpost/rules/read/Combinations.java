package io.ironpost.rules.read;

import java.util.ArrayList;
import java.util.List;

/// The ways to choose some of several things, for `2 of selection_*`.
final class Combinations {
  /// Each becomes a branch of the formula.
  static final int MAX = 1_000;

  private Combinations() {}

  /// How many there are; saturates above [#MAX].
  static long count(int size, int chosen) {
    long count = 1;
    for (int i = 1; i <= Math.min(chosen, size - chosen) && count <= MAX; i++) {
      count = count * (size - i + 1) / i;
    }
    return count;
  }

  static <T> List<List<T>> of(List<T> items, int chosen) {
    List<List<T>> choices = new ArrayList<>();
    choose(items, chosen, 0, new ArrayList<>(), choices);
    return choices;
  }

  private static <T> void choose(
      List<T> items, int missing, int from, List<T> chosen, List<List<T>> choices) {
    if (missing == 0) {
      choices.add(List.copyOf(chosen));
      return;
    }
    for (int i = from; i <= items.size() - missing; i++) {
      chosen.add(items.get(i));
      choose(items, missing - 1, i + 1, chosen, choices);
      chosen.removeLast();
    }
  }
}
