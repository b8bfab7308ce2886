package io.ironpost.bpf.asm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A finished program as a value: equal sources give equal bytes. Nothing in it belongs to a
/// running kernel; maps are named by their specs.
///
/// @param mapUses in order of their instructions
/// @param sourceLines one for each instruction
/// @param functions the program itself at 0, then its sub-programs
public record Program(
    ProgramSpec spec,
    List<Instruction> instructions,
    List<MapUse> mapUses,
    List<SourceLine> sourceLines,
    List<Function> functions) {

  /// @param start its first instruction
  /// @param arguments how many of `R1` to `R5` it takes
  public record Function(String name, int start, int arguments) {}

  public Program {
    instructions = List.copyOf(instructions);
    mapUses = List.copyOf(mapUses);
    sourceLines = List.copyOf(sourceLines);
    functions = List.copyOf(functions);
    if (sourceLines.size() != instructions.size()) {
      throw new IllegalArgumentException("each instruction has a source line");
    }
  }

  public String name() {
    return spec.name();
  }

  public ProgramType type() {
    return spec.type();
  }

  /// The bytes for the kernel, with zeros where descriptors of maps belong.
  public byte[] code() {
    return encode(instructions);
  }

  /// The bytes for the kernel, with the descriptors of maps written in.
  ///
  /// @param descriptors for every one of [#maps()]
  public byte[] code(Map<MapSpec, Integer> descriptors) {
    var linked = new ArrayList<>(instructions);
    for (MapUse use : mapUses) {
      Integer descriptor = descriptors.get(use.map());
      if (descriptor == null) {
        throw new IllegalArgumentException("no map for " + use.map().name());
      }
      linked.set(use.instruction(), withImmediate(linked.get(use.instruction()), descriptor));
    }
    return encode(linked);
  }

  /// The maps it names, each once, in order of first use.
  public List<MapSpec> maps() {
    return mapUses.stream().map(MapUse::map).distinct().toList();
  }

  /// The Java code behind an instruction; empty for a number the program does not have.
  public Optional<SourceLine> sourceOf(int instruction) {
    return instruction >= 0 && instruction < sourceLines.size()
        ? Optional.of(sourceLines.get(instruction))
        : Optional.empty();
  }

  /// The same program whose source lines carry their text, for verifier messages and for `bpftool
  /// prog dump xlated linum`.
  public Program withSources(SourceText sources) {
    var lines = sourceLines.stream().map(l -> l.withText(sources.of(l)));
    return new Program(spec, instructions, mapUses, lines.toList(), functions);
  }

  private static byte[] encode(List<Instruction> instructions) {
    ByteBuffer bytes = ByteBuffer.allocate(instructions.size() * Instruction.BYTES);
    instructions.forEach(i -> i.encode(bytes));
    return bytes.array();
  }

  private static Instruction withImmediate(Instruction i, int immediate) {
    return new Instruction(i.opcode(), i.target(), i.source(), i.offset(), immediate);
  }
}
