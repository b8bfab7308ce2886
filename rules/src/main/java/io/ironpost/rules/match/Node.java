package io.ironpost.rules.match;

/// A condition as it is evaluated for a candidate rule: what the index has already answered is
/// looked up, what it has not is tested on demand and remembered for the event.
sealed interface Node {
  boolean holds(EventState state);

  /// A rough cost, by which the parts of `and` and `or` are ordered.
  int cost();

  /// The index knows: the trigger fired or it did not.
  record Fired(int trigger) implements Node {
    @Override
    public boolean holds(EventState state) {
      return state.hasFired(trigger);
    }

    @Override
    public int cost() {
      return 1;
    }
  }

  /// Tested on demand, once an event.
  record Tested(int check, int cost) implements Node {
    @Override
    public boolean holds(EventState state) {
      return state.check(check);
    }
  }

  record All(Node[] parts, int cost) implements Node {
    @Override
    public boolean holds(EventState state) {
      for (Node part : parts) {
        if (!part.holds(state)) {
          return false;
        }
      }
      return true;
    }
  }

  record Any(Node[] parts, int cost) implements Node {
    @Override
    public boolean holds(EventState state) {
      for (Node part : parts) {
        if (part.holds(state)) {
          return true;
        }
      }
      return false;
    }
  }

  /// An `or` that the index answers whole: some trigger of a list fired.
  record AnyFired(int[] triggers) implements Node {
    @Override
    public boolean holds(EventState state) {
      for (int trigger : triggers) {
        if (state.hasFired(trigger)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public int cost() {
      return 1 + triggers.length / 4;
    }
  }

  record Inverse(Node part) implements Node {
    @Override
    public boolean holds(EventState state) {
      return !part.holds(state);
    }

    @Override
    public int cost() {
      return part.cost() + 1;
    }
  }
}
