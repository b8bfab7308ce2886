package io.ironpost.logs.live;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.DropReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for the workers, bounded by the bytes of all buffers that are anywhere between
/// hand-in and settled.
///
/// An intake may hold as many bytes as are still free (Choudhury and Hahne, "Dynamic queue length
/// thresholds for shared-memory packet switches", 1998): one file that is read from its beginning
/// takes half of the room at most, and a burst of datagrams still finds some.
///
/// A source is bound to one worker while anything of it is there, so its lines stay in order; when
/// it is idle it goes to the worker with least to do.
final class Inbox {
  private final LiveSettings settings;
  private final Lanes lanes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final List<Desk> desks = new ArrayList<>();
  private long bytes;
  private long batches;
  private int busy;
  private long era;
  private long older; // batches that came before this era and are not settled
  private boolean open = true;
  private boolean stopped;
  private boolean paused;

  /// What waits for one worker.
  private final class Desk {
    final LinkedHashSet<Order> waiting = new LinkedHashSet<>();
    final Condition something = lock.newCondition();
    long load; // bytes that wait or are in hand
  }

  Inbox(LiveSettings settings, Lanes lanes) {
    this.settings = settings;
    this.lanes = lanes;
    for (int worker = 0; worker < settings.workers(); worker++) {
      desks.add(new Desk());
    }
  }

  /// Takes a batch over, or loses it by the intake's policy; the loss is booked, and the batch
  /// done.
  void accept(Intake intake, Batch batch) throws InterruptedException {
    int lines = Parcel.linesIn(batch);
    List<Parcel> full = new ArrayList<>(0);
    List<Parcel> stopped = new ArrayList<>(0);
    lock.lockInterruptibly();
    try {
      long size = batch.bytes().length;
      while (open && intake.overflow() == Overflow.BLOCK && !fits(intake, size)) {
        room.await();
      }
      SourceLane lane = lanes.of(batch.source());
      Parcel parcel = new Parcel(batch, lane, intake, lines, System.nanoTime());
      lane.account().received(lines);
      if (!open) {
        stopped.add(parcel);
      } else if (makeRoom(intake, size, full)) {
        add(parcel);
      } else {
        full.add(parcel);
      }
    } finally {
      lock.unlock();
    }
    full.forEach(parcel -> parcel.lost(DropReason.BUFFER_FULL));
    stopped.forEach(parcel -> parcel.lost(DropReason.STOPPED));
  }

  private boolean fits(Intake intake, long size) {
    long free = settings.maxBytes() - bytes;
    return bytes == 0
        || intake.batches < settings.maxBatches()
            && size <= free
            && (intake.batches == 0 || intake.bytes + size <= free);
  }

  private boolean makeRoom(Intake intake, long size, List<Parcel> lost) {
    boolean giveUpOldest = intake.overflow() == Overflow.DROP_OLDEST;
    while (giveUpOldest && !fits(intake, size) && !intake.waiting.isEmpty()) {
      Parcel oldest = intake.waiting.removeFirst();
      desks.get(oldest.lane().worker).waiting.remove(oldest);
      leaveDesk(oldest);
      leave(oldest);
      lost.add(oldest);
    }
    return fits(intake, size);
  }

  private void add(Parcel parcel) {
    bytes += parcel.bytes();
    batches++;
    parcel.era = era;
    parcel.intake().bytes += parcel.bytes();
    parcel.intake().batches++;
    parcel.intake().waiting.add(parcel);
    Desk desk = bind(parcel.lane());
    desk.load += parcel.bytes();
    send(desk, parcel);
  }

  private void send(Desk desk, Order order) {
    if (desk.waiting.add(order)) {
      order.lane().underWay++;
      desk.something.signal();
    }
  }

  private Desk bind(SourceLane lane) {
    if (lane.isIdle() && desks.get(lane.worker).load > 0) {
      for (int worker = 0; worker < desks.size(); worker++) {
        lane.worker = desks.get(worker).load < desks.get(lane.worker).load ? worker : lane.worker;
      }
    }
    return desks.get(lane.worker);
  }

  private void leaveDesk(Order order) {
    SourceLane lane = order.lane();
    lane.underWay--;
    if (order instanceof Parcel parcel) {
      desks.get(lane.worker).load -= parcel.bytes();
    }
  }

  private void leave(Parcel parcel) {
    bytes -= parcel.bytes();
    batches--;
    older -= parcel.era == era ? 0 : 1;
    parcel.intake().bytes -= parcel.bytes();
    parcel.intake().batches--;
  }

  /// Waits for something to do: all that waits, up to the lines that travel together, or nothing
  /// when `deadlineNanos` ([System#nanoTime]) came first. The worker counts as busy until
  /// [#finished].
  ///
  /// @return whether there will be more; what is to be done is added to `taken`
  boolean take(int worker, long deadlineNanos, List<Order> taken) throws InterruptedException {
    Desk desk = desks.get(worker);
    lock.lockInterruptibly();
    try {
      while (paused || desk.waiting.isEmpty() && open) {
        long wait = deadlineNanos - System.nanoTime();
        if (paused) {
          desk.something.await();
        } else if (wait <= 0) {
          break;
        } else {
          desk.something.awaitNanos(wait);
        }
      }
      busy++;
      boolean more = open || !desk.waiting.isEmpty();
      take(desk, settings.batchLines(), taken);
      return more;
    } finally {
      lock.unlock();
    }
  }

  /// More of what waits, without waiting.
  void takeMore(int worker, int mostLines, List<Order> taken) {
    lock.lock();
    try {
      if (!paused) {
        take(desks.get(worker), mostLines, taken);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void take(Desk desk, int mostLines, List<Order> taken) {
    int lines = 0;
    while (lines < mostLines && !desk.waiting.isEmpty()) {
      Order order = desk.waiting.removeFirst();
      taken.add(order);
      switch (order) {
        case Parcel parcel -> {
          parcel.intake().waiting.remove(parcel);
          lines += parcel.lines();
        }
        case Order.Flush _ -> lines = mostLines; // a place where nothing is unfinished
      }
    }
  }

  /// Whether anything of a source waits, of which the worker has nothing in hand.
  boolean hasMore(SourceLane lane) {
    lock.lock();
    try {
      return lane.underWay > 0;
    } finally {
      lock.unlock();
    }
  }

  /// The worker has handed on what came of these.
  void finished(List<Order> done, List<SourceLane> seen) {
    lock.lock();
    try {
      busy--;
      done.forEach(this::leaveDesk);
      seen.forEach(lane -> lane.holdsBack = lane.holding().isPresent());
    } finally {
      lock.unlock();
    }
  }

  /// These batches are settled; there is room again.
  void settled(List<Parcel> parcels) {
    if (parcels.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      parcels.forEach(this::leave);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Draws a line behind all that is in now, for [#isSettledUpToLine].
  void drawLine() {
    lock.lock();
    try {
      era++;
      older = batches;
    } finally {
      lock.unlock();
    }
  }

  /// Whether all that came before the line is settled; waits up to `nanos` for it.
  boolean isSettledUpToLine(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (older > 0 && left > 0) {
        left = room.awaitNanos(left);
      }
      return older == 0;
    } finally {
      lock.unlock();
    }
  }

  /// Asks for what these sources' parsers hold back.
  void flush(List<SourceLane> holding) {
    lock.lock();
    try {
      for (SourceLane lane : holding) {
        send(desks.get(lane.worker), new Order.Flush(lane));
      }
    } finally {
      lock.unlock();
    }
  }

  /// Keeps the workers from taking more.
  void pause() {
    lock.lock();
    try {
      paused = true;
    } finally {
      lock.unlock();
    }
  }

  void resume() {
    lock.lock();
    try {
      paused = false;
      desks.forEach(desk -> desk.something.signalAll());
    } finally {
      lock.unlock();
    }
  }

  /// Whether no worker has anything in hand.
  boolean isStill() {
    lock.lock();
    try {
      return busy == 0;
    } finally {
      lock.unlock();
    }
  }

  /// Begins, anew maybe. Who was asked to stop before it began only finishes what is there.
  void begin() {
    lock.lock();
    try {
      open = !stopped;
      paused = false;
      busy = 0;
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more comes in, for good; what is here still goes out.
  void stop() {
    lock.lock();
    try {
      stopped = true;
      close();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more comes in; what is here still goes out.
  void close() {
    lock.lock();
    try {
      open = false;
      room.signalAll();
      desks.forEach(desk -> desk.something.signalAll());
    } finally {
      lock.unlock();
    }
  }

  /// Gives up what waits, after [#close] and when no worker runs any more.
  List<Parcel> giveUp() {
    List<Parcel> left = new ArrayList<>();
    lock.lock();
    try {
      for (Desk desk : desks) {
        for (Order order : desk.waiting) {
          leaveDesk(order);
          if (order instanceof Parcel parcel) {
            parcel.intake().waiting.remove(parcel);
            left.add(parcel);
          }
        }
        desk.waiting.clear();
      }
    } finally {
      lock.unlock();
    }
    return left;
  }

  /// What is held now.
  ///
  /// @param bytes of buffers between hand-in and settled
  /// @param lanes the sources, the one heard of last at the end
  record Holdings(long bytes, long batches, List<SourceLane> lanes) {}

  Holdings holdings() {
    lock.lock();
    try {
      return new Holdings(bytes, batches, lanes.all());
    } finally {
      lock.unlock();
    }
  }
}
