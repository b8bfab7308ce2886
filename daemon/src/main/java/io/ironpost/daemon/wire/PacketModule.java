package io.ironpost.daemon.wire;

import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.daemon.metrics.LatencyHistogram;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.detect.DetectorSettings;
import io.ironpost.ebpf.detect.Detectors;
import io.ironpost.ebpf.detect.Flow;
import io.ironpost.ebpf.guard.Degradation;
import io.ironpost.ebpf.guard.FilterRule;
import io.ironpost.ebpf.guard.Guard;
import io.ironpost.ebpf.guard.GuardSettings;
import io.ironpost.ebpf.guard.GuardStatistics;
import io.ironpost.ebpf.packet.Packet;
import io.ironpost.ebpf.packet.PacketSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Guards the network interfaces: blocks in the kernel, and lets the detectors see what the kernel
/// reports.
///
/// What cannot be had here (privileges, an interface, a feature of the kernel) is its health, and
/// asked for again now and then; everything else goes on without it.
public final class PacketModule implements Module {
  public static final String NAME = "packets";

  /// A tunnel that dials anew is gone for a few seconds; what comes in its place is open until
  /// then. A try in vain takes some ten milliseconds.
  private static final Duration RETRY = Duration.ofSeconds(5);

  private static final Health.Degraded TAKEN_OVER =
      new Health.Degraded(
          "detectors see no packets: another Ironpost with the same ebpf.pin_path took the programs"
              + " over; stop it, then start this one again");

  private static final long SAMPLE_MILLIS = 1_000;
  private static final long TICK_NANOS = 100_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(PacketModule.class);

  private final GuardSettings settings;
  private final Wire wire;
  private final Supplier<LineFeed> feeds;
  private final InstantSource clock;
  private final Account account;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Health health = new Health.Up();
  private volatile Optional<Guard> guard = Optional.empty();
  private volatile Optional<Detectors> detectors = Optional.empty();
  private volatile @Nullable Throwable failure;
  private volatile boolean isSettled;
  private volatile Rates rates = Rates.NONE;
  private long booked;
  private long bookedLost;
  private long bookedWithheld;
  private final LatencyHistogram costs = LatencyHistogram.ofPackets();
  private long measuredRuns;
  private long measuredNanos;

  PacketModule(
      GuardSettings settings,
      Wire wire,
      Supplier<LineFeed> feeds,
      InstantSource clock,
      Ledger ledger) {
    this.settings = settings;
    this.wire = wire;
    this.feeds = feeds;
    this.clock = clock;
    this.account = ledger.account("kernel", NAME);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() throws Exception {
    while (stopped.getCount() > 0) {
      List<FilterRule> filters = wire.filters();
      Optional<Guard> opened = open(filters);
      if (opened.isPresent()) {
        try (Guard held = opened.get()) {
          guard(held, filters);
          if (stopped.getCount() > 0) {
            held.handOver();
          }
        }
      } else if (stopped.await(RETRY.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    }
  }

  /// Anything the library throws here is a state of the host, not a fault of the program.
  private Optional<Guard> open(List<FilterRule> filters) {
    try {
      return Optional.of(Guard.open(settings.with(filters), BootClock.ofProc(clock)));
    } catch (RuntimeException e) {
      String why = "packets are not guarded: " + e.getMessage();
      if (!(health instanceof Health.Degraded(var before)) || !before.equals(why)) {
        LOG.warn("{}", why);
      }
      health = new Health.Degraded(why);
      isSettled = true;
      wire.unguarded(why);
      return Optional.empty();
    }
  }

  /// Nobody asks the guard any more when it is closed.
  private void guard(Guard held, List<FilterRule> filters) throws Exception {
    try {
      wire.guarded(held, filters);
      run(held);
    } finally {
      guard = Optional.empty();
      detectors = Optional.empty();
      rates = Rates.NONE;
      wire.unguarded(held, "packets are not guarded at the moment: look at `ironpost status`");
    }
  }

  /// Until it is to stop, or to be opened anew.
  private void run(Guard held) throws Exception {
    LineFeed lines = feeds.get();
    Detecting detecting = new Detecting(lines);
    beginBooks();
    guard = Optional.of(held);
    health = health(held.degradations());
    isSettled = true;
    say(held);
    Thread reader =
        Thread.ofPlatform().name("packets-reader").daemon().start(() -> read(held, detecting));
    Thread forwarder = Thread.ofVirtual().name("packets-forwarder").start(() -> forward(lines));
    try {
      while (failure == null
          && !stopped.await(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)
          && isStanding(held)) {
        sample(held);
      }
    } finally {
      reader.interrupt();
      reader.join();
      lines.end();
      forwarder.join();
      sample(held);
    }
    Throwable cause = failure;
    if (cause != null) {
      failure = null;
      throw new IllegalStateException("the reader of packets failed", cause);
    }
  }

  private void say(Guard held) {
    String interfaces =
        held.statistics().interfaces().stream()
            .map(one -> one.name() + " (" + one.mode().word() + ")")
            .collect(Collectors.joining(", "));
    LOG.info("Packets are guarded on {}", interfaces);
    held.degradations().forEach(one -> LOG.warn("Packets: {}", one.why()));
  }

  private static Health health(List<Degradation> degradations) {
    return degradations.isEmpty()
        ? new Health.Up()
        : new Health.Degraded(
            degradations.stream().map(Degradation::why).collect(Collectors.joining("; ")));
  }

  private boolean isStanding(Guard held) {
    switch (held.standing()) {
      case HELD -> health = health(held.degradations());
      case TAKEN_OVER -> takenOver();
      case OUTDATED -> {
        LOG.warn("An interface went or came: packets are guarded anew");
        return false;
      }
    }
    return true;
  }

  private void takenOver() {
    if (!health.equals(TAKEN_OVER)) {
      LOG.warn("{}", TAKEN_OVER.why());
    }
    health = TAKEN_OVER;
  }

  private void read(Guard held, Detecting detecting) {
    try {
      held.read(detecting);
    } catch (InterruptedException _) {
      // the end
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void forward(LineFeed lines) {
    try {
      lines.forward();
    } catch (InterruptedException _) {
      // the end
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /// Other thresholds are other detectors, which have seen nothing yet.
  private Detectors detectors(DetectorSettings settings, LineFeed lines) {
    Detectors made = new Detectors(settings, lines::add, System.nanoTime());
    detectors = Optional.of(made);
    return made;
  }

  /// Time passes for detectors as packets come; a quiet wire has nothing to be late for.
  private final class Detecting implements PacketSink {
    private final LineFeed lines;
    private DetectorSettings goesBy = wire.detectorSettings();
    private Detectors current;
    private long nextTick;

    Detecting(LineFeed lines) {
      this.lines = lines;
      this.current = detectors(goesBy, lines);
    }

    @Override
    public void see(Packet packet) throws InterruptedException {
      DetectorSettings wanted = wire.detectorSettings();
      if (!wanted.equals(goesBy)) {
        goesBy = wanted;
        current = detectors(wanted, lines);
      }
      current.see(packet);
      if (System.nanoTime() - nextTick >= 0) {
        nextTick = System.nanoTime() + TICK_NANOS;
        Instant now = clock.instant();
        current.tick(now.getEpochSecond() * 1_000_000_000L + now.getNano());
      }
    }
  }

  /// The kernel's counters begin anew with each guard.
  private void beginBooks() {
    booked = 0;
    bookedLost = 0;
    bookedWithheld = 0;
    measuredRuns = 0;
    measuredNanos = 0;
  }

  private void sample(Guard held) {
    GuardStatistics now = held.statistics();
    long read = now.events() - booked;
    long lost = now.lost() - bookedLost;
    long withheld = now.withheld() - bookedWithheld;
    account.received(read + lost + withheld);
    account.delivered(read);
    account.dropped(DropReason.KERNEL_BUFFER_FULL, lost);
    account.dropped(DropReason.RATE_LIMITED, withheld);
    booked = now.events();
    bookedLost = now.lost();
    bookedWithheld = now.withheld();
    rates = rates.next(now, System.nanoTime());
    measure(now);
  }

  private void measure(GuardStatistics now) {
    long runs = now.interfaces().stream().mapToLong(GuardStatistics.Interface::runs).sum();
    long nanos = now.interfaces().stream().mapToLong(GuardStatistics.Interface::runNanos).sum();
    if (runs > measuredRuns && nanos >= measuredNanos) { // less after rules changed
      long packets = runs - measuredRuns;
      costs.record((nanos - measuredNanos) / packets, packets);
    }
    measuredRuns = runs;
    measuredNanos = nanos;
  }

  /// How long the program takes for a packet; empty where that is not measured.
  Optional<LatencyHistogram.Snapshot> cost() {
    return settings.runTime() ? Optional.of(costs.snapshot()) : Optional.empty();
  }

  /// Whether it is known if it can be had here: then it is at work, or says why not.
  public boolean isSettled() {
    return isSettled;
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public Health health() {
    String trouble = wire.allowlistTrouble();
    if (trouble.isEmpty() || guard.isEmpty()) {
      return health;
    }
    String more = health.reason();
    return new Health.Degraded(more.isEmpty() ? trouble : more + "; " + trouble);
  }

  /// Counters of the programs; empty while none is attached.
  Optional<GuardStatistics> statistics() {
    try {
      return guard.map(Guard::statistics);
    } catch (BpfException _) { // closed at this moment
      return Optional.empty();
    }
  }

  List<Degradation> degradations() {
    return guard.map(Guard::degradations).orElse(List.of());
  }

  Rates rates() {
    return rates;
  }

  /// The liveliest connections, most bytes first.
  List<Flow> flows(int most) {
    return detectors.map(one -> one.flows(most)).orElse(List.of());
  }
}
