package io.ironpost.ebpf.guard;

/// How senders are laid out in memory: each processor has a part of its own, so that nothing is
/// shared and nothing need be atomic; a part is an array of pairs, and a sender's hash says which
/// pair it may be in.
///
/// An LRU map would do the same at four times the cost: a lookup there is a call, hashes with jhash
/// and chases a list. The price here is that three busy senders of one processor in one pair push
/// each other out. Which they are an attacker cannot know: the hash has a secret factor.
///
/// @param processorsBits so many bits of the processor's number count
/// @param pairBits so many bits of the hash count
/// @param factor odd, secret
record SourceTable(int processorsBits, int pairBits, long factor) {
  private static final int PAIR = 2;
  private static final int LEAST_PAIR_BITS = 3;

  static SourceTable of(int sources, int processors, long random) {
    int processorsBits = bits(processors);
    int pairBits = bits(sources / PAIR) - processorsBits;
    return new SourceTable(processorsBits, Math.max(LEAST_PAIR_BITS, pairBits), random | 1);
  }

  /// The bits that tell so many apart.
  private static int bits(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count) - 1);
  }

  static int entryBytes() {
    return SourceLayout.LAYOUT.size();
  }

  static int pairBytes() {
    return PAIR * entryBytes();
  }

  int processorBytes() {
    return pairBytes() << pairBits;
  }

  int bytes() {
    return processorBytes() << processorsBits;
  }
}
