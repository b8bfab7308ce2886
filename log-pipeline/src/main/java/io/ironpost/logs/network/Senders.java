package io.ironpost.logs.network;

import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Which source a sender's lines are said to come from: `syslog-udp:192.0.2.7`.
///
/// Every source has a parser of its own behind it, and of UDP anybody can forge the sender. So a
/// limited number of senders have names of their own; whoever comes later shares the source
/// `(others)`. A plain LRU would be no defence: a flood of forged senders would rename everybody
/// all the time. Here a sender keeps its name until it was silent for an hour.
final class Senders {
  static final long QUIET_NANOS = 3_600_000_000_000L;

  private record Known(String source, long seen) {}

  private final String listener;
  private final int most;
  private final LongSupplier nanoTime;
  private final String others;

  /// The one silent the longest comes first.
  private final Map<InetAddress, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  Senders(String listener, int most, LongSupplier nanoTime) {
    this.listener = listener;
    this.most = most;
    this.nanoTime = nanoTime;
    this.others = listener + ":(others)";
  }

  synchronized String sourceOf(InetAddress sender) {
    long now = nanoTime.getAsLong();
    Known before = known.get(sender);
    if (before == null && known.size() >= most && !forgetSilent(now)) {
      return others;
    }
    String source = before == null ? listener + ":" + sender.getHostAddress() : before.source();
    known.put(sender, new Known(source, now));
    return source;
  }

  private boolean forgetSilent(long now) {
    Iterator<Known> oldest = known.values().iterator();
    if (!oldest.hasNext() || now - oldest.next().seen() < QUIET_NANOS) {
      return false;
    }
    oldest.remove();
    return true;
  }
}
