package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What instructions mean for packet cursors, noted while they are emitted and judged by
/// [FlowCheck] when all ways through the program are known.
final class PacketFacts {
  /// A fact about one cursor.
  sealed interface Fact {
    /// Its number.
    int cursor();

    /// The instruction makes the cursor point to bytes of which none are checked.
    record Starts(int cursor) implements Fact {}

    /// Where the instruction does not jump, so many bytes are there.
    record CheckedBelow(int cursor, int bytes) implements Fact {}

    /// Where the instruction jumps, so many bytes are there.
    record CheckedAtTarget(int cursor, int bytes) implements Fact {}

    /// The instruction moves the cursor by a constant.
    record Moves(int cursor, int bytes) implements Fact {}

    /// The instruction copies another cursor into this one.
    record Copies(int cursor, int from) implements Fact {}

    /// The instruction is only right while the cursor points into the packet.
    record Uses(int cursor) implements Fact {}
  }

  private final List<Reg> cursors = new ArrayList<>();
  private final Map<Integer, Fact> facts = new HashMap<>();

  /// Makes a cursor held by a register.
  int cursor(Reg data) {
    cursors.add(data);
    return cursors.size() - 1;
  }

  void note(int instruction, Fact fact) {
    facts.put(instruction, fact);
  }

  Map<Integer, Fact> facts() {
    return facts;
  }

  /// The register of each cursor.
  List<Reg> cursors() {
    return cursors;
  }
}
