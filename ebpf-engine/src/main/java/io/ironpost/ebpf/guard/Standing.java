package io.ironpost.ebpf.guard;

/// What became of the programs since they were attached.
public enum Standing {
  /// They are where they were put.
  HELD,

  /// An interface went, its program was taken off, or an interface that the settings mean has come:
  /// opening anew guards what this one does not.
  OUTDATED,

  /// They are pinned where another process took them over, as one does that finds a dead one's.
  /// Opening anew would take them back, and so on to and fro.
  TAKEN_OVER
}
