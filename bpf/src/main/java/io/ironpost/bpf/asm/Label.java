package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.List;

/// A place to jump to. Made by [Asm#label()], put somewhere by [Asm#place(Label)].
public final class Label {
  static final int NOWHERE = -1;

  private final Emitter owner;
  private final String name;
  private final List<Integer> jumps = new ArrayList<>();
  private int position = NOWHERE;

  Label(Emitter owner, String name) {
    this.owner = owner;
    this.name = name;
  }

  boolean isOf(Emitter emitter) {
    return owner == emitter;
  }

  String name() {
    return name;
  }

  int position() {
    return position;
  }

  void placeAt(int instruction) {
    position = instruction;
  }

  /// Instructions that jump here.
  List<Integer> jumps() {
    return jumps;
  }
}
