package io.ironpost.logs.network;

import java.util.HashMap;
import java.util.Map;

/// How many connections there are, in all and of each peer. Used by many threads.
final class ConnectionSlots {
  private final int most;
  private final int mostPerPeer;
  private final Map<String, Integer> taken = new HashMap<>();
  private int total;

  ConnectionSlots(int most, int mostPerPeer) {
    this.most = most;
    this.mostPerPeer = mostPerPeer;
  }

  /// False when the peer, or all together, have as many as they may.
  synchronized boolean take(String peer) {
    int ofPeer = taken.getOrDefault(peer, 0);
    if (total >= most || ofPeer >= mostPerPeer) {
      return false;
    }
    taken.put(peer, ofPeer + 1);
    total++;
    return true;
  }

  synchronized void giveBack(String peer) {
    taken.computeIfPresent(peer, (_, count) -> count == 1 ? null : count - 1);
    total--;
  }

  synchronized int total() {
    return total;
  }
}
