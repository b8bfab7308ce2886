package io.ironpost.logs.collect;

/// Something that could not be read, in words for people; what was read before stays read.
///
/// @param source the file as the user named it, or found in a directory the user named
/// @param what what is wrong and what to do: `permission denied; run as a user who may read it`
public record CollectProblem(String source, String what) {}
