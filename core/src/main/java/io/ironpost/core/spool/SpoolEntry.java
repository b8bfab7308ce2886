package io.ironpost.core.spool;

/// One record of a spool.
///
/// @param sequence from 1, without gaps as written
/// @param payload what was appended, byte for byte; not to be changed
public record SpoolEntry(long sequence, byte[] payload) {}
