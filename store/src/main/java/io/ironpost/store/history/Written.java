package io.ironpost.store.history;

/// What became of a batch.
///
/// @param fresh alerts that were new
/// @param newer alerts that were known and grew
/// @param stale tellings that history had already, or had a higher revision of
public record Written(int fresh, int newer, int stale) {
  static final Written NOTHING = new Written(0, 0, 0);

  Written plus(Written other) {
    return new Written(fresh + other.fresh, newer + other.newer, stale + other.stale);
  }
}
