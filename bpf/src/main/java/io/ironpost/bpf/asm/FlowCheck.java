package io.ironpost.bpf.asm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows all ways through a program and refuses what the verifier would refuse with less to say:
/// a register read that nothing wrote (or that a call clobbered), packet bytes read that were not
/// checked on every way, instructions no way leads to.
///
/// A data-flow analysis to the fixed point: what holds at an instruction is what holds on all ways
/// to it, so it only ever shrinks, and a fault once seen stays one. Loops need no care for it.
final class FlowCheck {
  private final Program program;
  private final PacketFacts facts;
  private final @Nullable FlowState[] states;
  private final Deque<Integer> open = new ArrayDeque<>();
  private final Map<Integer, Program.Function> functionsByStart = new HashMap<>();
  private final boolean functionsMovePacket;

  FlowCheck(Program program, PacketFacts facts) {
    this.program = program;
    this.facts = facts;
    this.states = new FlowState[program.instructions().size()];
    program.functions().forEach(f -> functionsByStart.put(f.start(), f));
    this.functionsMovePacket = functionsMovePacket(program);
  }

  private static boolean functionsMovePacket(Program program) {
    return program.functions().size() > 1
        && program.instructions().stream()
            .skip(program.functions().get(1).start())
            .anyMatch(FlowCheck::movesPacket);
  }

  private static boolean movesPacket(Instruction i) {
    return calledHelper(i).map(Helper::movesPacket).orElse(false);
  }

  private static Optional<Helper> calledHelper(Instruction i) {
    return isCall(i) && i.source() == 0 ? Helper.byId(i.immediate()) : Optional.empty();
  }

  private static boolean isCall(Instruction i) {
    return i.opcode() == (Opcode.JMP | Opcode.CALL);
  }

  void check() {
    for (Program.Function f : program.functions()) {
      reach(f.start(), FlowState.atEntry(f.arguments(), facts.cursors().size()));
    }
    while (!open.isEmpty()) {
      follow(open.removeLast());
    }
    for (int i = 0; i < states.length; i += program.instructions().get(i).slots()) {
      if (states[i] == null) {
        throw fault(i, "nothing leads here");
      }
    }
  }

  private void reach(int at, FlowState state) {
    if (at < 0 || at >= states.length) {
      throw fault(states.length - 1, "the program runs past its end");
    }
    FlowState known = states[at];
    if (known == null) {
      states[at] = state.copy();
      open.add(at);
    } else if (known.meet(state)) {
      open.add(at);
    }
  }

  private void follow(int at) {
    FlowState state = stateAt(at).copy();
    Instruction i = program.instructions().get(at);
    Effects effects = Effects.of(i, callArguments(at, i));
    checkRegisters(at, effects, state);
    checkPacketAccess(at, i, state);
    apply(i, effects, state);
    FlowState below = state.copy();
    noteFacts(at, stateAt(at), below, state);
    if (isConditional(i)) {
      reach(at + 1 + i.offset(), state);
      reach(at + 1, below);
    } else if (i.opcode() == (Opcode.JMP | Opcode.JA)) {
      reach(at + 1 + i.offset(), state);
    } else if (i.opcode() != (Opcode.JMP | Opcode.EXIT)) {
      reach(at + i.slots(), below);
    }
  }

  private FlowState stateAt(int at) {
    FlowState state = states[at];
    if (state == null) {
      throw new IllegalStateException("instruction " + at + " was not reached");
    }
    return state;
  }

  private static boolean isConditional(Instruction i) {
    int opcodeClass = Opcode.classOf(i.opcode());
    int operation = Opcode.operationOf(i.opcode());
    return (opcodeClass == Opcode.JMP || opcodeClass == Opcode.JMP32)
        && operation != Opcode.JA
        && operation != Opcode.CALL
        && operation != Opcode.EXIT;
  }

  private int callArguments(int at, Instruction i) {
    if (!isCall(i)) {
      return 0;
    }
    Program.Function callee = functionsByStart.get(at + 1 + i.immediate());
    if (i.source() == Opcode.PSEUDO_CALL && callee != null) {
      return callee.arguments();
    }
    return calledHelper(i).map(Helper::arguments).orElse(0);
  }

  private void checkRegisters(int at, Effects effects, FlowState state) {
    int missing = effects.reads() & ~state.written();
    if (missing != 0) {
      throw fault(
          at,
          "R%d is read, but not on every way here something is in it (a call clobbers R0 to R5)"
              .formatted(Integer.numberOfTrailingZeros(missing)));
    }
    if (effects.changes(Reg.FP)) {
      throw fault(at, "FP cannot be changed");
    }
  }

  private void apply(Instruction i, Effects effects, FlowState state) {
    state.writes(effects.writes());
    if (isCall(i)) {
      state.forgets(Effects.firstArguments(Reg.R5.number()));
    }
    boolean packetGone =
        movesPacket(i) || isCall(i) && i.source() == Opcode.PSEUDO_CALL && functionsMovePacket;
    for (int cursor = 0; cursor < facts.cursors().size(); cursor++) {
      if (packetGone || effects.changes(facts.cursors().get(cursor))) {
        state.check(cursor, FlowState.ELSEWHERE);
      }
    }
  }

  private void checkPacketAccess(int at, Instruction i, FlowState state) {
    int base =
        switch (Opcode.classOf(i.opcode())) {
          case Opcode.LDX -> i.source();
          case Opcode.ST, Opcode.STX -> i.target();
          default -> -1;
        };
    for (int cursor = 0; cursor < facts.cursors().size(); cursor++) {
      int checked = state.checked(cursor);
      if (facts.cursors().get(cursor).number() == base && checked != FlowState.ELSEWHERE) {
        checkWithin(at, i, checked);
      }
    }
  }

  private void checkWithin(int at, Instruction i, int checked) {
    int end = i.offset() + Size.ofOpcode(i.opcode()).bytes();
    if (i.offset() < 0) {
      throw fault(at, "the packet is read before the cursor; keep a copy of the cursor instead");
    }
    if (end > checked) {
      throw fault(
          at,
          "the packet is read up to byte %d, but only %d are checked on every way here: need(%d, …)"
              .formatted(end, checked, end));
    }
  }

  private void noteFacts(int at, FlowState before, FlowState below, FlowState atTarget) {
    PacketFacts.Fact fact = facts.facts().get(at);
    if (fact == null) {
      return;
    }
    int c = fact.cursor();
    switch (fact) {
      case PacketFacts.Fact.Starts _ -> below.check(c, 0);
      case PacketFacts.Fact.CheckedBelow(_, int bytes) ->
          below.check(c, Math.max(pointing(at, before, c), bytes));
      case PacketFacts.Fact.CheckedAtTarget(_, int bytes) ->
          atTarget.check(c, Math.max(pointing(at, before, c), bytes));
      case PacketFacts.Fact.Moves(_, int bytes) ->
          below.check(c, Math.max(pointing(at, before, c) - bytes, 0));
      case PacketFacts.Fact.Copies(_, int from) -> below.check(c, pointing(at, before, from));
      case PacketFacts.Fact.Uses _ -> pointing(at, before, c);
    }
  }

  private int pointing(int at, FlowState state, int cursor) {
    int checked = state.checked(cursor);
    if (checked == FlowState.ELSEWHERE) {
      throw fault(
          at,
          "%s does not point into the packet on every way here"
              .formatted(facts.cursors().get(cursor)));
    }
    return checked;
  }

  private AssemblyException fault(int at, String message) {
    return new AssemblyException(program.sourceLines().get(at), message);
  }
}
