package io.ironpost.logs.network;

/// Whole lines, each with its line feed, ready to become a batch.
///
/// @param bytes holds them from its beginning
/// @param length how many bytes of it
/// @param count how many lines
record Lines(byte[] bytes, int length, int count) {}
