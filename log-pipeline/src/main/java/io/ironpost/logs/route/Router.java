package io.ironpost.logs.route;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// [Routes] made ready for records: names are ids, conditions compare bytes. Holds no state, so all
/// threads may share one.
public final class Router {
  private record Alias(int from, int[] to) {}

  private record Way(Condition[] when, Logsource logsource, Alias[] aliases) {}

  private record Gate(Condition[][] anyOf, Way[] ways) {}

  /// The routes with names as ids.
  private record Ready(Routes routes, Set<String> wholes, Gate[] gates) {}

  private final FieldNames names;
  private final Logsources logsources;
  private final Supplier<Routes> source;
  private volatile @Nullable Ready ready;

  private Router(Supplier<Routes> source, FieldNames names, Logsources logsources) {
    this.source = source;
    this.names = names;
    this.logsources = logsources;
  }

  /// A router whose routes are read when the first record needs one: most logs of a Linux host
  /// never do, and reading them is a tenth of a second.
  ///
  /// @param routes asked once
  public static Router onDemand(Supplier<Routes> routes, FieldNames names, Logsources logsources) {
    return new Router(routes, names, logsources);
  }

  /// To be called before an event's fields are looked up: the names that routes ask for must be
  /// known by then.
  public void prepare() {
    ready();
  }

  private Ready ready() {
    Ready known = ready;
    return known == null ? make() : known;
  }

  private synchronized Ready make() {
    Ready known = ready;
    if (known == null) {
      Routes routes = source.get();
      Gate[] gates = routes.pipelines().stream().map(this::gate).toArray(Gate[]::new);
      routes.aliasTargets().forEach(names::idOf);
      known = new Ready(routes, routes.wholes(), gates);
      ready = known;
    }
    return known;
  }

  public FieldNames names() {
    return names;
  }

  public Logsources logsources() {
    return logsources;
  }

  /// An empty record over the same names and logsources.
  public EventRecord blank() {
    return new EventRecord(names, logsources);
  }

  /// Gives the record the logsource of the first route that fits, and that route's second names.
  ///
  /// @return whether one fits
  public boolean route(EventRecord record) {
    for (Gate gate : ready().gates()) {
      if (opens(gate, record) && takeWay(gate, record)) {
        return true;
      }
    }
    return false;
  }

  private static boolean opens(Gate gate, EventRecord record) {
    for (Condition[] when : gate.anyOf()) {
      if (all(when, record)) {
        return true;
      }
    }
    return false;
  }

  /// Ids of the further names that the field is offered under in every event. A name that only
  /// comes from stripping a prefix counts when a rule or a parser asked for it: keys are input, and
  /// input must not add names.
  public int[] aliases(String field) {
    List<Integer> ids = new ArrayList<>();
    Routes routes = ready().routes();
    for (String alias : routes.aliases(field)) {
      ids.add(names.idOf(alias));
    }
    for (String prefix : routes.prefixes()) {
      if (field.startsWith(prefix)) {
        byte[] bare = field.substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
        int id = names.find(bare, 0, bare.length);
        if (id != FieldNames.UNKNOWN) {
          ids.add(id);
        }
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Whether rules search the object of this name as text.
  public boolean isWhole(String field) {
    return ready().wholes().contains(field);
  }

  private static boolean takeWay(Gate gate, EventRecord record) {
    for (Way way : gate.ways()) {
      if (all(way.when(), record)) {
        record.logsource(way.logsource());
        for (Alias alias : way.aliases()) {
          offer(alias, record);
        }
        return true;
      }
    }
    return false;
  }

  private static boolean all(Condition[] conditions, EventRecord record) {
    for (Condition condition : conditions) {
      if (!condition.holds(record)) {
        return false;
      }
    }
    return true;
  }

  private static void offer(Alias alias, EventRecord record) {
    for (int to : alias.to()) {
      if (record.first(to) >= 0) {
        continue; // the event has the name itself
      }
      for (int entry = record.first(alias.from()); entry >= 0; entry = record.next(entry)) {
        int kind = record.kind(entry) | EventRecord.DERIVED;
        record.add(to, kind, record.bytes(entry), record.start(entry), record.end(entry));
      }
    }
  }

  private Gate gate(Pipeline pipeline) {
    Way[] ways = pipeline.routes().stream().map(this::way).toArray(Way[]::new);
    Condition[][] anyOf =
        pipeline.when().stream().map(this::conditions).toArray(Condition[][]::new);
    return new Gate(anyOf.length == 0 ? new Condition[1][0] : anyOf, ways);
  }

  private Way way(Pipeline.Route route) {
    Logsource logsource =
        logsources.of(route.product(), route.category(), route.services().toArray(String[]::new));
    Alias[] aliases =
        route.aliases().entrySet().stream()
            .map(alias ->
                new Alias(
                    names.idOf(alias.getKey()),
                    alias.getValue().stream().mapToInt(names::idOf).toArray()))
            .toArray(Alias[]::new);
    return new Way(conditions(route.when()), logsource, aliases);
  }

  private Condition[] conditions(Map<String, List<String>> when) {
    return when.entrySet().stream()
        .map(entry -> new Condition(names.idOf(entry.getKey()), entry.getValue()))
        .toArray(Condition[]::new);
  }
}
