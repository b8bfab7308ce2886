package io.ironpost.rules.match;

/// A literal with the number to report it by.
///
/// @param bytes lower case (ASCII)
record IndexedLiteral(byte[] bytes, int number) {}
