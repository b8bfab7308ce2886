package io.ironpost.logs.live;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.pipeline.ParserSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Runs lines through the parsers and the judge as they come.
///
/// Batches wait in the [Inbox]; a few workers parse and match them, each source on one worker; one
/// thread settles what they found in the order of each source, and then gives the buffer back. All
/// that waits is bounded by the bytes of the buffers, so what is slow at the end holds up the
/// collectors at the beginning, or makes them lose by their policy, with every loss booked: at the
/// stage `pipeline` lines received are lines delivered, dropped for a reason, or in flight.
///
/// Nothing waits for company: a worker that is idle takes what is there. When much comes, more
/// waits by then, and small batches travel together up to `batch_size` lines and
/// `flush_interval_secs` (ADR-008); these are upper bounds, not pauses.
public final class LivePipeline implements Module {
  /// Between two looks whether there still is a thread that settles.
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final Plant plant;
  private final LiveHooks hooks;
  private final Checkpoints checkpoints;
  private final Totals totals = new Totals();
  private final AtomicReference<Optional<Swap>> swap = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Throwable>> fault =
      new AtomicReference<>(Optional.empty());
  private volatile boolean settling;

  /// @param judge settles on one thread of this pipeline
  /// @param records makes an empty record for a thread
  /// @param positions where inputs went on at the last checkpoint
  public LivePipeline(
      LiveSettings settings,
      ParserSource parsers,
      Judge judge,
      Supplier<EventRecord> records,
      Ledger ledger,
      LiveHooks hooks,
      Map<String, String> positions) {
    this.plant =
        new Plant(
            settings,
            new Setup(0, parsers),
            judge,
            records,
            new Inbox(settings, new Lanes(settings.maxSources(), ledger)),
            new Outbox(settings.workers()));
    this.hooks = hooks;
    this.checkpoints = new Checkpoints(plant, hooks.checkpointer(), positions);
  }

  @Override
  public String name() {
    return "log_pipeline";
  }

  /// Where a collector hands its batches in, from any number of threads, also before [#start] and
  /// after [#stop], when they are booked as stopped.
  ///
  /// @param name for people: which collector
  /// @param overflow what happens when there is no room
  public BatchSink intake(String name, Overflow overflow) {
    return new Intake(name, overflow, plant.inbox);
  }

  /// Works until [#stop].
  @Override
  public void start() throws InterruptedException {
    plant.inbox.begin();
    fault.set(Optional.empty());
    List<Thread> threads = threads();
    settling = true;
    try {
      for (Thread thread : threads) {
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      end(threads); // first: who sees a closed inbox believes that all is in
      plant.inbox.close();
      settling = false;
      giveUp();
    }
    if (fault.get().isPresent()) {
      throw new IllegalStateException(
          "a thread of the pipeline broke: " + fault.get().get(), fault.get().get());
    }
  }

  private List<Thread> threads() {
    List<Thread> threads = new ArrayList<>();
    plant.outbox.begin(plant.settings.workers());
    for (int number = 0; number < plant.settings.workers(); number++) {
      threads.add(thread("judge-" + number, new Worker(number, plant), threads));
    }
    Settler settler = new Settler(plant, hooks, checkpoints, totals, swap);
    threads.add(thread("settle", settler, threads));
    return threads;
  }

  /// With one of them gone the others would wait for ever, and nobody would know: all end, and
  /// whoever keeps this running starts it again.
  private Thread thread(String name, Runnable work, List<Thread> all) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .uncaughtExceptionHandler((_, cause) -> {
          fault.compareAndSet(Optional.empty(), Optional.of(cause));
          List.copyOf(all).forEach(Thread::interrupt);
        })
        .unstarted(work);
  }

  /// Interrupts what still runs and waits for it, however often this thread is interrupted itself:
  /// two generations of threads must never work on the same windows.
  private static void end(List<Thread> threads) {
    boolean interrupted = false;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp() {
    List<Parcel> left = new ArrayList<>();
    for (Result result : plant.outbox.giveUp()) {
      left.addAll(result.read());
      left.addAll(result.failed());
    }
    left.addAll(plant.inbox.giveUp());
    plant.inbox.settled(left);
    left.forEach(parcel -> parcel.lost(DropReason.STOPPED));
  }

  /// Takes no more, settles what is in, makes a last checkpoint. Who waits for no longer interrupts
  /// the thread of [#start]: what is left then is counted as stopped.
  @Override
  public void stop() {
    plant.inbox.stop();
  }

  @Override
  public Health health() {
    return plant.faults.health();
  }

  /// Goes on with other parsers, and runs `atBoundary` (the judge takes other rules) on the thread
  /// that settles while nothing is between the workers and it. Returns when it is done; nothing is
  /// lost and order is kept. What `atBoundary` throws is thrown here, and all stays as it was.
  public synchronized void swap(ParserSource parsers, Runnable atBoundary)
      throws InterruptedException {
    Swap wanted = new Swap(parsers, atBoundary);
    Optional<Swap> asked = Optional.of(wanted);
    swap.set(asked);
    while (!wanted.done().await(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
      if (!settling && swap.compareAndSet(asked, Optional.empty())) {
        wanted.make(plant);
      }
    }
    if (wanted.failure().isPresent()) {
      throw wanted.failure().get();
    }
  }

  /// Makes a checkpoint of all that was handed in before, and waits for it: who begins at its
  /// positions reads nothing twice that another handed in. Without a thread that settles there is
  /// nothing new to write down.
  public void checkpointNow() throws InterruptedException {
    plant.inbox.drawLine();
    while (settling && !plant.inbox.isSettledUpToLine(LOOK_NANOS)) {}
    CountDownLatch made = new CountDownLatch(1);
    checkpoints.ask(made);
    while (settling && !made.await(LOOK_NANOS, TimeUnit.NANOSECONDS)) {}
  }

  /// Shows events to `tap` until [#untap].
  public void tap(Tap tap) {
    plant.taps.open(tap);
  }

  public void untap() {
    plant.taps.close();
  }

  public LiveStats stats() {
    return totals.with(plant.inbox.holdings());
  }
}
