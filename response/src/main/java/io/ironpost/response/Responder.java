package io.ironpost.response;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import io.ironpost.response.OrderResult.Ground;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Journal;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Answers alerts: from an alert to an action, journaled, with an end and a way back.
///
/// **Two paths, one answer.** [#told] hands an alert from memory to a thread of its own, which
/// decides and acts within microseconds: nothing is synced to a disk before the block is in the
/// kernel. Behind it a reader follows the spool, which is the truth: it brings what the fast path
/// had no room for or a crash took away, and its place moves only when the answers up to there are
/// in the journal. [Claims] give each alert to exactly one of the two.
///
/// **A crash** between act and journal leaves a block that the journal does not know: it is found
/// at the start and adopted, its alert comes again from the spool and gives it its reason. A crash
/// between the alert and the act loses nothing, as the alert comes again. Alerts that come when
/// their answer would be over are not answered.
///
/// **Threads.** The module's thread follows the spool, writes the journal and does what is due; the
/// fast path has a platform thread, for it must not queue behind virtual ones that compute. Orders
/// come on their callers' threads.
public final class Responder implements Module {
  /// Alerts in memory that wait for the fast path; one takes microseconds, so these are some
  /// milliseconds of a flood. The spool has the rest.
  static final int MAX_TOLD = 1_024;

  private static final int MOST_ENTRIES = 500;

  /// How often the module's thread looks up when no alert comes.
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private record Told(long sequence, AlertUpdate update) {}

  private final ResponsePlace place;
  private final ArrayBlockingQueue<Told> told = new ArrayBlockingQueue<>(MAX_TOLD);
  private final Desk desk;
  private final Answering answering;
  private final Ordering ordering;
  private final Upkeep upkeep;
  private final Claims claims = new Claims();
  private final Journal journal;
  private final Clerk clerk;
  private final Chores chores;
  private volatile boolean isOpen;
  private volatile boolean isRehearsed;
  private volatile boolean stopping;
  private volatile long lost;
  private volatile long damaged;
  private volatile String loss = "";

  public Responder(ResponsePlace place, ResponseRules rules) {
    this.place = place;
    this.desk = new Desk(place, rules);
    this.answering = new Answering(desk);
    this.ordering = new Ordering(desk);
    this.upkeep = new Upkeep(desk);
    this.journal = new Journal(place.disk(), place.journal(), place.nanoTime());
    this.clerk = new Clerk(desk, journal, place.listener());
    this.chores = new Chores(desk, upkeep, clerk, place);
  }

  @Override
  public String name() {
    return "response";
  }

  @Override
  public void start() throws InterruptedException {
    open();
    AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    Thread fast = Thread.ofPlatform().name("response-fast").daemon().unstarted(this::answerTold);
    fast.setUncaughtExceptionHandler((_, e) -> fault.set(e));
    fast.start();
    try (SpoolReader entries = place.spool().get()) {
      boolean hasMore = true;
      while (!stopping || hasMore) {
        hasMore = follow(entries);
        Throwable failure = fault.get();
        if (failure != null) {
          throw new IllegalStateException("the fast path failed: " + failure, failure);
        }
      }
    } finally {
      fast.interrupt();
      fast.join();
      clerk.write();
    }
  }

  /// Reads the journal and compares it with the world; once, for what is in memory is newer after a
  /// failure of the module.
  private void open() {
    if (isOpen) {
      return;
    }
    Journal.Loaded loaded = journal.load();
    damaged = loaded.damaged();
    loss = loaded.trouble().isEmpty() ? lost(damaged) : loaded.trouble();
    chores.rescan();
    synchronized (desk) {
      upkeep.restore(loaded);
      upkeep.release();
      upkeep.reconcileIfSeen();
      isOpen = true;
    }
    clerk.write();
  }

  /// One line may be torn whenever the power fails; its order was not answered yet.
  private static String lost(long damaged) {
    return damaged <= 1
        ? ""
        : "%,d lines of the journal of actions were damaged: what people ordered there is forgotten"
            .formatted(damaged);
  }

  private void answerTold() {
    if (!isRehearsed) {
      isRehearsed = true;
      Rehearsal.run(place, desk.rules());
    }
    try {
      while (true) {
        Told next = told.take();
        synchronized (desk) {
          if (claims.ahead(next.sequence())) {
            answer(next.update());
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(AlertUpdate update) {
    try {
      answering.answer(update);
    } catch (RuntimeException _) { // a fault in here must not leave the next attacker unanswered
      desk.tallies.faults.increment();
      place.account().dropped(DropReason.MODULE_FAILED, 1);
    }
  }

  /// @return whether there was something
  private boolean follow(SpoolReader entries) throws InterruptedException {
    List<SpoolEntry> batch = entries.next(MOST_ENTRIES, stopping ? Duration.ZERO : LOOK_UP);
    for (SpoolEntry entry : batch) {
      synchronized (desk) {
        if (claims.behind(entry.sequence())) {
          answerLate(entry);
        }
      }
    }
    lost = entries.lost();
    chores.due();
    boolean isSafe = clerk.write();
    if (isSafe && !batch.isEmpty()) {
      entries.acknowledge(batch.getLast().sequence());
    }
    return !batch.isEmpty();
  }

  private void answerLate(SpoolEntry entry) {
    AlertUpdate update;
    try {
      update = place.decoder().apply(entry.payload());
    } catch (RuntimeException _) {
      place.account().received(1);
      place.account().dropped(DropReason.UNSTORABLE, 1);
      return;
    }
    answer(update);
  }

  /// Answers what the spool has, then ends.
  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public Health health() {
    List<String> reasons = new ArrayList<>();
    reasons.add(loss);
    reasons.add(clerk.trouble());
    if (desk.hands.health() instanceof Health.Down(var why) && doesAnything()) {
      reasons.add("nothing can be blocked: " + why);
    }
    long faults = desk.tallies.faults.sum();
    reasons.add(faults == 0 ? "" : faults + " fault(s) in the response itself");
    reasons.removeIf(String::isEmpty);
    return reasons.isEmpty() ? new Health.Up() : new Health.Degraded(String.join("; ", reasons));
  }

  private boolean doesAnything() {
    return desk.rules().policies().stream().anyMatch(one -> one.mode() != Mode.OBSERVE);
  }

  /// An alert that was just appended to the spool. On the thread that settles: never waits. What
  /// there is no room for comes from the spool a little later.
  public void told(long spoolSequence, AlertUpdate update) {
    if (!told.offer(new Told(spoolSequence, update))) {
      desk.tallies.overflowed.increment();
    }
  }

  /// Does what a person wants, by the same path as policies; back when it is in the journal. From
  /// any thread.
  public OrderResult order(Order order) {
    OrderResult result;
    synchronized (desk) {
      if (!isOpen) {
        return new OrderResult.Refused(
            Ground.FAILED, "the response has not read its journal yet; try again in a moment");
      }
      result = ordering.order(order);
    }
    boolean isSafe = clerk.write();
    if (!isSafe && result instanceof OrderResult.Done(var record, var warnings)) {
      List<String> more = new ArrayList<>(warnings);
      more.add("it is done, and forgotten when the program ends now: " + clerk.trouble());
      return new OrderResult.Done(record, more);
    }
    return result;
  }

  /// The latest first.
  public List<ActionRecord> actions(ActionQuery query) {
    List<ActionRecord> all;
    synchronized (desk) {
      all = desk.book.all();
    }
    return all.stream()
        .filter(query::takes)
        .sorted(Comparator.comparing(ActionRecord::madeAt).reversed())
        .limit(query.most())
        .toList();
  }

  public Optional<ActionRecord> action(String id) {
    synchronized (desk) {
      return desk.book.find(id);
    }
  }

  /// Other policies, limits, networks, from the next alert on. What holds goes on, but for what is
  /// allowlisted now.
  public void reload(ResponseRules rules) {
    synchronized (desk) {
      desk.use(rules);
      upkeep.release();
    }
    chores.sayAllowed();
  }

  /// Asks again who is on this host and at its keyboard: to be called when somebody logged in.
  public void rescan() {
    chores.rescan();
  }

  /// An enforcer works again: what should hold is ordered anew, what failed is tried again.
  public void enforcerReady() {
    synchronized (desk) {
      if (isOpen) {
        upkeep.reconcile();
        upkeep.retry();
      }
    }
  }

  /// The allowlist as it is, with the reasons.
  public List<AllowEntry> allowed() {
    synchronized (desk) {
      return desk.allowlist().entries();
    }
  }

  public ResponseFigures figures() {
    Map<ActionState, Long> open = new EnumMap<>(ActionState.class);
    synchronized (desk) {
      for (ActionState state : ActionState.values()) {
        if (state.isOpen()) {
          open.put(state, desk.book.openIn(state));
        }
      }
      return new ResponseFigures(
          open,
          desk.book.came(),
          desk.tallies.alreadyAnswered.sum(),
          desk.tallies.tooLate.sum(),
          desk.tallies.overflowed.sum(),
          lost,
          damaged,
          desk.tallies.unlisted.sum(),
          desk.tallies.moreTargets.sum(),
          desk.tallies.faults.sum(),
          desk.allowlist().entries().size());
    }
  }
}
