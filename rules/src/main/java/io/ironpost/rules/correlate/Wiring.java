package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which rule feeds which correlation with which fields, worked out once from the top of the
/// nesting downwards: a correlation hands on its group-by values, and of the event that made it
/// true whatever else the correlations above it ask for (the specification's `many_failed_logins`
/// is grouped by computer and correlated by user).
final class Wiring {
  private final List<CorrelationRule> rules;
  private final Map<String, Integer> handles = new LinkedHashMap<>();
  private final Map<String, Integer> trackerOf = new HashMap<>();
  private final List<Set<String>> fields = new ArrayList<>(); // by handle
  private final List<List<Feed>> feeds = new ArrayList<>(); // by handle

  Wiring(List<CorrelationRule> rules) {
    this.rules = rules;
    for (int tracker = 0; tracker < rules.size(); tracker++) {
      check(rules.get(tracker));
      String id = rules.get(tracker).header().id();
      if (trackerOf.put(id, tracker) != null) {
        throw new IllegalArgumentException("two correlations have the id " + id);
      }
      handle(id);
    }
    List<CorrelationRule> topDown = topDown();
    topDown.forEach(this::askForFields);
    for (int tracker = 0; tracker < rules.size(); tracker++) {
      connect(tracker);
    }
  }

  int handleOf(String ruleId) {
    return handles.getOrDefault(ruleId, -1);
  }

  boolean isFed(String ruleId) {
    int handle = handleOf(ruleId);
    return handle >= 0 && !feeds.get(handle).isEmpty();
  }

  List<String> fieldsOf(String ruleId) {
    int handle = handleOf(ruleId);
    return handle < 0 ? List.of() : List.copyOf(fields.get(handle));
  }

  Feed[][] feeds() {
    return feeds.stream().map(list -> list.toArray(Feed[]::new)).toArray(Feed[][]::new);
  }

  private static void check(CorrelationRule rule) {
    int most = Math.max(rule.groupBy().size(), valueFields(rule).size());
    if (most > KeyBuffer.MAX_FIELDS) {
      throw new IllegalArgumentException(
          rule.header().id()
              + ": more than "
              + KeyBuffer.MAX_FIELDS
              + " fields in a group or value");
    }
    if (rule.rules().isEmpty()) {
      throw new IllegalArgumentException(rule.header().id() + ": correlates no rules");
    }
  }

  private int handle(String id) {
    Integer known = handles.putIfAbsent(id, handles.size());
    if (known == null) {
      fields.add(new LinkedHashSet<>());
      feeds.add(new ArrayList<>());
    }
    return handles.get(id);
  }

  /// Every correlation before those that it refers to.
  private List<CorrelationRule> topDown() {
    int[] users = new int[rules.size()];
    for (CorrelationRule rule : rules) {
      nested(rule).forEach(tracker -> users[tracker]++);
    }
    List<CorrelationRule> order = new ArrayList<>();
    for (int tracker = 0; tracker < users.length; tracker++) {
      if (users[tracker] == 0) {
        order.add(rules.get(tracker));
      }
    }
    for (int next = 0; next < order.size(); next++) {
      for (int tracker : nested(order.get(next))) {
        if (--users[tracker] == 0) {
          order.add(rules.get(tracker));
        }
      }
    }
    if (order.size() < rules.size()) {
      throw new IllegalArgumentException("correlations refer to each other in a circle");
    }
    return order;
  }

  private List<Integer> nested(CorrelationRule rule) {
    return Measures.distinctRules(rule).stream()
        .filter(trackerOf::containsKey)
        .map(trackerOf::get)
        .toList();
  }

  private void askForFields(CorrelationRule rule) {
    for (String child : Measures.distinctRules(rule)) {
      Set<String> wanted = fields.get(handle(child));
      rule.groupBy().forEach(name -> wanted.add(fieldIn(rule, child, name)));
      valueFields(rule).forEach(name -> wanted.add(fieldIn(rule, child, name)));
      fieldsOf(rule.header().id()).forEach(name -> wanted.add(fieldIn(rule, child, name)));
    }
  }

  private void connect(int tracker) {
    CorrelationRule rule = rules.get(tracker);
    List<String> children = Measures.distinctRules(rule);
    for (int symbol = 0; symbol < children.size(); symbol++) {
      String child = children.get(symbol);
      List<String> slots = fieldsOf(child);
      feeds
          .get(handle(child))
          .add(
              new Feed(
                  tracker,
                  symbol,
                  slotsOf(rule, child, rule.groupBy(), slots),
                  slotsOf(rule, child, valueFields(rule), slots),
                  slotsOf(rule, child, fieldsOf(rule.header().id()), slots)));
    }
  }

  private static int[] slotsOf(
      CorrelationRule rule, String child, List<String> names, List<String> slots) {
    return names.stream().mapToInt(name -> slots.indexOf(fieldIn(rule, child, name))).toArray();
  }

  private static String fieldIn(CorrelationRule rule, String child, String name) {
    return rule.aliases().getOrDefault(name, Map.of()).getOrDefault(child, name);
  }

  private static List<String> valueFields(CorrelationRule rule) {
    return rule.condition() instanceof Condition.Numeric numeric ? numeric.fields() : List.of();
  }
}
