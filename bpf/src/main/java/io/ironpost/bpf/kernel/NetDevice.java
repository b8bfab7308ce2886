package io.ironpost.bpf.kernel;

import java.util.OptionalInt;

/// A network interface of the calling thread's network namespace.
///
/// @param index its number in its namespace
/// @param xdpProgram the number of the XDP program that runs there
public record NetDevice(
    int index, String name, boolean up, boolean loopback, OptionalInt xdpProgram) {}
