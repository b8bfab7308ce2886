package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.MapType;

/// What the kernel says of a map.
///
/// @param id the kernel's number for it, as `bpftool map show` prints it
/// @param maxEntries of a ring: its bytes
public record MapInfo(
    int id, String name, MapType type, int keySize, int valueSize, int maxEntries, int flags) {}
