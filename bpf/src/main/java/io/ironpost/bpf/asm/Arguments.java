package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.List;

/// Puts a helper's arguments into `R1` to `R5`. Registers are moved first, each before another one
/// takes its place; what needs no register comes after.
final class Arguments {
  private record Move(Reg to, Reg from) {}

  private final Calls asm;
  private final List<Argument> arguments;

  Arguments(Calls asm, List<Argument> arguments) {
    this.asm = asm;
    this.arguments = arguments;
  }

  void place() {
    moveRegisters();
    for (int i = 0; i < arguments.size(); i++) {
      Reg to = Reg.argument(i);
      switch (arguments.get(i)) {
        case Reg _ -> {} // is there already
        case Slot slot -> asm.addressOf(to, slot);
        case MapSpec map -> asm.map(to, map);
        case Argument.Number(long value) -> asm.mov(to, value);
      }
    }
  }

  private void moveRegisters() {
    var waiting = new ArrayList<Move>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Reg from && from != Reg.argument(i)) {
        waiting.add(new Move(Reg.argument(i), from));
      }
    }
    while (!waiting.isEmpty()) {
      Move free =
          waiting.stream()
              .filter(m -> waiting.stream().noneMatch(w -> !w.equals(m) && w.from() == m.to()))
              .findFirst()
              .orElseThrow(() -> circle(waiting));
      asm.mov(free.to(), free.from());
      waiting.remove(free);
    }
  }

  private static AssemblyException circle(List<Move> moves) {
    return new AssemblyException(
        CallSite.find(), "the arguments want each other's registers: " + moves);
  }
}
