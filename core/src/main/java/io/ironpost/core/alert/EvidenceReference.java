package io.ironpost.core.alert;

/// Where a line that proves an alert stands.
///
/// @param source as the user named it
/// @param lineNumber from 1
/// @param byteOffset where the line starts in its source, in bytes
public record EvidenceReference(String source, long lineNumber, long byteOffset) {}
