package io.ironpost.bench.gen;

/// One try of a stranger at the door.
///
/// @param second when sshd says no, counted from the start of the log
/// @param address the stranger's
/// @param offersKey the try is a key that an agent offers, which is no guess
/// @param getsIn the guess is right
record Guess(int second, String address, boolean offersKey, boolean getsIn)
    implements Comparable<Guess> {
  @Override
  public int compareTo(Guess other) {
    int byTime = Integer.compare(second, other.second);
    return byTime == 0 ? address.compareTo(other.address) : byTime;
  }
}
