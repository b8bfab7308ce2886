package io.ironpost.daemon.metrics;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds the number of time series of the ledger down: senders of syslog are sources, and the
/// ledger keeps up to [Ledger#MAX_ACCOUNTS] of them, each of which would be a dozen series.
///
/// The first accounts seen keep a series of their own for good; all others of a stage share one,
/// [Ledger#OTHERS]. Were it the largest ones instead, a source would move between its own series
/// and the shared one, and both would run backwards, which Prometheus takes for a restart.
final class LedgerSeries {
  /// More sources than anybody configures by hand.
  static final int MAX_OWN = 300;

  private record Account(String stage, String source) {}

  private final Set<Account> own = new HashSet<>();

  /// The same books, in fewer accounts.
  synchronized List<Balance> held(List<Balance> books) {
    List<Balance> held = new ArrayList<>();
    Map<String, Balance> others = new LinkedHashMap<>();
    for (Balance book : books) {
      if (hasOwn(new Account(book.stage(), book.source()))) {
        held.add(book);
      } else {
        others.merge(book.stage(), named(book), LedgerSeries::sum);
      }
    }
    held.addAll(others.values());
    return held;
  }

  private boolean hasOwn(Account account) {
    if (account.source().equals(Ledger.OTHERS)) {
      return false;
    }
    return own.contains(account) || (own.size() < MAX_OWN && own.add(account));
  }

  private static Balance named(Balance book) {
    return new Balance(
        book.stage(), Ledger.OTHERS, book.received(), book.delivered(), book.dropped());
  }

  private static Balance sum(Balance one, Balance other) {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    dropped.putAll(one.dropped());
    other.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    return new Balance(
        one.stage(),
        one.source(),
        one.received() + other.received(),
        one.delivered() + other.delivered(),
        dropped);
  }
}
