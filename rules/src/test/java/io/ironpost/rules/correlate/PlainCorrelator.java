package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.CorrelationRule.Condition;
import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a correlation means, written down as plainly as can be: every event is kept, every window
/// is looked at anew. One event rule field `src` to group by, one field `v` to measure.
final class PlainCorrelator {
  private final CorrelationRule rule;
  private final long span;
  private final long lateness;
  private final int keep;
  private final Map<String, Group> groups = new HashMap<>();
  final List<String> said = new ArrayList<>();
  private long evidence;

  record Seen(String rule, long time, String value, long evidence) {}

  private static final class Episode {
    long first;
    long last;
    long count;
    boolean open;
  }

  private static final class Group {
    final List<Seen> events = new ArrayList<>();
    final List<Episode> episodes = new ArrayList<>(); // newest first
    long newest = Long.MIN_VALUE / 2;
  }

  /// @param keep how many events of a group are kept at most
  PlainCorrelator(CorrelationRule rule, long latenessSeconds, int keep) {
    this.rule = rule;
    this.span = rule.timespan().toSeconds();
    this.lateness = latenessSeconds;
    this.keep = keep;
  }

  void accept(String ruleId, long time, String src, String value) {
    Seen event = new Seen(ruleId, time, value, ++evidence);
    Group group = groups.computeIfAbsent(src, _ -> new Group());
    if (time < group.newest - lateness) {
      return;
    }
    boolean onTime = time >= group.newest;
    long gap = time - group.newest;
    group.newest = Math.max(group.newest, time);
    if (group.events.size() >= keep && !group.events.isEmpty()) {
      forget(group);
    }
    int place = group.events.size();
    while (place > 0 && group.events.get(place - 1).time > time) {
      place--;
    }
    group.events.add(place, event);
    if (onTime) {
      onTime(group, src, event, gap > span);
    } else {
      late(group, src, event);
    }
  }

  private void forget(Group group) {
    group.events.removeIf(e -> e.time < group.newest - span - lateness);
    if (group.events.size() >= keep) {
      group.events.removeFirst();
    }
  }

  private void onTime(Group group, String src, Seen event, boolean wasEmpty) {
    List<Seen> window = window(group, event.time);
    Episode episode = group.episodes.isEmpty() ? null : group.episodes.getFirst();
    boolean running = episode != null && episode.open && !wasEmpty;
    boolean holds = holds(window);
    if (episode != null) {
      episode.open = running && holds;
    }
    if (holds && episode != null && running) {
      extend(episode, event, window);
    } else if (holds) {
      group.episodes.addFirst(begin(src, window, event.time, true));
      limit(group);
    }
  }

  private void late(Group group, String src, Seen event) {
    for (Seen other : List.copyOf(group.events)) {
      List<Seen> window = window(group, other.time);
      if (other.time < event.time || other.time > event.time + span || !holds(window)) {
        continue;
      }
      for (Episode episode : group.episodes) {
        if (other.time - span <= episode.last && other.time >= episode.first) {
          extend(episode, event, window);
          return;
        }
      }
      Episode episode = begin(src, window, other.time, false);
      group.episodes.add(Math.min(1, group.episodes.size()), episode);
      limit(group);
      return;
    }
  }

  private static void limit(Group group) {
    while (group.episodes.size() > Episodes.MAX_PER_GROUP) {
      group.episodes.removeLast();
    }
  }

  private Episode begin(String src, List<Seen> window, long end, boolean open) {
    Episode episode = new Episode();
    episode.first = window.getFirst().time;
    episode.last = end;
    episode.count = window.size();
    episode.open = open;
    said.add(
        "match r {src=%s} %d..%d n=%d v=%s"
            .formatted(src, episode.first, end, episode.count, value(window)));
    return episode;
  }

  private void extend(Episode episode, Seen event, List<Seen> window) {
    episode.first = Math.min(episode.first, event.time);
    episode.last = Math.max(episode.last, event.time);
    episode.count++;
    said.add("more %d n=%d v=%s".formatted(event.time, episode.count, value(window)));
  }

  private List<Seen> window(Group group, long end) {
    return group.events.stream().filter(e -> e.time >= end - span && e.time <= end).toList();
  }

  private boolean holds(List<Seen> window) {
    Set<String> matched = new HashSet<>();
    window.forEach(e -> matched.add(e.rule));
    boolean ordered = rule.type() == CorrelationRule.Type.TEMPORAL_ORDERED;
    return switch (rule.condition()) {
      case Condition.AllOf() ->
          ordered ? value(window) == rule.rules().size() : matched.containsAll(rule.rules());
      case Condition.Expression(var formula) -> holds(formula, matched);
      case Condition.Numeric numeric ->
          numeric.bounds().stream().allMatch(b -> holds(b, value(window)));
    };
  }

  private static boolean holds(RuleExpr formula, Set<String> matched) {
    return switch (formula) {
      case RuleExpr.Matched(var id) -> matched.contains(id);
      case RuleExpr.Both(var parts) -> parts.stream().allMatch(p -> holds(p, matched));
      case RuleExpr.Either(var parts) -> parts.stream().anyMatch(p -> holds(p, matched));
      case RuleExpr.Neither(var part) -> !holds(part, matched);
    };
  }

  private static boolean holds(Bound bound, double value) {
    return switch (bound.operator()) {
      case EQ -> value == bound.value();
      case NEQ -> value != bound.value();
      case GT -> value > bound.value();
      case GTE -> value >= bound.value();
      case LT -> value < bound.value();
      case LTE -> value <= bound.value();
    };
  }

  private double value(List<Seen> window) {
    double[] numbers = window.stream().mapToDouble(e -> number(e.value)).sorted().toArray();
    return switch (rule.type()) {
      case EVENT_COUNT -> window.size();
      case VALUE_COUNT -> window.stream().map(Seen::value).distinct().count();
      case TEMPORAL -> window.stream().map(Seen::rule).distinct().count();
      case TEMPORAL_ORDERED -> chain(window);
      case VALUE_SUM -> window.stream().mapToDouble(e -> number(e.value)).sum();
      case VALUE_AVG -> window.stream().mapToDouble(e -> number(e.value)).sum() / window.size();
      case VALUE_PERCENTILE -> percentile(numbers);
    };
  }

  private int chain(List<Seen> window) {
    int place = 0;
    for (Seen event : window) {
      if (place < rule.rules().size() && rule.rules().get(place).equals(event.rule)) {
        place++;
      }
    }
    return place;
  }

  private double percentile(double[] sorted) {
    double rank = ((Condition.Numeric) rule.condition()).percentile() / 100 * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  private static double number(@Nullable String text) {
    return text == null ? 0 : Double.parseDouble(text);
  }
}
