package io.ironpost.daemon.run;

import io.ironpost.alerts.deliver.Courier;
import io.ironpost.alerts.deliver.CourierPlace;
import io.ironpost.alerts.deliver.CourierSettings;
import io.ironpost.alerts.deliver.DeadLetters;
import io.ironpost.alerts.deliver.Route;
import io.ironpost.alerts.fold.Hush;
import io.ironpost.alerts.format.AlertFormat;
import io.ironpost.alerts.format.AlertFormats;
import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.kinds.SinkKinds;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.Member;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.spool.SpoolReader;
import io.ironpost.core.trace.TraceIds;
import io.ironpost.daemon.config.SinkFamily;
import io.ironpost.daemon.metrics.ModuleFigures;
import io.ironpost.daemon.metrics.SinkFigures;
import io.ironpost.store.spool.Spool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// The receivers of alerts that a configuration names, each with its courier.
final class Receivers {
  private static final String STAGE = "deliver";
  private static final String PREFIX = "sink ";

  private final Launch launch;
  private final String host;
  private final Spool spool;
  private final Ledger ledger;
  private final Hush hush;
  private final Path folder;
  private final RandomGenerator random;
  private final Map<String, Serving> serving = new ConcurrentHashMap<>();

  private record Serving(String kind, Courier courier, Account account) {}

  /// @param folder for messages that a receiver refuses
  Receivers(
      Launch launch,
      String host,
      Spool spool,
      Ledger ledger,
      Hush hush,
      Path folder,
      RandomGenerator random) {
    this.launch = launch;
    this.host = host;
    this.spool = spool;
    this.ledger = ledger;
    this.hush = hush;
    this.folder = folder;
    this.random = random;
  }

  List<ModuleSet.Wanted> wanted(Config config) {
    List<Member> members = config.members(SinkFamily.SINKS);
    return members.stream()
        .map(member ->
            new ModuleSet.Wanted(moduleName(member), values(member), () -> courier(member)))
        .toList();
  }

  private static String moduleName(Member member) {
    return PREFIX + member.name();
  }

  /// A receiver that is configured no more must not hold what it will never take. To be called when
  /// it has come to its end.
  void forgetOthers(Config config) {
    List<Member> members = config.members(SinkFamily.SINKS);
    serving.keySet().removeIf(name -> members.stream().noneMatch(m -> m.name().equals(name)));
    for (var reader : spool.status().readers()) {
      String name = reader.name();
      if (name.startsWith(PREFIX) && members.stream().noneMatch(m -> moduleName(m).equals(name))) {
        spool.forget(name);
      }
    }
  }

  /// What it is made from: the type and all values, not where they stand in the file.
  private static Object values(Member member) {
    return List.of(member.type(), member.values());
  }

  private Module courier(Member member) {
    SinkKind kind = SinkKinds.of(member.type()).orElseThrow();
    SinkPlace place = new SinkPlace(launch.stdout(), launch.clock(), host);
    AlertFormat format =
        AlertFormats.of(
                member.get(SinkFamily.FORMAT), launch.version(), AlertFormats.DEFAULT_MAX_BYTES)
            .orElseThrow();
    Account account = ledger.account(STAGE, member.name());
    SpoolReader reader = spool.reader(moduleName(member), Spool.From.END);
    Courier courier =
        new Courier(
            moduleName(member),
            () -> open(kind, member, place),
            format,
            reader,
            settings(member),
            courierPlace(member, account));
    serving.put(member.name(), new Serving(member.type(), courier, account));
    return courier;
  }

  private static AlertSink open(SinkKind kind, Member member, SinkPlace place) {
    return kind.open(SinkFamily.options(member), place);
  }

  private CourierPlace courierPlace(Member member, Account account) {
    DeadLetters refused =
        new DeadLetters(
            LocalDisk.ofState(),
            folder.resolve("refused-" + member.name() + ".ndjson"),
            DeadLetters.DEFAULT_MAX_BYTES);
    return new CourierPlace(
        launch.clock(), new TraceIds(launch.clock(), random), random, hush, account, refused);
  }

  private static CourierSettings settings(Member member) {
    Route route =
        new Route(
            Severity.of(member.get(SinkFamily.MIN_SEVERITY)).orElse(Severity.INFORMATIONAL),
            member.get(SinkFamily.RULES),
            member.get(SinkFamily.NOT_RULES),
            member.get(SinkFamily.TAGS),
            member.get(SinkFamily.NOT_TAGS),
            member.get(SinkFamily.UPDATES));
    return CourierSettings.of(
        route,
        Math.toIntExact(member.get(SinkFamily.RATE_LIMIT)),
        Math.toIntExact(member.get(SinkFamily.BURST)));
  }

  /// @param modules the couriers as their supervisors see them: one that cannot open its receiver
  ///   is started again and again, and knows of nothing itself
  List<SinkFigures> figures(List<ModuleFigures> modules) {
    Map<String, Health> healths = new HashMap<>();
    modules.forEach(module -> healths.put(module.name(), module.health()));
    return serving.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> figures(entry.getKey(), entry.getValue(), healths))
        .toList();
  }

  private static SinkFigures figures(String name, Serving one, Map<String, Health> healths) {
    Balance book = one.account.balance();
    long refused = book.dropped(DropReason.REFUSED);
    return new SinkFigures(
        name,
        one.kind,
        healths.getOrDefault(PREFIX + name, new Health.Up()),
        one.courier.backlog(),
        book.delivered(),
        refused,
        book.droppedTotal() - refused,
        one.courier.failures());
  }
}
