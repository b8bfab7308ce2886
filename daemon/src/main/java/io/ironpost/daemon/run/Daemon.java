package io.ironpost.daemon.run;

import io.ironpost.alerts.format.NativeJson;
import io.ironpost.core.channel.Overflow;
import io.ironpost.core.config.Config;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.module.Pause;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.config.RuleKeys;
import io.ironpost.daemon.config.StorageKeys;
import io.ironpost.daemon.control.AlertFeed;
import io.ironpost.daemon.control.ControlServer;
import io.ironpost.daemon.control.MetricsServer;
import io.ironpost.daemon.control.RunningProgram;
import io.ironpost.daemon.control.TapFeed;
import io.ironpost.daemon.metrics.CheckpointFigures;
import io.ironpost.daemon.metrics.Exposition;
import io.ironpost.daemon.metrics.HistoryFigures;
import io.ironpost.daemon.metrics.Latencies;
import io.ironpost.daemon.metrics.SinkFigures;
import io.ironpost.daemon.wire.Wire;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.store.checkpoint.Checkpoint;
import io.ironpost.store.checkpoint.CheckpointWriter;
import io.ironpost.store.checkpoint.Checkpoints;
import io.ironpost.store.history.History;
import io.ironpost.store.history.HistoryPlace;
import io.ironpost.store.history.HistoryStats;
import io.ironpost.store.history.HistoryWriter;
import io.ironpost.store.history.Retention;
import io.ironpost.store.history.RetentionLimits;
import io.ironpost.store.spool.Spool;
import io.ironpost.store.spool.SpoolSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running program: puts the parts together, starts them in order, and ends them in the
/// opposite one.
///
/// Who takes is started before who gives: first what is durable, then receivers, then detection,
/// then whoever brings lines in. The constructor reads as the table of contents.
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final String SPOOL_READER = "history";
  private static final Duration LISTENING = Duration.ofSeconds(2);

  private final Launch launch;
  private final Config first;
  private final SecureRandom random = new SecureRandom();
  private final Ledger ledger = new Ledger();
  private final Changes changes = new Changes();
  private final Latencies latencies = Latencies.empty();
  private final AlertFeed feed = new AlertFeed();
  private final TapFeed tap = new TapFeed();
  private final CountDownLatch asked = new CountDownLatch(1);

  private final DataFolder folder;
  private final Spool spool;
  private final Silencing silencing;
  private final CheckpointWriter checkpoints;
  private final DurabilityMeter meter;
  private final History history;
  private final Receivers receivers;
  private final Wire wire;
  private final Detection detection;
  private final Reloads reloads;
  private final ProgramView view;
  private final Exposition exposition;

  private final ModuleSet keeping;
  private final ModuleSet delivering;
  private final ModuleSet answering;
  private final ModuleSet detecting;
  private final ModuleSet collecting;
  private final ModuleSet serving;
  private volatile Optional<Checkpoint> lastCheckpoint = Optional.empty();
  private volatile Optional<ControlServer> control = Optional.empty();

  /// Makes everything; nothing runs yet.
  ///
  /// @throws StartRefusedException when it cannot run here, saying why and what to do
  public Daemon(Launch launch, Config config) {
    this.launch = launch;
    this.first = config;
    folder = DataFolder.open(Path.of(config.get(GeneralKeys.DATA_DIR)));
    spool = openSpool(config);
    silencing = Silencing.open(folder.path(), launch.clock(), random);
    GoingOn.Start start = new GoingOn(folder.path(), spool, launch).find();
    lastCheckpoint = start.kept();
    Checkpoint checkpoint = start.checkpoint();
    checkpoints = checkpointWriter(checkpoint);
    meter = new DurabilityMeter(spool, latencies.lineToAlert());
    history = new History(historyPlace(config), launch.clock());
    receivers =
        new Receivers(
            launch, HostName.get(), spool, ledger, silencing.hush(), folder.path(), random);
    RuleSet rules = RuleSet.read(config, launch.environment(), launch.clock().instant());
    wire =
        new Wire(
            config,
            folder.path().resolve("blocklists"),
            this::ownLines,
            launch.clock(),
            ledger,
            new ResponsePlaces(launch, folder.path(), spool, random, ledger));
    detection = new Detection(detectionPlace(), config, rules, checkpoint);
    reloads = new Reloads(this, config);
    view = new ProgramView(this, launch.clock().instant());
    exposition = new Exposition(view, latencies, launch.clock());
    keeping = moduleSet();
    delivering = moduleSet();
    answering = moduleSet();
    detecting = moduleSet();
    collecting = moduleSet();
    serving = moduleSet();
    say(rules);
  }

  private ModuleSet moduleSet() {
    return new ModuleSet(launch.clock(), random, new LoggedNotices());
  }

  private Spool openSpool(Config config) {
    SpoolSettings usual = SpoolSettings.defaults();
    SpoolSettings settings =
        new SpoolSettings(config.get(StorageKeys.SPOOL_MAX_SIZE), usual.segment(), usual.pending());
    try {
      Spool opened = Spool.open(folder.path().resolve("spool"), settings, random);
      opened.found().forEach(damage -> LOG.warn("The spool: {}", damage.inWords()));
      // Known from now on, so that nothing goes while the database is away on a first start.
      opened.reader(SPOOL_READER, Spool.From.BEGINNING).close();
      return opened;
    } catch (IOException | RuntimeException e) {
      throw new StartRefusedException("the spool cannot be opened: " + e.getMessage(), e);
    }
  }

  private CheckpointWriter checkpointWriter(Checkpoint checkpoint) {
    return new CheckpointWriter(
        new Checkpoints(LocalDisk.ofState(), folder.path()),
        spool,
        checkpoint.spoolSequence(),
        written -> lastCheckpoint = Optional.of(written));
  }

  private HistoryPlace historyPlace(Config config) {
    try {
      return HistoryPlace.of(config.get(StorageKeys.POSTGRES_URL).reveal(), folder.path());
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("log_pipeline.storage.postgres_url: " + e.getMessage(), e);
    }
  }

  private static RetentionLimits retentionLimits(Config config) {
    return new RetentionLimits(
        Duration.ofDays(config.get(StorageKeys.RETENTION_DAYS)), config.get(StorageKeys.MAX_SIZE));
  }

  private Detection.Place detectionPlace() {
    return new Detection.Place(
        launch,
        HostName.get(),
        ledger,
        spool,
        checkpoints,
        feed,
        latencies,
        meter,
        silencing.hush(),
        random,
        wire::told);
  }

  /// Lines that the program writes itself wait for room, as files do.
  private BatchSink ownLines(String source) {
    return detection.pipeline().intake(source, Overflow.BLOCK);
  }

  private static void say(RuleSet rules) {
    rules.notes().forEach(LOG::info);
    rules.errors().forEach(error -> LOG.error("A rule is refused, the others are used: {}", error));
  }

  /// Starts everything, in order.
  ///
  /// @throws StartRefusedException when a setting cannot be put to work
  public void start() throws InterruptedException {
    changes.make(() -> {
      startAll(firstPlan());
      return true;
    });
  }

  /// "Ready" is read as "send now", and as "write now" where reading begins at a log's end. A port
  /// that cannot be had is told by its module's health, and not waited for longer than this.
  private void awaitListening() throws InterruptedException {
    long deadline = System.nanoTime() + LISTENING.toNanos();
    while (!collecting.all(Collectors::isListening) && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(10));
    }
  }

  private Plan firstPlan() {
    try {
      return plan(first);
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("the configuration cannot be used: " + e.getMessage(), e);
    }
  }

  private void startAll(Plan plan) throws InterruptedException {
    keeping.apply(plan.kept(), Duration.ZERO);
    delivering.apply(plan.receivers(), Duration.ZERO);
    receivers.forgetOthers(first);
    answering.apply(always(wire.responder(), wire.feeds()), Duration.ZERO);
    detecting.apply(always(detection.pipeline()), Duration.ZERO);
    detection.pipeline().tap(new TapWriter(tap));
    WarmUp.run(detection.parsers(), detection.judge());
    collecting.apply(plan.collectors(), Duration.ZERO);
    awaitListening();
    serving.apply(plan.servers(), Duration.ZERO);
    control = Optional.of(ControlServer.open(controlSocket(first), running()));
    LOG.info(
        "Ironpost {} is ready: {} rules, {} sink(s), {} collector(s), data in {}",
        launch.version(),
        detection.rules().size(),
        delivering.figures().size(),
        collecting.figures().size(),
        folder.path());
  }

  /// The modules that a configuration asks for; whatever cannot be is known before one of them is
  /// touched.
  record Plan(
      List<ModuleSet.Wanted> kept,
      List<ModuleSet.Wanted> receivers,
      List<ModuleSet.Wanted> collectors,
      List<ModuleSet.Wanted> servers) {}

  /// @throws IllegalArgumentException when a setting cannot be put to work
  Plan plan(Config config) {
    List<ModuleSet.Wanted> givers = new ArrayList<>(collectors().wanted(config));
    wire.parts(config)
        .forEach(
            part -> givers.add(new ModuleSet.Wanted(part.name(), part.settings(), part.make())));
    return new Plan(kept(config), receivers.wanted(config), givers, served(config));
  }

  private List<ModuleSet.Wanted> kept(Config config) {
    RetentionLimits limits = retentionLimits(config);
    List<ModuleSet.Wanted> wanted = always(checkpoints, meter);
    wanted.add(new ModuleSet.Wanted("history", "always", this::historyWriter));
    wanted.add(
        new ModuleSet.Wanted(
            "retention", limits, () -> new Retention(history, limits, launch.clock(), Pause.REAL)));
    wanted.add(new ModuleSet.Wanted("silences", "always", silencing::tidying));
    return wanted;
  }

  private static List<ModuleSet.Wanted> always(Module... modules) {
    List<ModuleSet.Wanted> wanted = new ArrayList<>();
    for (Module module : modules) {
      wanted.add(new ModuleSet.Wanted(module.name(), "always", () -> module));
    }
    return wanted;
  }

  private HistoryWriter historyWriter() {
    return new HistoryWriter(
        history,
        HostName.get(),
        sequence -> spool.readerFrom(SPOOL_READER, sequence),
        NativeJson::read,
        ledger.account("history", "alerts"));
  }

  private Collectors collectors() {
    return new Collectors(
        detection.pipeline(), ledger, detection::positions, launch.stdin(), launch.clock());
  }

  private RunningProgram running() {
    return new RunningProgram(
        view,
        latencies,
        exposition,
        new ProgramControls(this),
        feed,
        tap,
        launch.clock(),
        wire.controls());
  }

  private List<ModuleSet.Wanted> served(Config config) {
    List<ModuleSet.Wanted> wanted = new ArrayList<>();
    if (config.get(GeneralKeys.METRICS_ENABLED)) {
      InetSocketAddress address =
          new InetSocketAddress(
              config.get(GeneralKeys.METRICS_ADDRESS),
              Math.toIntExact(config.get(GeneralKeys.METRICS_PORT)));
      wanted.add(
          new ModuleSet.Wanted(
              "metrics", address, () -> new MetricsServer(address, view, latencies, exposition)));
    }
    if (config.get(RuleKeys.WATCH)) {
      wanted.add(
          new ModuleSet.Wanted(
              "file_watch",
              "always",
              () -> new FileWatch(this::watchedFiles, this::filesChanged, Pause.REAL)));
    }
    return wanted;
  }

  private List<Path> watchedFiles() {
    List<Path> files = new ArrayList<>();
    launch.configuration().file().ifPresent(files::add);
    reloads.inForce().get(RuleKeys.PATHS).forEach(path -> files.add(Path.of(path)));
    return files;
  }

  /// On a thread of its own: the new configuration may have no watch any more, and a watch cannot
  /// wait for its own end.
  private void filesChanged() {
    Thread.ofVirtual().name("reload").start(() -> reload("a file changed"));
  }

  /// Reads the configuration again, for a signal or a changed file.
  public void reload(String because) {
    try {
      reloads.reload(because);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a changed configuration asks of modules.
  void apply(Plan plan, Config config) throws InterruptedException {
    Duration grace = config.get(GeneralKeys.SHUTDOWN_TIMEOUT);
    keeping.apply(plan.kept(), grace);
    delivering.apply(plan.receivers(), grace);
    receivers.forgetOthers(config);
    if (collecting.wouldEnd(plan.collectors())) {
      collecting.endChanged(plan.collectors(), grace);
      detection.pipeline().checkpointNow(); // whoever follows goes on where the last one was
    }
    collecting.apply(plan.collectors(), grace);
    serving.apply(plan.servers(), grace);
    wire.reload(config); // at last: the kernel may refuse rules, and the rest holds then
  }

  /// Whether lines are judged: what a watchdog wants to know. A receiver that is away is no reason
  /// to start anew.
  public boolean isWorking() {
    return detecting.figures().stream().noneMatch(one -> one.health() instanceof Health.Down);
  }

  /// Waits until somebody wants it to end.
  public void awaitStop() throws InterruptedException {
    asked.await();
  }

  /// Asks it to end in good order; returns at once.
  public void askToStop(String because) {
    if (asked.getCount() > 0) {
      LOG.info("Stopping: {}", because);
    }
    asked.countDown();
  }

  /// Ends in good order: no more lines in, all that is in is judged and told, receivers get what
  /// they can take within the time that is left, and what is left is said.
  @Override
  public void close() {
    Duration grace = reloads.inForce().get(GeneralKeys.SHUTDOWN_TIMEOUT);
    Shutdown shutdown = new Shutdown(grace);
    shutdown.step("a reload", changes::end);
    shutdown.step("collectors", left -> collecting.stop(left));
    shutdown.step("detection", left -> detecting.stop(left));
    shutdown.step("response", left -> answering.stop(left));
    shutdown.step("receivers", left -> delivering.stop(left));
    shutdown.step("storage", left -> keeping.stop(left));
    shutdown.step("servers", left -> serving.stop(left));
    control.ifPresent(ControlServer::close);
    history.close();
    sayWhatIsLeft();
    spool.close();
    LOG.info("Stopped");
  }

  private void sayWhatIsLeft() {
    spool.status().readers().stream()
        .filter(reader -> reader.backlog() > 0)
        .forEach(reader ->
            LOG.warn(
                "{} alert(s) wait in the spool for {}; they go out with the next start",
                reader.backlog(),
                reader.name()));
  }

  private Path controlSocket(Config config) {
    String said = config.get(GeneralKeys.CONTROL_SOCKET);
    return said.isEmpty() ? folder.path().resolve("control.sock") : Path.of(said);
  }

  Launch launch() {
    return launch;
  }

  Ledger ledger() {
    return ledger;
  }

  Spool spool() {
    return spool;
  }

  long spoolLimit() {
    return first.get(StorageKeys.SPOOL_MAX_SIZE).bytes();
  }

  Detection detection() {
    return detection;
  }

  Changes changes() {
    return changes;
  }

  Wire wire() {
    return wire;
  }

  List<SinkFigures> sinks() {
    return receivers.figures(delivering.figures());
  }

  History history() {
    return history;
  }

  Silencing silencing() {
    return silencing;
  }

  Reloads reloads() {
    return reloads;
  }

  List<ModuleSet> moduleSets() {
    return List.of(keeping, delivering, answering, detecting, collecting, serving);
  }

  /// Refused rules are a matter of health: somebody believes that they are at work.
  Health ruleHealth() {
    List<String> errors = detection.rules().errors();
    return errors.isEmpty()
        ? new Health.Up()
        : new Health.Degraded(
            "%d problem(s) in rule files, the first: %s"
                .formatted(errors.size(), errors.getFirst()));
  }

  HistoryFigures historyFigures() {
    try {
      HistoryStats stats = history.stats();
      return new HistoryFigures(stats.kind(), stats.alerts(), stats.bytes());
    } catch (RuntimeException _) {
      return HistoryFigures.NONE; // its module's health says why
    }
  }

  CheckpointFigures checkpointFigures() {
    return lastCheckpoint
        .map(checkpoint ->
            new CheckpointFigures(
                Optional.of(checkpoint.at()),
                (long) checkpoint.judge().length + checkpoint.fold().length))
        .orElse(CheckpointFigures.NONE);
  }
}
