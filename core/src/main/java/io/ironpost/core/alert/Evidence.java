package io.ironpost.core.alert;

/// One line that proves an alert, kept as it was read.
///
/// @param source where the line came from, as the user named it (a path, `-`)
/// @param lineNumber from 1
/// @param byteOffset where the line starts in its source, in bytes
/// @param text the line; bytes that are not UTF-8 are U+FFFD. It is the attacker's text: whoever
///   prints it makes control characters visible first
public record Evidence(String source, long lineNumber, long byteOffset, String text) {}
