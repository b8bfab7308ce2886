package io.ironpost.ebpf.trace;

/// What happened to events since the start. Everything that happened in the kernel is in `read` or
/// in one of the losses.
///
/// @param read events taken from the ring
/// @param lines written
/// @param lostRingFull events the kernel could not put into the ring
/// @param lostBusy times the kernel left a program out because it was running on that CPU already
/// @param limited connections left out because their process, or port, had too many
/// @param cut command lines longer than what is read of them
/// @param unreadable command lines that the kernel could not read in time
/// @param forgotten processes dropped from the table for want of room
public record TraceCounters(
    long read,
    long lines,
    long lostRingFull,
    long lostBusy,
    long limited,
    long cut,
    long unreadable,
    long forgotten) {}
