package io.ironpost.daemon.control;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.ActionQuery;
import io.ironpost.response.Order;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Person;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What was done about alerts, and what people want done.
///
/// The name in `by` is what the client says: who may open the socket may answer for the host, and
/// the name is there so that colleagues know whom to ask.
final class ActionRoutes {
  /// The journal keeps some ten thousand; an answer of all of them has 6 MB.
  private static final int MAX_LIMIT = 10_000;

  /// The response has a bound of its own; this one keeps the arithmetic right.
  private static final int MAX_SECONDS = 10 * 366 * 24 * 3_600;

  private static final int UNKNOWN_UID = -1;

  private final ActionControls controls;

  ActionRoutes(ActionControls controls) {
    this.controls = controls;
  }

  List<Route> all() {
    return List.of(
        Route.get("/actions", this::list),
        Route.post("/actions", this::block),
        Route.get("/actions/{id}", this::one),
        Route.post("/actions/{id}/undo", this::undo),
        Route.post("/actions/{id}/approve", this::approve),
        Route.post("/actions/{id}/deny", this::deny),
        Route.post("/blocklist/unblock", this::unblock));
  }

  private Answer list(Request request) {
    Query query = request.query();
    Set<ActionState> states = query.word("state", ActionRoutes::states, words()).orElse(Set.of());
    String target = query.text("target");
    int limit = query.whole("limit", ActionQuery.DEFAULT_MOST, 1, MAX_LIMIT);
    query.check();
    return Answer.json(json ->
        JsonBody.objects(
            json,
            "actions",
            controls.actions(new ActionQuery(states, target, limit)),
            ActionJson::write));
  }

  /// One word, several with commas between them, or `open` for those of which something is still to
  /// come.
  private static Optional<Set<ActionState>> states(String words) {
    Set<ActionState> states = EnumSet.noneOf(ActionState.class);
    for (String word : words.split(",", -1)) {
      if (word.equals("open")) {
        Arrays.stream(ActionState.values()).filter(ActionState::isOpen).forEach(states::add);
        continue;
      }
      Optional<ActionState> state = ActionState.of(word);
      if (state.isEmpty()) {
        return Optional.empty();
      }
      states.add(state.get());
    }
    return Optional.of(states);
  }

  private static List<String> words() {
    return Stream.concat(
            Stream.of("open"), Arrays.stream(ActionState.values()).map(ActionState::word))
        .toList();
  }

  private Answer one(Request request) {
    request.query().check();
    return controls
        .action(request.name("id"))
        .map(action -> Answer.json(json -> ActionJson.write(json, action)))
        .orElseThrow(
            () -> new RefusedException(Problem.noSuch("action", "GET /actions lists them.")));
  }

  private Answer block(Request request) {
    request.query().check();
    Form form = Form.of(request.body());
    IpPrefix address = address(form);
    Duration duration = Duration.ofSeconds(form.whole("duration_seconds", 1, MAX_SECONDS));
    Person by = person(form);
    String reason = form.textOr("reason", "");
    boolean dryRun = form.flagOr("dry_run", false);
    form.check();
    return order(new Order.Block(address, duration, by, reason), dryRun, true);
  }

  private Answer unblock(Request request) {
    request.query().check();
    Form form = Form.of(request.body());
    IpPrefix address = address(form);
    Person by = person(form);
    String reason = form.textOr("reason", "");
    boolean dryRun = form.flagOr("dry_run", false);
    form.check();
    return order(new Order.Unblock(address, by, reason), dryRun, false);
  }

  private static IpPrefix address(Form form) {
    String text = form.text("address");
    Optional<IpPrefix> read = IpPrefix.of(text);
    if (read.isEmpty()) {
      form.wrong("address: must be an address or a network as 203.0.113.0/24");
    } else if (hasHostBits(text, read.get())) {
      form.wrong("address: has bits behind its length; the network is " + read.get());
    }
    return read.orElse(IpPrefix.v4(0));
  }

  /// `10.1.2.3/8` is meant to be one address as often as sixteen million.
  private static boolean hasHostBits(String text, IpPrefix network) {
    return IpPrefix.of(text.replaceFirst("/.*", ""))
        .filter(one -> one.high() == network.high() && one.low() == network.low())
        .isEmpty();
  }

  private static Person person(Form form) {
    return new Person(form.text("by"), UNKNOWN_UID);
  }

  private Answer undo(Request request) {
    return answer(request, Order.Undo::new);
  }

  private Answer approve(Request request) {
    return answer(request, Order.Approve::new);
  }

  private Answer deny(Request request) {
    return answer(request, Order.Deny::new);
  }

  /// Makes an order about an action that there is.
  @FunctionalInterface
  private interface Wish {
    Order of(String id, Person by, String reason);
  }

  private Answer answer(Request request, Wish wish) {
    request.query().check();
    Form form = Form.of(request.body());
    Person by = person(form);
    String reason = form.textOr("reason", "");
    boolean dryRun = form.flagOr("dry_run", false);
    form.check();
    return order(wish.of(request.name("id"), by, reason), dryRun, false);
  }

  private Answer order(Order order, boolean dryRun, boolean isNew) {
    return ActionJson.answer(controls.order(dryRun ? new Order.DryRun(order) : order), isNew);
  }
}
