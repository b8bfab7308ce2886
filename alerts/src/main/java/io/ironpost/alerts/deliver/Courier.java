package io.ironpost.alerts.deliver;

import io.ironpost.alerts.format.AlertFormat;
import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes alerts from the spool to one receiver, in order, for as long as it takes.
///
/// An entry is acknowledged when the receiver has it or it was passed over for a reason, so a
/// receiver that is away holds its own courier and nobody else, and after a crash at most the
/// messages of one delivery go out twice, under the same key. A message that the receiver refuses,
/// or on which the sink fails again and again, is kept aside and passed over: it must not stand in
/// the way of those behind it.
public final class Courier implements Module, Closeable {
  /// How long one look into the spool lasts at most: digests are due between.
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// A receiver may ask for a pause (Retry-After); longer than this it is asked again all the same.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /// As often a sink may fail on one message alone before the message is to blame.
  private static final int POISON_TRIES = 3;

  /// At most half of a wait is taken off by chance.
  private static final double JITTER = 0.5;

  private static final int MOST_DOUBLINGS = 30;

  private record Trouble(Instant since, String why) {}

  private final String name;
  private final Supplier<AlertSink> sinks;
  private final SpoolReader reader;
  private final CourierSettings settings;
  private final CourierPlace place;
  private final HeldBack heldBack;
  private final Sorter sorter;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final LongAdder failures = new LongAdder();
  private final LongAdder digests = new LongAdder();
  private volatile @Nullable Trouble trouble;
  private volatile String unkept = "";
  private volatile long backlog;

  private long readUpTo;
  private long inHand; // received and not over
  private int failuresInRow;
  private int faultsInRow;
  private boolean isAlone; // messages go one at a time, to find the one on which the sink fails
  private Instant heldSince = Instant.MAX;

  /// @param name the sink's, as configured
  /// @param sinks makes the sink anew for each run of the module
  public Courier(
      String name,
      Supplier<AlertSink> sinks,
      AlertFormat format,
      SpoolReader reader,
      CourierSettings settings,
      CourierPlace place) {
    this.name = name;
    this.sinks = sinks;
    this.reader = reader;
    this.settings = settings;
    this.place = place;
    this.heldBack = new HeldBack(name);
    RateLimit limit = new RateLimit(settings.rate(), settings.burst());
    this.sorter = new Sorter(settings.route(), place.hush(), limit, heldBack, format);
  }

  @Override
  public String name() {
    return "deliver." + name;
  }

  @Override
  public void start() throws InterruptedException {
    try (AlertSink sink = sinks.get()) {
      reader.rewind();
      boolean goesOn = true;
      while (goesOn) {
        List<SpoolEntry> entries =
            reader.next(sink.maxBatch(), isStopping() ? Duration.ZERO : LOOK);
        backlog = reader.backlog();
        // Asked to stop, it goes on until nothing is left or the receiver is away.
        goesOn =
            carry(sink, entries)
                && tellHeldBack(sink, entries.isEmpty())
                && !(isStopping() && entries.isEmpty());
      }
    }
  }

  private boolean isStopping() {
    return stopped.getCount() == 0;
  }

  /// False when it was asked to stop and the receiver is away.
  private boolean carry(AlertSink sink, List<SpoolEntry> entries) throws InterruptedException {
    List<Errand> errands = new ArrayList<>(entries.size());
    for (SpoolEntry entry : entries) {
      if (entry.sequence() > readUpTo) {
        readUpTo = entry.sequence(); // after a failure of this module it comes a second time
        place.account().received(1);
        inHand++;
      }
      errands.add(sorter.sort(entry));
    }
    return run(sink, errands);
  }

  private boolean run(AlertSink sink, List<Errand> errands) throws InterruptedException {
    isAlone = false;
    int at = settle(errands, 0, 0);
    while (at < errands.size()) {
      List<Message> messages = messages(errands, at, isAlone ? 1 : sink.maxBatch());
      Delivery delivery = offer(sink, messages);
      switch (delivery) {
        case Delivery.Delivered() -> {
          at = settle(errands, at, messages.size());
          allIsWell();
        }
        case Delivery.Refused(int taken, String why) -> {
          at = settle(errands, at, taken);
          at = refuse(errands, at, why);
          allIsWell();
        }
        case Delivery.TryAgain(int taken, String why, Duration pause) -> {
          at = settle(errands, at, taken);
          if (!waitOut(why, pause)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static List<Message> messages(List<Errand> errands, int from, int most) {
    List<Message> messages = new ArrayList<>();
    for (int i = from; i < errands.size() && messages.size() < most; i++) {
      if (errands.get(i) instanceof Errand.Carry carry) {
        messages.add(carry.message());
      }
    }
    return messages;
  }

  /// A sink that throws is at fault, or the message is: one at a time tells which.
  private Delivery offer(AlertSink sink, List<Message> messages) throws InterruptedException {
    try {
      Delivery delivery = sink.deliver(messages);
      faultsInRow = 0;
      return delivery;
    } catch (RuntimeException | StackOverflowError fault) {
      isAlone = true;
      faultsInRow = messages.size() == 1 ? faultsInRow + 1 : 1;
      String why = "the sink failed: " + fault;
      if (faultsInRow <= POISON_TRIES) {
        return new Delivery.TryAgain(0, why, Duration.ZERO);
      }
      faultsInRow = 0;
      return new Delivery.Refused(0, why);
    }
  }

  /// Books and acknowledges the next `carried` messages, and whatever is passed over before and
  /// after them.
  ///
  /// @return where the first one stands that is still to be carried
  private int settle(List<Errand> errands, int from, int carried) {
    int at = from;
    int left = carried;
    for (; at < errands.size(); at++) {
      switch (errands.get(at)) {
        case Errand.Pass(long _, DropReason reason) -> dropped(reason);
        case Errand.Carry(long sequence, Message _) -> {
          if (left-- <= 0) {
            return acknowledge(errands, from, at);
          }
          if (sequence > 0) {
            place.account().delivered(1);
            inHand--;
          }
        }
      }
    }
    return acknowledge(errands, from, at);
  }

  private void dropped(DropReason reason) {
    place.account().dropped(reason, 1);
    inHand--;
  }

  private int acknowledge(List<Errand> errands, int from, int to) {
    long sequence = to > from ? errands.get(to - 1).sequence() : 0;
    if (sequence > 0) {
      reader.acknowledge(sequence);
    }
    return to;
  }

  private int refuse(List<Errand> errands, int at, String why) {
    if (at < errands.size() && errands.get(at) instanceof Errand.Carry(long sequence, Message m)) {
      keepAside(m, why);
      if (sequence > 0) {
        dropped(DropReason.REFUSED);
      }
      acknowledge(errands, at, at + 1);
      return settle(errands, at + 1, 0);
    }
    return at;
  }

  private void keepAside(Message message, String why) {
    try {
      place.deadLetters().keep(message, why, place.clock().instant());
      unkept = "";
    } catch (IOException e) {
      unkept = "a refused message could not be kept aside: " + e.getMessage();
    }
  }

  private void allIsWell() {
    failuresInRow = 0;
    trouble = null;
  }

  /// False when it was asked to stop.
  private boolean waitOut(String why, Duration pause) throws InterruptedException {
    failures.increment();
    failuresInRow++;
    Trouble known = trouble;
    trouble = new Trouble(known == null ? place.clock().instant() : known.since(), why);
    backlog = reader.backlog();
    return !stopped.await(wait(pause).toNanos(), TimeUnit.NANOSECONDS);
  }

  private Duration wait(Duration pause) {
    long doublings = 1L << Math.min(failuresInRow - 1, MOST_DOUBLINGS);
    double full =
        Math.min(
            (double) settings.firstWait().toNanos() * doublings,
            (double) settings.longestWait().toNanos());
    Duration own = Duration.ofNanos((long) (full * (1 - JITTER * place.random().nextDouble())));
    Duration asked = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return asked.compareTo(own) > 0 ? asked : own;
  }

  /// @param isAtEnd whether nothing more comes at the moment: the last chance when it is to stop
  private boolean tellHeldBack(AlertSink sink, boolean isAtEnd) throws InterruptedException {
    if (heldBack.isEmpty()) {
      return true;
    }
    Instant now = place.clock().instant();
    heldSince = heldSince.isAfter(now) ? now : heldSince; // the first, or the clock was set back
    boolean isOldEnough = !now.isBefore(heldSince.plus(settings.digestAfter()));
    if (!isOldEnough && !(isStopping() && isAtEnd)) {
      return true;
    }
    heldSince = Instant.MAX;
    digests.increment();
    Message digest = sorter.message(heldBack.take(now, place.traceIds().next()));
    return run(sink, List.of(new Errand.Carry(0, digest)));
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  /// Gives its place in the spool back, for another courier of this name; it runs no more. What it
  /// had in hand is received anew by that one, so here its way ends.
  @Override
  public void close() {
    place.account().dropped(DropReason.STOPPED, inHand);
    inHand = 0;
    reader.close();
  }

  @Override
  public Health health() {
    Trouble now = trouble;
    if (now != null) {
      return new Health.Degraded(
          "%s unreachable since %s, %d waiting: %s"
              .formatted(name, now.since(), backlog, now.why()));
    }
    return unkept.isEmpty() ? new Health.Up() : new Health.Degraded(unkept);
  }

  /// Tries that did not succeed.
  public long failures() {
    return failures.sum();
  }

  /// Messages that told of others held back.
  public long digests() {
    return digests.sum();
  }

  /// Entries not delivered yet, as last looked.
  public long backlog() {
    return backlog;
  }
}
