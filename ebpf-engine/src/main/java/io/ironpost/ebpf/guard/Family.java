package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.LpmKey;

/// The two versions of IP. Most code is emitted once for each.
enum Family {
  /// RFC 791.
  V4(20, 12, 16, 4, LpmKey.V4_BYTES),
  /// RFC 8200.
  V6(40, 8, 24, 16, LpmKey.V6_BYTES);

  private final int headerBytes;
  private final int source;
  private final int target;
  private final int addressBytes;
  private final int keyBytes;

  Family(int headerBytes, int source, int target, int addressBytes, int keyBytes) {
    this.headerBytes = headerBytes;
    this.source = source;
    this.target = target;
    this.addressBytes = addressBytes;
    this.keyBytes = keyBytes;
  }

  /// The header without options and extensions.
  int headerBytes() {
    return headerBytes;
  }

  /// Where the header has the source address.
  int source() {
    return source;
  }

  int target() {
    return target;
  }

  int addressBytes() {
    return addressBytes;
  }

  /// A trie's key.
  int keyBytes() {
    return keyBytes;
  }
}
