package io.ironpost.daemon.wire;

import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.ebpf.trace.ProcessTrace;
import io.ironpost.ebpf.trace.TraceCounters;
import io.ironpost.ebpf.trace.TraceSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches programs that start and the connections they make, and hands a line for each to the
/// rules. Where the kernel does not let it, that is its health, and everything else goes on.
public final class ProcessModule implements Module {
  public static final String NAME = "processes";

  /// A capability given meanwhile is worth no more haste.
  private static final Duration RETRY = Duration.ofMinutes(1);

  private static final long SAMPLE_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessModule.class);

  private final TraceSettings settings;
  private final Supplier<LineFeed> feeds;
  private final InstantSource clock;
  private final Account account;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Health health = new Health.Up();
  private volatile Optional<ProcessTrace> trace = Optional.empty();
  private volatile @Nullable Throwable failure;
  private volatile boolean isSettled;
  private long booked;
  private long bookedLost;
  private long bookedLimited;

  ProcessModule(
      TraceSettings settings, Supplier<LineFeed> feeds, InstantSource clock, Ledger ledger) {
    this.settings = settings;
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
      Optional<ProcessTrace> opened = open();
      if (opened.isPresent()) {
        try (ProcessTrace held = opened.get()) {
          run(held);
        } finally {
          trace = Optional.empty();
        }
      } else if (stopped.await(RETRY.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    }
  }

  /// Anything the library throws here is a state of the host, not a fault of the program.
  private Optional<ProcessTrace> open() {
    try {
      return Optional.of(ProcessTrace.open(settings, clock));
    } catch (RuntimeException e) {
      String why = "processes are not watched: " + e.getMessage();
      if (!(health instanceof Health.Degraded(var before)) || !before.equals(why)) {
        LOG.warn("{}", why);
      }
      health = new Health.Degraded(why);
      isSettled = true;
      return Optional.empty();
    }
  }

  private void run(ProcessTrace held) throws Exception {
    LineFeed lines = feeds.get();
    booked = 0; // the kernel's counters begin anew with each trace
    bookedLost = 0;
    bookedLimited = 0;
    trace = Optional.of(held);
    health =
        held.degradations().isEmpty()
            ? new Health.Up()
            : new Health.Degraded(String.join("; ", held.degradations()));
    isSettled = true;
    LOG.info("Processes are watched");
    held.degradations().forEach(one -> LOG.warn("Processes: {}", one));
    Thread reader =
        Thread.ofPlatform().name("processes-reader").daemon().start(() -> read(held, lines));
    Thread forwarder = Thread.ofVirtual().name("processes-forwarder").start(() -> forward(lines));
    try {
      while (failure == null && !stopped.await(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
        book(held.counters());
      }
    } finally {
      reader.interrupt();
      reader.join();
      lines.end();
      forwarder.join();
      book(held.counters());
    }
    Throwable cause = failure;
    if (cause != null) {
      failure = null;
      throw new IllegalStateException("the reader of processes failed", cause);
    }
  }

  private void read(ProcessTrace held, LineFeed lines) {
    try {
      held.read(lines::add);
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

  private void book(TraceCounters now) {
    long lost = now.lostRingFull() + now.lostBusy();
    account.received(now.read() + lost + now.limited() - booked - bookedLost - bookedLimited);
    account.delivered(now.read() - booked);
    account.dropped(DropReason.KERNEL_BUFFER_FULL, lost - bookedLost);
    account.dropped(DropReason.RATE_LIMITED, now.limited() - bookedLimited);
    booked = now.read();
    bookedLost = lost;
    bookedLimited = now.limited();
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
    return health;
  }

  /// What happened to events; empty while nothing is watched.
  Optional<TraceCounters> counters() {
    return trace.map(ProcessTrace::counters);
  }
}
