package io.ironpost.logs.pipeline;

/// An example of a line that could not be read.
///
/// @param source where it stands
/// @param lineNumber from 1
/// @param format the format it looked like
/// @param reason what is wrong
/// @param at where, in bytes from the start of the line
public record BadLine(String source, long lineNumber, String format, String reason, int at) {}
