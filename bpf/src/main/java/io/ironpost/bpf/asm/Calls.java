package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Calls of helpers and of the program's own functions; maps by name. A call clobbers `R0` to `R5`.
abstract sealed class Calls extends Flow permits Asm {
  /// `BPF_F_CURRENT_CPU`: the perf buffer of the processor the program runs on.
  private static final long CURRENT_CPU = 0xffff_ffffL;

  /// An instruction that wants a function's address in its immediate.
  record Reference(int instruction, SubProgram function) {}

  private final List<MapUse> mapUses = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final Map<SubProgram, Block> bodies = new LinkedHashMap<>();

  /// Calls with what is in `R1` to `R5` already.
  public final void call(Helper helper) {
    emit(Opcode.JMP | Opcode.CALL, 0, 0, 0, helper.id());
  }

  /// Puts the arguments into their registers and calls; the answer is in `R0`.
  public final void call(Helper helper, Argument... arguments) {
    if (arguments.length < helper.arguments()) {
      throw new AssemblyException(
          CallSite.find(),
          "%s takes %d arguments, not %d"
              .formatted(helper.kernelName(), helper.arguments(), arguments.length));
    }
    new Arguments(this, List.of(arguments)).place();
    call(helper);
  }

  /// A function of this program, emitted behind it. It answers in `R0`, and has a stack of its own
  /// out of the 512 bytes.
  ///
  /// @param arguments how many of `R1` to `R5` it takes
  public final SubProgram function(String name, int arguments, Block body) {
    SubProgram function = new SubProgram(name, arguments);
    if (bodies.keySet().stream().anyMatch(f -> f.name().equals(name))) {
      throw new AssemblyException(CallSite.find(), "there are two functions " + name);
    }
    bodies.put(function, body);
    return function;
  }

  public final void call(SubProgram function, Argument... arguments) {
    if (arguments.length > 0) {
      new Arguments(this, List.of(arguments)).place();
    }
    references.add(new Reference(position(), function));
    emit(Opcode.JMP | Opcode.CALL, 0, Opcode.PSEUDO_CALL, 0, 0);
  }

  /// The function's address, for helpers that call back (`bpf_loop`, kernel 5.17).
  public final void addressOf(Reg to, SubProgram function) {
    references.add(new Reference(position(), function));
    emitWide(to, Opcode.PSEUDO_FUNC, 0, 0);
  }

  /// The map itself, as helpers want it.
  public final void map(Reg to, MapSpec map) {
    mapUses.add(new MapUse(position(), map, false));
    emitWide(to, Opcode.PSEUDO_MAP_FD, 0, 0);
  }

  /// The address of an array's first value, without a lookup. Kernel 5.2; arrays of one entry only
  /// have all of it there.
  public final void mapValue(Reg to, MapSpec array, int offset) {
    mapUses.add(new MapUse(position(), array, true));
    emitWide(to, Opcode.PSEUDO_MAP_VALUE, 0, offset);
  }

  /// Looks a key up: `R0` is the address of the value, or 0.
  public final void lookup(MapSpec map, Slot key) {
    call(Helper.MAP_LOOKUP_ELEM, map, checkedKey(map, key));
  }

  /// Looks a key up; `hit` gets the register with the value's address.
  public final void lookup(MapSpec map, Slot key, Consumer<Reg> hit) {
    lookup(map, key, hit, Block.NOTHING);
  }

  public final void lookup(MapSpec map, Slot key, Consumer<Reg> hit, Block miss) {
    lookup(map, key);
    when(Reg.R0, Cond.NE, 0, () -> hit.accept(Reg.R0), miss);
  }

  public final void update(MapSpec map, Slot key, Slot value, MapWrite write) {
    if (value.size() < map.valueSize()) {
      throw tooSmall(map, value, map.valueSize());
    }
    update(map, key, (Argument) value, write);
  }

  /// @param value a register that points to the value
  public final void update(MapSpec map, Slot key, Reg value, MapWrite write) {
    update(map, key, (Argument) value, write);
  }

  private void update(MapSpec map, Slot key, Argument value, MapWrite write) {
    Argument flags = Argument.number(write.flag());
    call(Helper.MAP_UPDATE_ELEM, map, checkedKey(map, key), value, flags);
  }

  public final void delete(MapSpec map, Slot key) {
    call(Helper.MAP_DELETE_ELEM, map, checkedKey(map, key));
  }

  private static Slot checkedKey(MapSpec map, Slot key) {
    if (key.size() < map.keySize()) {
      throw tooSmall(map, key, map.keySize());
    }
    return key;
  }

  private static AssemblyException tooSmall(MapSpec map, Slot slot, int wanted) {
    return new AssemblyException(
        CallSite.find(),
        "map %s wants %d bytes, %s has %d".formatted(map.name(), wanted, slot.name(), slot.size()));
  }

  /// Takes room in a ring: `R0` points to it, or is 0 when the ring is full. It must be submitted
  /// or discarded on every way out.
  public final void ringReserve(MapSpec ring, int bytes) {
    call(Helper.RINGBUF_RESERVE, ring, Argument.number(bytes), Argument.number(0));
  }

  /// Takes room for a record; `filled` writes it and must submit or discard it, `full` counts the
  /// loss.
  public final void ringReserve(MapSpec ring, Layout record, Consumer<Reg> filled, Block full) {
    ringReserve(ring, record.size());
    when(Reg.R0, Cond.NE, 0, () -> filled.accept(Reg.R0), full);
  }

  public final void ringSubmit(Reg record, RingWake wake) {
    call(Helper.RINGBUF_SUBMIT, record, Argument.number(wake.flag()));
  }

  public final void ringDiscard(Reg record) {
    call(Helper.RINGBUF_DISCARD, record, Argument.number(RingWake.NEVER.flag()));
  }

  /// Copies a record into a ring; `R0` is 0 or a negative error.
  ///
  /// @param data a slot's address, or a register that points to the record
  /// @param bytes its length: a number, or a register whose bounds the verifier knows
  public final void ringOutput(MapSpec ring, Argument data, Argument bytes, RingWake wake) {
    call(Helper.RINGBUF_OUTPUT, ring, data, bytes, Argument.number(wake.flag()));
  }

  /// Copies a record into the perf buffer of this processor, for kernels before rings (5.8).
  public final void perfOutput(Reg context, MapSpec events, Slot data) {
    call(
        Helper.PERF_EVENT_OUTPUT,
        context,
        events,
        Argument.number(CURRENT_CPU),
        data,
        Argument.number(data.size()));
  }

  /// `R0` is the time since boot with sleep counted: the clock that expiries are told in.
  public final void ktimeBootNs() {
    call(Helper.KTIME_GET_BOOT_NS);
  }

  /// `R0` is the process (thread group) in the upper half, the thread in the lower.
  public final void getCurrentPidTgid() {
    call(Helper.GET_CURRENT_PID_TGID);
  }

  /// Writes the thread's name, at most 16 bytes.
  public final void getCurrentComm(Slot to) {
    call(Helper.GET_CURRENT_COMM, to, Argument.number(to.size()));
  }

  /// Reads kernel memory that may be unmapped; fills `to`; `R0` is 0 or a negative error.
  public final void probeReadKernel(Slot to, Reg from) {
    call(Helper.PROBE_READ_KERNEL, to, Argument.number(to.size()), from);
  }

  public final void probeReadUser(Slot to, Reg from) {
    call(Helper.PROBE_READ_USER, to, Argument.number(to.size()), from);
  }

  /// Reads text up to its zero byte, cut to `bytes`; `R0` is its length with the zero byte, or a
  /// negative error.
  ///
  /// @param to a slot's address, or a register that points to where it goes
  public final void probeReadKernelText(Argument to, Argument bytes, Reg from) {
    call(Helper.PROBE_READ_KERNEL_STR, to, bytes, from);
  }

  public final void probeReadUserText(Argument to, Argument bytes, Reg from) {
    call(Helper.PROBE_READ_USER_STR, to, bytes, from);
  }

  /// Copies bytes of the packet wherever they lie, also in fragments; fills `to`; `R0` is 0, or
  /// negative when the packet is shorter.
  ///
  /// @param offset a number, or a register
  public final void skbLoadBytes(Reg skb, Argument offset, Slot to) {
    call(Helper.SKB_LOAD_BYTES, skb, offset, to, Argument.number(to.size()));
  }

  /// Goes on in another program and does not come back, unless there is none at the index.
  public final void tailCall(Reg context, MapSpec programs, Argument index) {
    call(Helper.TAIL_CALL, context, programs, index);
  }

  public final void exit() {
    emit(Opcode.JMP | Opcode.EXIT, 0, 0, 0, 0);
  }

  /// Ends with an answer.
  public final void exit(int answer) {
    mov(Reg.R0, answer);
    exit();
  }

  final List<MapUse> mapUses() {
    return mapUses;
  }

  final List<Reference> references() {
    return references;
  }

  final Map<SubProgram, Block> bodies() {
    return bodies;
  }
}
