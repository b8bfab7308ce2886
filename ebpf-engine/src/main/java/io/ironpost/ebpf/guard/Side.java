package io.ironpost.ebpf.guard;

/// Which program is built.
enum Side {
  /// XDP: what comes in.
  INGRESS,
  /// tcx: what leaves. The host made these packets, so lengths are not doubted: one that the card
  /// is to cut into segments (GSO) says less or more than it has.
  EGRESS
}
