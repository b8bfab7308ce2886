package io.ironpost.bpf.asm;

/// An instruction that names a map; the loader writes the map's descriptor into its immediate.
///
/// @param instruction the first slot of the load
/// @param direct the address of the map's first value is meant, not the map; the offset into it is
///   in the second slot's immediate
public record MapUse(int instruction, MapSpec map, boolean direct) {}
