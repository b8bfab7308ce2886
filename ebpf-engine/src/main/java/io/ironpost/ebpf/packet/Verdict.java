package io.ironpost.ebpf.packet;

/// What became of a packet.
public enum Verdict {
  PASSED,
  /// Passed, and a filter rule wants it seen.
  MONITORED,
  /// Dropped: its source is on the blocklist, or a filter rule says so.
  BLOCKED,
  /// Dropped: its source sent more than a filter rule allows.
  LIMITED;

  /// Whether the host's network stack never saw it.
  public boolean isDropped() {
    return this == BLOCKED || this == LIMITED;
  }
}
