package io.ironpost.core.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// All books of the program, one account for each stage and source.
///
/// Falco and Tetragon count losses; nobody computes what is left over. Here every stage must say
/// where each thing went, and [#balances] shows at once whether one was forgotten.
public final class Ledger {
  /// Senders of syslog are sources and anybody can send; further sources of a stage share the
  /// account [#OTHERS].
  public static final int MAX_ACCOUNTS = 4_096;

  /// The source name under which those above [#MAX_ACCOUNTS] are booked.
  public static final String OTHERS = "(others)";

  private record Key(String stage, String source) {}

  private final ConcurrentHashMap<Key, Account> accounts = new ConcurrentHashMap<>();

  /// The account of `source` at `stage`, opened when new. Keep it: looking it up is not for hot
  /// paths.
  public Account account(String stage, String source) {
    Account known = accounts.get(new Key(stage, source));
    if (known != null) {
      return known;
    }
    String name = accounts.size() < MAX_ACCOUNTS ? source : OTHERS;
    return accounts.computeIfAbsent(new Key(stage, name), k -> new Account(k.stage(), k.source()));
  }

  /// Every account as it stands, by stage and source.
  public List<Balance> balances() {
    return accounts.values().stream()
        .map(Account::balance)
        .sorted(Comparator.comparing(Balance::stage).thenComparing(Balance::source))
        .toList();
  }

  /// One stage over all its sources.
  public Balance stage(String stage) {
    return balances().stream()
        .filter(balance -> balance.stage().equals(stage))
        .reduce(new Balance(stage, "", 0, 0, Map.of()), Balance::plus);
  }
}
