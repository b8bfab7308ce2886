package io.ironpost.rules.correlate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `temporal_ordered`: whether the rules matched in the window one after the other.
///
/// For each place of a chain it remembers the latest time at which a chain up to that place can
/// have begun. An event of the rule at place n takes over the beginning of place n-1; the chain is
/// in the window when the beginning at its last place is. That is exact, and costs an event one
/// step per place. Events of the same tick are in order of arrival.
final class RulesInOrder implements Measure {
  private static final long NEVER = Long.MIN_VALUE;

  private final int rules;
  private final List<RuleFormula.Case> chains;
  private final int[] chainStart; // where the places of a chain are among the places of all
  private final int places;
  private final @Nullable Bounds length;
  private int[] seen;
  private long[] begin;
  private int symbol;

  /// @param chains the ways to satisfy the correlation
  /// @param length compares how many places of the first chain were reached; null: all must be
  RulesInOrder(int rules, List<RuleFormula.Case> chains, @Nullable Bounds length) {
    this.rules = rules;
    this.chains = chains;
    this.length = length;
    this.chainStart = new int[chains.size() + 1];
    for (int i = 0; i < chains.size(); i++) {
      chainStart[i + 1] = chainStart[i] + chains.get(i).wanted().length;
    }
    this.places = chainStart[chains.size()];
    this.seen = new int[8 * rules];
    this.begin = new long[8 * places];
    Arrays.fill(begin, NEVER);
  }

  /// Once events are merged away, beginnings known from them stay.
  @Override
  public Overflow overflow() {
    return Overflow.KEEP_LATEST;
  }

  @Override
  public int payloadInts() {
    return 1;
  }

  @Override
  public boolean read(Feed feed, byte[] @Nullable [] values) {
    symbol = feed.symbol();
    return true;
  }

  @Override
  public long payload(int group) {
    return symbol;
  }

  @Override
  public void release(long payload) {}

  @Override
  public boolean newToScratch(long payload) {
    return seen[SCRATCH * rules + (int) payload] == 0;
  }

  @Override
  public void ensure(int limit) {
    if (limit * rules > seen.length) {
      int size = Math.max(limit, seen.length / rules * 3 / 2);
      seen = Arrays.copyOf(seen, size * rules);
      int old = begin.length;
      begin = Arrays.copyOf(begin, size * places);
      Arrays.fill(begin, old, begin.length, NEVER);
    }
  }

  @Override
  public void add(int group, long time, long payload, int weight) {
    seen[group * rules + (int) payload]++;
    int base = group * places;
    for (int i = 0; i < chains.size(); i++) {
      int[] wanted = chains.get(i).wanted();
      for (int place = wanted.length - 1; place >= 0; place--) {
        if (wanted[place] == payload) {
          int at = base + chainStart[i] + place;
          begin[at] = place == 0 ? time : Math.max(begin[at], begin[at - 1]);
        }
      }
    }
  }

  @Override
  public void remove(int group, long payload, int weight) {
    seen[group * rules + (int) payload]--;
  }

  @Override
  public void clear(int group) {
    Arrays.fill(seen, group * rules, (group + 1) * rules, 0);
    Arrays.fill(begin, group * places, (group + 1) * places, NEVER);
  }

  /// How many places of the chain that got furthest were reached.
  @Override
  public double value(int group, long windowStart) {
    int furthest = 0;
    for (int i = 0; i < chains.size(); i++) {
      furthest = Math.max(furthest, reached(group, i, windowStart));
    }
    return furthest;
  }

  @Override
  public boolean holds(int group, long windowStart) {
    if (length != null) {
      return length.hold(value(group, windowStart));
    }
    for (int i = 0; i < chains.size(); i++) {
      RuleFormula.Case chain = chains.get(i);
      if (reached(group, i, windowStart) == chain.wanted().length
          && chain.noneUnwanted(seen, group * rules)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long loadPayload(int group, DataInput in) throws IOException {
    return Measure.loadRule(in, rules);
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public long bytes() {
    return 4L * seen.length + 8L * begin.length;
  }

  @Override
  public void save(int group, DataOutput out) throws IOException {
    for (int place = 0; place < places; place++) {
      out.writeLong(begin[group * places + place]);
    }
  }

  @Override
  public void load(int group, DataInput in) throws IOException {
    for (int place = 0; place < places; place++) {
      begin[group * places + place] = in.readLong();
    }
  }

  private int reached(int group, int chain, long windowStart) {
    int base = group * places + chainStart[chain];
    int place = chainStart[chain + 1] - chainStart[chain];
    while (place > 0 && begin[base + place - 1] < windowStart) {
      place--;
    }
    return place;
  }
}
