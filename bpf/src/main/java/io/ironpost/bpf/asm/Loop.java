package io.ironpost.bpf.asm;

/// Ways out of a loop's body, for the body.
public final class Loop {
  private final Flow flow;
  private final Label next;
  private final Label out;

  Loop(Flow flow, Label next, Label out) {
    this.flow = flow;
    this.next = next;
    this.out = out;
  }

  /// Ends the loop.
  public void leave() {
    flow.jump(out);
  }

  public void leaveIf(Reg left, Cond cond, int right) {
    flow.jumpIf(left, cond, right, out);
  }

  public void leaveIf(Reg left, Cond cond, Reg right) {
    flow.jumpIf(left, cond, right, out);
  }

  /// Goes on with the next round.
  public void again() {
    flow.jump(next);
  }

  public void againIf(Reg left, Cond cond, int right) {
    flow.jumpIf(left, cond, right, next);
  }

  public void againIf(Reg left, Cond cond, Reg right) {
    flow.jumpIf(left, cond, right, next);
  }

  Label next() {
    return next;
  }

  Label out() {
    return out;
  }
}
