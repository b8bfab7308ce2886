package io.ironpost.bpf.asm;

/// A function of the program itself, called by [Asm#call(SubProgram)]; made by
/// [Asm#function(String, int, Block)].
///
/// @param arguments how many of `R1` to `R5` it takes
public record SubProgram(String name, int arguments) {}
