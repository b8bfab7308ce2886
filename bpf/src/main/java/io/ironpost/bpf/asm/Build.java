package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes a finished program of what was emitted: functions behind it, jumps and calls filled in,
/// all of it checked.
final class Build {
  private final Asm asm;
  private final ProgramSpec spec;
  private final List<Program.Function> functions = new ArrayList<>();
  private final Map<SubProgram, Integer> starts = new HashMap<>();
  private final List<Integer> stackDepths = new ArrayList<>();

  Build(Asm asm, ProgramSpec spec) {
    this.asm = asm;
    this.spec = spec;
  }

  Program finish() {
    finishFunction(new Program.Function(spec.name(), 0, 1));
    emitFunctions();
    fillJumps();
    fillReferences();
    new StackCheck(functions, stackDepths, asm.references(), asm.lines()).check();
    Program program = new Program(spec, asm.instructions(), asm.mapUses(), asm.lines(), functions);
    new FlowCheck(program, asm.facts()).check();
    return program;
  }

  /// A function's body may make functions of its own, so the list grows while it is walked.
  private void emitFunctions() {
    while (starts.size() < asm.bodies().size()) {
      for (var e : List.copyOf(asm.bodies().entrySet())) {
        if (!starts.containsKey(e.getKey())) {
          emitFunction(e.getKey(), e.getValue());
        }
      }
    }
  }

  private void emitFunction(SubProgram function, Block body) {
    int start = asm.position();
    starts.put(function, start);
    asm.freshStack();
    asm.openHere();
    body.emit();
    finishFunction(new Program.Function(function.name(), start, function.arguments()));
  }

  private void finishFunction(Program.Function function) {
    if (asm.position() == function.start()) {
      throw new AssemblyException("function " + function.name() + " is empty");
    }
    if (asm.isOpen()) {
      throw new AssemblyException(
          asm.lines().getLast(), function.name() + " runs past its end: exit is missing");
    }
    functions.add(function);
    stackDepths.add(asm.stackDepth());
  }

  private void fillJumps() {
    for (Label label : asm.labels()) {
      for (int jump : label.jumps()) {
        fillJump(label, jump);
      }
    }
  }

  private void fillJump(Label label, int jump) {
    SourceLine line = asm.lines().get(jump);
    if (label.position() == Label.NOWHERE) {
      throw new AssemblyException(line, "label '" + label.name() + "' is placed nowhere");
    }
    int distance = label.position() - jump - 1;
    if (distance != (short) distance) {
      throw new AssemblyException(line, "a jump reaches 32767 instructions, not " + distance);
    }
    Instruction i = asm.instructions().get(jump);
    replace(jump, new Instruction(i.opcode(), i.target(), i.source(), distance, i.immediate()));
  }

  private void fillReferences() {
    for (Calls.Reference r : asm.references()) {
      Integer start = starts.get(r.function());
      if (start == null) {
        throw new AssemblyException(
            asm.lines().get(r.instruction()),
            "function " + r.function().name() + " is of another program");
      }
      Instruction i = asm.instructions().get(r.instruction());
      int distance = start - r.instruction() - 1;
      replace(
          r.instruction(),
          new Instruction(i.opcode(), i.target(), i.source(), i.offset(), distance));
    }
  }

  private void replace(int at, Instruction by) {
    asm.instructions().set(at, by);
  }
}
