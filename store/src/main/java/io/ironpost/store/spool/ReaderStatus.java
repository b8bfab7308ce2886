package io.ironpost.store.spool;

/// Where one reader stands.
///
/// @param acknowledged the last sequence it is done with; 0 when none
/// @param backlog entries kept that it is not done with
/// @param lost entries it will never be given
public record ReaderStatus(String name, long acknowledged, long backlog, long lost) {}
