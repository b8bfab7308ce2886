package io.ironpost.bpf.asm;

import java.util.function.Consumer;

/// Jumps, branches and loops. The structured forms hold: a branch that ends by leaving (exit, jump)
/// needs no jump behind it and gets none.
abstract sealed class Flow extends Memory permits Calls {
  public final void jump(Label to) {
    emitJump(Opcode.JMP | Opcode.JA, 0, 0, 0, to);
  }

  /// Jumps if all 64 bits compare so; the constant is filled with its sign.
  public final void jumpIf(Reg left, Cond cond, int right, Label to) {
    emitJump(Opcode.JMP | cond.code(), left.number(), 0, right, to);
  }

  public final void jumpIf(Reg left, Cond cond, Reg right, Label to) {
    int opcode = Opcode.JMP | cond.code() | Opcode.SOURCE_REGISTER;
    emitJump(opcode, left.number(), right.number(), 0, to);
  }

  /// Jumps if the lower 32 bits compare so. Kernel 5.1.
  public final void jumpIf32(Reg left, Cond cond, int right, Label to) {
    emitJump(Opcode.JMP32 | cond.code(), left.number(), 0, right, to);
  }

  public final void jumpIf32(Reg left, Cond cond, Reg right, Label to) {
    int opcode = Opcode.JMP32 | cond.code() | Opcode.SOURCE_REGISTER;
    emitJump(opcode, left.number(), right.number(), 0, to);
  }

  /// Emits `then` for when the comparison holds.
  public final void when(Reg left, Cond cond, int right, Block then) {
    when(left, cond, right, then, Block.NOTHING);
  }

  public final void when(Reg left, Cond cond, Reg right, Block then) {
    when(left, cond, right, then, Block.NOTHING);
  }

  public final void when(Reg left, Cond cond, int right, Block then, Block otherwise) {
    branch((c, to) -> jumpIf(left, c, right, to), cond, then, otherwise);
  }

  public final void when(Reg left, Cond cond, Reg right, Block then, Block otherwise) {
    branch((c, to) -> jumpIf(left, c, right, to), cond, then, otherwise);
  }

  public final void when32(Reg left, Cond cond, int right, Block then) {
    branch((c, to) -> jumpIf32(left, c, right, to), cond, then, Block.NOTHING);
  }

  public final void when32(Reg left, Cond cond, Reg right, Block then) {
    branch((c, to) -> jumpIf32(left, c, right, to), cond, then, Block.NOTHING);
  }

  /// A conditional jump whose operands are already chosen.
  @FunctionalInterface
  private interface Jump {
    void emit(Cond cond, Label to);
  }

  private void branch(Jump jump, Cond cond, Block then, Block otherwise) {
    Label not = label("otherwise");
    Label end = label("end");
    if (cond.hasOpposite()) {
      jump.emit(cond.opposite(), not);
    } else {
      Label holds = label("then");
      jump.emit(cond, holds);
      jump(not);
      settle(holds);
    }
    then.emit();
    if (!otherwise.equals(Block.NOTHING) && isOpen()) {
      jump(end);
    }
    settle(not);
    otherwise.emit();
    settle(end);
  }

  /// Emits the body to be run `times` times; `counter` goes from 0 up and must survive the body.
  /// The verifier walks every round of it: a big body with many rounds meets its limit of a million
  /// instructions. Kernel 5.3.
  public final void repeat(Reg counter, int times, Consumer<Loop> body) {
    if (times < 1) {
      throw new AssemblyException(CallSite.find(), "a loop of " + times + " rounds");
    }
    Label top = label("top");
    Loop loop = new Loop(this, label("again"), label("out"));
    mov(counter, 0);
    place(top);
    body.accept(loop);
    settle(loop.next());
    if (isOpen()) {
      add(counter, 1);
      jumpIf(counter, Cond.LT, times, top);
    }
    settle(loop.out());
  }

  /// Emits the body to be run until it leaves; the verifier must be able to see that it does.
  public final void loop(Consumer<Loop> body) {
    Loop loop = new Loop(this, label("again"), label("out"));
    place(loop.next());
    body.accept(loop);
    if (isOpen()) {
      jump(loop.next());
    }
    settle(loop.out());
  }
}
