package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.action.Effect;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.OrderResult.Ground;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Cause;
import io.ironpost.response.journal.Person;
import io.ironpost.response.policy.Escalation;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What people want done, by the same path as policies: allowlist, world, book. Each order is first
/// looked at and then done, so a dry run says what the order would come to and nothing else.
///
/// Under the desk's lock.
final class Ordering {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Desk desk;

  Ordering(Desk desk) {
    this.desk = desk;
  }

  /// What an order comes to.
  private sealed interface Plan {
    /// Nothing is to be done.
    record Answered(OrderResult result) implements Plan {}

    /// @param said what would be done
    record Doable(String said, List<String> warnings, Supplier<OrderResult> act) implements Plan {}
  }

  OrderResult order(Order order) {
    if (order instanceof Order.DryRun(var inner)) {
      return rehearsed(inner);
    }
    return switch (plan(order)) {
      case Plan.Answered(var result) -> result;
      case Plan.Doable doable -> doable.act().get();
    };
  }

  private OrderResult rehearsed(Order order) {
    return switch (plan(order)) {
      case Plan.Answered(var result) -> result;
      case Plan.Doable(var said, var warnings, var _) -> new OrderResult.Would(said, warnings);
    };
  }

  private Plan plan(Order order) {
    return switch (order) {
      case Order.Block block -> block(block);
      case Order.Unblock(var address, var by, var reason) -> unblock(address, by, reason);
      case Order.Undo(var id, var by, var reason) ->
          withAction(id, record -> undo(record, by, reason));
      case Order.Approve(var id, var by, var reason) ->
          withAction(id, record -> approve(record, by, reason));
      case Order.Deny(var id, var by, var reason) ->
          withAction(id, record -> deny(record, by, reason));
      case Order.DryRun(var inner) -> plan(inner);
    };
  }

  private static Plan refused(Ground ground, String why) {
    return new Plan.Answered(new OrderResult.Refused(ground, why));
  }

  private interface Step {
    Plan plan(ActionRecord record);
  }

  private Plan withAction(String id, Step step) {
    return desk.book
        .find(id)
        .map(step::plan)
        .orElseGet(() -> refused(Ground.UNKNOWN, "there is no action " + id));
  }

  private Plan block(Order.Block order) {
    Action action = new BlockAddress(order.address());
    Duration duration = order.duration();
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(Escalation.LONGEST) > 0) {
      return refused(Ground.UNFIT, "a block lasts from 1 second to 366 days, not " + duration);
    }
    Optional<String> protection = desk.protection(action);
    if (protection.isPresent()) {
      return refused(Ground.PROTECTED, protection.get());
    }
    if (desk.book.openOn(action).filter(ActionRecord::isWanted).isEmpty()
        && !desk.hasRoom(desk.settings().maxInForce())) {
      return full();
    }
    Instant until = desk.now().plus(duration);
    List<String> warnings =
        desk.allowlist().within(order.address()).stream().map(Ordering::stays).toList();
    return new Plan.Doable(
        "%s would be blocked until %s".formatted(order.address(), Words.time(until)),
        warnings,
        () -> done(action, new Cause.Ordered(order.by(), order.reason()), duration, warnings));
  }

  private Plan full() {
    return refused(
        Ground.FULL, "response.max_in_force (%d) hold".formatted(desk.settings().maxInForce()));
  }

  private static String stays(AllowEntry entry) {
    return "%s stays allowed: it is %s".formatted(entry.prefix(), entry.why());
  }

  private OrderResult done(Action action, Cause cause, Duration duration, List<String> warnings) {
    Instant until = desk.now().plus(duration);
    ActionRecord record =
        desk.draft(ActionState.APPLIED, Mode.ENFORCE, action, cause, duration, until);
    return result(desk.enforce(record, "holds until " + Words.time(until)), warnings);
  }

  private static OrderResult result(ActionRecord record, List<String> warnings) {
    return switch (record.state()) {
      case APPLIED -> new OrderResult.Done(record, warnings);
      case FAILED ->
          new OrderResult.Refused(
              Ground.FAILED,
              "%s; action %s is tried again until %s"
                  .formatted(record.said(), record.id(), Words.time(record.until())));
      case PROPOSED, WAITING, DENIED, LAPSED, REFUSED, HELD_BACK, EXPIRED, UNDONE, REPLACED ->
          new OrderResult.Refused(Ground.FAILED, record.said());
    };
  }

  private static Plan wrongState(ActionRecord record) {
    return refused(
        Ground.WRONG_STATE, "action %s is %s".formatted(record.id(), record.state().word()));
  }

  private Plan undo(ActionRecord record, Person by, String reason) {
    if (!record.isWanted()) {
      return wrongState(record);
    }
    return new Plan.Doable(
        "%s would be let in again".formatted(record.action().target()),
        List.of(),
        () -> undone(record, by, reason));
  }

  private OrderResult undone(ActionRecord record, Person by, String reason) {
    Optional<ActionRecord> off =
        desk.release(record, record.until(), Words.by("undone", by, reason));
    if (off.isEmpty()) {
      return new OrderResult.Refused(
          Ground.FAILED, "action %s could not be taken back".formatted(record.id()));
    }
    desk.offenders.forgive(record.action());
    return new OrderResult.Done(off.get(), List.of());
  }

  /// Everything that holds within the prefix; what holds around it is named and left.
  private Plan unblock(IpPrefix prefix, Person by, String reason) {
    List<ActionRecord> within =
        desk.book.open().stream()
            .filter(ActionRecord::isWanted)
            .filter(record -> prefix.contains(prefix(record.action())))
            .toList();
    if (!within.isEmpty()) {
      return new Plan.Doable(
          "%d block(s) within %s would be taken back".formatted(within.size(), prefix),
          List.of(),
          () -> undone(within, by, reason));
    }
    Optional<ActionRecord> around = desk.book.openCovering(prefix).filter(ActionRecord::isWanted);
    if (around.isPresent()) {
      return refused(
          Ground.WRONG_STATE,
          "%s is within %s, blocked by action %s: undo that"
              .formatted(prefix, around.get().action().target(), around.get().id()));
    }
    return new Plan.Doable(
        prefix + " is not known to be blocked; the enforcer would be told to let it in",
        List.of(),
        () -> released(prefix));
  }

  private static IpPrefix prefix(Action action) {
    return switch (action) {
      case BlockAddress(var prefix) -> prefix;
    };
  }

  private OrderResult undone(List<ActionRecord> records, Person by, String reason) {
    OrderResult last = new OrderResult.AlreadySo("nothing was blocked");
    for (ActionRecord record : records) {
      last = undone(record, by, reason);
      if (last instanceof OrderResult.Refused) {
        return last;
      }
    }
    if (records.size() > 1 && last instanceof OrderResult.Done(var record, _)) {
      return new OrderResult.Done(record, List.of(records.size() + " blocks were taken back"));
    }
    return last;
  }

  /// The book does not know of it; the world may.
  private OrderResult released(IpPrefix prefix) {
    return switch (desk.hands.undo(new BlockAddress(prefix))) {
      case Effect.Done(), Effect.AlreadySo() ->
          new OrderResult.AlreadySo(prefix + " is not blocked by the response");
      case Effect.Refused(var why) -> new OrderResult.Refused(Ground.FAILED, why);
      case Effect.Failed(var why) ->
          new OrderResult.Refused(
              Ground.UNKNOWN, "%s is not known to be blocked; %s".formatted(prefix, why));
    };
  }

  /// One that was only proposed can be decided too: whoever observes may act on what they see.
  private boolean isUndecided(ActionRecord record) {
    boolean isSo = record.state() == ActionState.WAITING || record.state() == ActionState.PROPOSED;
    return isSo && desk.now().isBefore(record.until());
  }

  private Plan approve(ActionRecord record, Person by, String reason) {
    if (!isUndecided(record)) {
      return wrongState(record);
    }
    Optional<String> protection = desk.protection(record.action());
    if (protection.isPresent()) {
      return refused(Ground.PROTECTED, protection.get());
    }
    if (!desk.hasRoom(desk.settings().maxInForce())) {
      return full();
    }
    Instant until = desk.now().plus(record.duration());
    return new Plan.Doable(
        "%s would be blocked until %s".formatted(record.action().target(), Words.time(until)),
        List.of(),
        () ->
            result(
                desk.enforce(record.until(until, desk.now(), ""), Words.by("approved", by, reason)),
                List.of()));
  }

  private Plan deny(ActionRecord record, Person by, String reason) {
    if (!isUndecided(record)) {
      return wrongState(record);
    }
    return new Plan.Doable(
        "%s would be left alone".formatted(record.action().target()),
        List.of(),
        () -> new OrderResult.Done(denied(record, by, reason), List.of()));
  }

  private ActionRecord denied(ActionRecord record, Person by, String reason) {
    Instant now = desk.now();
    ActionRecord denied =
        record
            .until(now.plus(record.duration()), now, "")
            .in(ActionState.DENIED, now, Words.by("denied", by, reason));
    desk.book.put(denied);
    return denied;
  }
}
