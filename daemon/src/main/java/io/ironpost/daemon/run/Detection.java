package io.ironpost.daemon.run;

import io.ironpost.alerts.fold.AlertFolder;
import io.ironpost.alerts.fold.FoldPlace;
import io.ironpost.alerts.fold.FoldSettings;
import io.ironpost.alerts.fold.Hush;
import io.ironpost.alerts.format.NativeJson;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.config.Config;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.trace.TraceIds;
import io.ironpost.daemon.config.AlertKeys;
import io.ironpost.daemon.config.LogPipelineKeys;
import io.ironpost.daemon.control.AlertFeed;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.daemon.engine.SourceTimes;
import io.ironpost.daemon.metrics.Latencies;
import io.ironpost.logs.live.LiveHooks;
import io.ironpost.logs.live.LivePipeline;
import io.ironpost.logs.live.LiveSettings;
import io.ironpost.rules.judge.LiveJudge;
import io.ironpost.store.checkpoint.Checkpoint;
import io.ironpost.store.checkpoint.CheckpointWriter;
import io.ironpost.store.spool.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// From lines to alerts in the spool: parsers, judge, fold and the pipeline that runs them.
final class Detection {
  /// Under the spool's limit of a mebibyte for an entry; a longer alert is shortened, evidence
  /// first.
  private static final int MAX_ALERT_BYTES = 512 << 10;

  private static final int MAX_LOGGED_PER_SECOND = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Detection.class);

  /// Told of each alert right after the spool has it, on the thread that settles; never waits.
  @FunctionalInterface
  interface Answering {
    void told(long spoolSequence, AlertUpdate update);
  }

  /// What detection finds around it.
  ///
  /// @param random for trace ids; must be safe for threads
  record Place(
      Launch launch,
      String host,
      Ledger ledger,
      Spool spool,
      CheckpointWriter checkpoints,
      AlertFeed feed,
      Latencies latencies,
      DurabilityMeter meter,
      Hush hush,
      RandomGenerator random,
      Answering answering) {
    InstantSource clock() {
      return launch.clock();
    }
  }

  private final Place place;
  private final Parsers parsers;
  private final AlertFolder folder;
  private final LiveJudge judge;
  private final LivePipeline pipeline;
  private final NativeJson json = new NativeJson(MAX_ALERT_BYTES);
  private final LongAdder sightings = new LongAdder();
  private volatile RuleSet rules;
  private volatile Map<String, String> positions;
  private long lastTold; // on the thread that settles
  private long lastTimed;
  private long loggedSecond;
  private int loggedInSecond;

  /// Goes on where the checkpoint was made; what was told since is in the spool and known.
  Detection(Place place, Config config, RuleSet rules, Checkpoint checkpoint) {
    this.place = place;
    this.rules = rules;
    this.positions = checkpoint.positions();
    this.parsers = new Parsers(SourceTimes.live(place.launch().zone(), place.clock()));
    this.folder = new AlertFolder(foldSettings(config), foldPlace(), this::told);
    this.judge =
        new LiveJudge(
            rules.compile(parsers.names()),
            sighting -> {
              sightings.increment();
              folder.saw(sighting);
            },
            place.clock(),
            LiveJudge.DEFAULT_MAX_AHEAD);
    restore(checkpoint);
    this.pipeline =
        new LivePipeline(
            settings(config),
            parsers.of("auto"),
            judge,
            parsers::record,
            place.ledger(),
            new LiveHooks(this::checkpoint, folder::tick, this::settled),
            checkpoint.positions());
  }

  private static FoldSettings foldSettings(Config config) {
    return FoldSettings.of(
        config.get(AlertKeys.FOLD_WINDOW), config.get(AlertKeys.UPDATE_INTERVAL));
  }

  private FoldPlace foldPlace() {
    return new FoldPlace(
        place.clock(),
        System::nanoTime,
        new TraceIds(place.clock(), place.random()),
        place.host(),
        Detection::comesAgain,
        place.hush(),
        place.ledger().account("fold", "alerts"));
  }

  /// Files and the journal are read again from the checkpoint; what came over a socket is gone.
  private static boolean comesAgain(String source) {
    return source.startsWith("/") || source.equals("journald");
  }

  private static LiveSettings settings(Config config) {
    int asked = Math.toIntExact(config.get(LogPipelineKeys.WORKERS));
    LiveSettings fitting = LiveSettings.forCores(Runtime.getRuntime().availableProcessors());
    return new LiveSettings(
        asked == 0 ? fitting.workers() : asked,
        config.get(LogPipelineKeys.BUFFER_SIZE).bytes(),
        fitting.maxBatches(),
        Math.toIntExact(config.get(LogPipelineKeys.BATCH_SIZE)),
        Duration.ofSeconds(config.get(LogPipelineKeys.FLUSH_INTERVAL_SECS)),
        fitting.flushAfter(),
        fitting.checkpointInterval(),
        fitting.maxSources());
  }

  private void restore(Checkpoint checkpoint) {
    if (checkpoint.judge().length > 0) {
      try {
        judge.restore(checkpoint.judge());
      } catch (RuntimeException e) {
        LOG.warn("The windows of correlations are lost, they begin anew: {}", e.getMessage());
      }
    }
    if (checkpoint.fold().length > 0) {
      try {
        folder.restore(checkpoint.fold());
      } catch (RuntimeException e) {
        LOG.warn("The open alerts are lost, repeats open new ones: {}", e.getMessage());
      }
    }
    try {
      place.spool().replay(checkpoint.spoolSequence() + 1, entry -> known(entry.payload()));
    } catch (IOException e) {
      LOG.warn("The spool could not be read back, alerts may be told twice: {}", e.getMessage());
    }
  }

  private void known(byte[] payload) {
    try {
      folder.alreadyTold(NativeJson.read(payload));
    } catch (RuntimeException e) {
      LOG.warn("An entry of the spool is no alert: {}", e.getMessage());
    }
  }

  /// On the thread that settles; may wait for a full spool, which is the back-pressure.
  private void told(AlertUpdate update) {
    byte[] written = json.write(update);
    try {
      lastTold = place.spool().append(written);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the spool was full", e);
    }
    place.answering().told(lastTold, update);
    log(update);
    if (place.feed().listeners() > 0) {
      place.feed().publish(update.alert().severity(), new String(written, StandardCharsets.UTF_8));
    }
  }

  /// A flood of alerts is no reason to flood the log: it is in the history.
  private void log(AlertUpdate update) {
    long second = place.clock().instant().getEpochSecond();
    if (second != loggedSecond) {
      loggedSecond = second;
      loggedInSecond = 0;
    }
    if (update.phase() != AlertUpdate.Phase.OPENED || ++loggedInSecond > MAX_LOGGED_PER_SECOND) {
      return;
    }
    try (MDC.MDCCloseable _ = MDC.putCloseable("traceId", update.traceId().toString())) {
      LOG.info(
          "{} alert: {} {} ({})",
          update.alert().severity().word(),
          update.alert().title(),
          update.group(),
          update.alert().id());
    }
  }

  private void settled(long nanos, long lines) {
    place.latencies().batch().record(nanos);
    if (lastTold != lastTimed && lines > 0) {
      lastTimed = lastTold;
      place.meter().told(lastTold, System.nanoTime() - nanos);
    }
  }

  private void checkpoint(Map<String, String> reached) {
    positions = Map.copyOf(reached);
    place
        .checkpoints()
        .submit(
            new Checkpoint(
                positions,
                judge.snapshot(),
                folder.snapshot(),
                place.spool().last(),
                place.clock().instant(),
                place.launch().version()));
  }

  /// Goes on with other rules between two batches.
  void reload(RuleSet next) throws InterruptedException {
    var loaded = next.compile(parsers.names());
    pipeline.swap(
        parsers.of("auto"),
        () -> {
          judge.reload(loaded);
          rules = next;
        });
  }

  /// Where inputs go on, as of the last checkpoint that was taken.
  Map<String, String> positions() {
    return positions;
  }

  LivePipeline pipeline() {
    return pipeline;
  }

  Parsers parsers() {
    return parsers;
  }

  LiveJudge judge() {
    return judge;
  }

  AlertFolder folder() {
    return folder;
  }

  RuleSet rules() {
    return rules;
  }

  /// Sightings since the start.
  long sightings() {
    return sightings.sum();
  }
}
