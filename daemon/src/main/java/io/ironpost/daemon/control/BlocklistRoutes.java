package io.ironpost.daemon.control;

import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.action.Effect;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockEntry;
import io.ironpost.ebpf.blocklist.Feed;
import io.ironpost.ebpf.blocklist.FeedImport;
import io.ironpost.ebpf.blocklist.FeedName;
import io.ironpost.ebpf.blocklist.FeedOrigin;
import io.ironpost.ebpf.blocklist.ImportResult;
import io.ironpost.response.ActionQuery;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Who is blocked: single addresses, and feeds.
final class BlocklistRoutes {
  private static final int CREATED = 201;

  /// As many single blocks as are told at once; 200 bytes each.
  private static final int MAX_LIMIT = 10_000;

  /// A list that is older than this was forgotten.
  private static final int MAX_SECONDS = 10 * 366 * 24 * 3_600;

  private final WireControls wire;
  private final FeedImports imports;

  BlocklistRoutes(WireControls wire) {
    this.wire = wire;
    this.imports = new FeedImports(wire.clock()::now);
  }

  List<Route> all() {
    return List.of(
        Route.get("/blocklist", this::list),
        Route.post("/blocklist/imports", this::begin),
        Route.post("/blocklist/imports/{id}/entries", this::add),
        Route.post("/blocklist/imports/{id}/commit", this::commit),
        Route.delete("/blocklist/imports/{id}", this::giveUp),
        Route.delete("/blocklist/feeds/{name}", this::remove));
  }

  private Answer list(Request request) {
    Query query = request.query();
    Optional<IpPrefix> address =
        query.word("address", IpPrefix::of, List.of("203.0.113.9", "203.0.113.0/24"));
    int limit = query.whole("limit", MAX_LIMIT, 1, MAX_LIMIT);
    query.check();
    List<BlockEntry> blocks =
        wire.table().list().stream()
            .filter(entry -> address.isEmpty() || entry.prefix().contains(address.get()))
            .limit(limit)
            .toList();
    List<FeedName> holding = address.map(wire.blocklist()::holding).orElse(List.of());
    List<Feed> feeds =
        wire.blocklist().feeds().stream()
            .filter(feed -> address.isEmpty() || holding.contains(feed.origin().name()))
            .toList();
    Map<IpPrefix, ActionRecord> causes = causes();
    return Answer.json(json -> {
      JsonBody.objects(
          json,
          "blocks",
          blocks,
          (_, entry) -> block(json, entry, Optional.ofNullable(causes.get(entry.prefix()))));
      JsonBody.objects(json, "feeds", feeds, BlocklistRoutes::feed);
      room(json);
    });
  }

  private Map<IpPrefix, ActionRecord> causes() {
    Map<IpPrefix, ActionRecord> causes = new HashMap<>();
    ActionQuery inForce = new ActionQuery(EnumSet.of(ActionState.APPLIED), "", MAX_LIMIT);
    for (ActionRecord record : wire.actions().actions(inForce)) {
      switch (record.action()) {
        case BlockAddress(var prefix) -> causes.putIfAbsent(prefix, record);
      }
    }
    return causes;
  }

  private void block(JsonGenerator json, BlockEntry entry, Optional<ActionRecord> cause) {
    json.writeStringProperty("address", entry.prefix().toString());
    ActionJson.time(json, "until", wire.clock().instant(entry.rule().untilBootNanos()));
    json.writeNumberProperty("dropped", entry.dropped());
    cause.ifPresent(
        action -> JsonBody.object(json, "action", () -> ActionJson.write(json, action)));
  }

  private static void feed(JsonGenerator json, Feed feed) {
    FeedOrigin origin = feed.origin();
    json.writeStringProperty("name", origin.name().text());
    json.writeNumberProperty("entries", feed.entries());
    json.writeNumberProperty("left_out", feed.leftOut());
    JsonBody.texts(
        json, "left_out_first", feed.leftOutFirst().stream().map(IpPrefix::toString).toList());
    json.writeStringProperty("source", origin.source());
    json.writeStringProperty("by", origin.by());
    json.writeStringProperty("imported_at", origin.importedAt().toString());
    ActionJson.time(json, "until", origin.until());
  }

  private void room(JsonGenerator json) {
    JsonBody.object(
        json,
        "room",
        () -> {
          json.writeNumberProperty("blocks", wire.table().size());
          json.writeNumberProperty("blocks_at_most", wire.table().capacity());
          json.writeNumberProperty("feed_entries", wire.table().feedSize());
          json.writeNumberProperty("feed_entries_at_most", wire.table().feedCapacity());
        });
    new StatusJson(json).health("health", wire.table().health());
  }

  private Answer begin(Request request) {
    request.query().check();
    Form form = Form.of(request.body());
    String name = form.text("name");
    String source = form.text("source");
    String by = form.text("by");
    long seconds = form.wholeOr("valid_seconds", 0, 1, MAX_SECONDS);
    if (!name.isBlank() && !FeedName.isOne(name)) {
      form.wrong("name: must be of small letters, digits, - and _, at most 64");
    }
    form.check();
    Instant now = wire.clock().now();
    Instant until = seconds == 0 ? Instant.MAX : now.plusSeconds(seconds);
    FeedOrigin origin = new FeedOrigin(new FeedName(name), source, by, now, until);
    String id =
        imports
            .begin(wire.blocklist().begin(origin))
            .orElseThrow(() ->
                new UnavailableException(
                    "other feeds are being imported", "Wait for them to end."));
    return Answer.json(CREATED, json -> json.writeStringProperty("id", id));
  }

  private Answer add(Request request) {
    request.query().check();
    Form form = Form.of(request.body());
    List<String> entries = form.texts("entries");
    form.check();
    FeedImport feed = imports.find(request.name("id")).orElseThrow(BlocklistRoutes::noImport);
    String why;
    synchronized (feed) { // a client that sends two parts at once gets both in
      why = feed.add(entries);
    }
    if (!why.isEmpty()) {
      imports.end(request.name("id"));
      throw new RefusedException(notImported(List.of("it " + why)));
    }
    return Answer.json(json -> json.writeNumberProperty("taken", entries.size()));
  }

  private static RefusedException noImport() {
    return new RefusedException(
        Problem.noSuch("import", "It was given up, or nobody went on with it; begin again."));
  }

  private static Problem notImported(List<String> problems) {
    return Problem.refused("The feed is not imported.", problems, "Correct it and begin again.");
  }

  private Answer commit(Request request) {
    request.query().check();
    FeedImport feed = imports.end(request.name("id")).orElseThrow(BlocklistRoutes::noImport);
    synchronized (feed) {
      return switch (wire.blocklist().commit(feed)) {
        case ImportResult.Imported(var made, var effect) ->
            Answer.json(json -> {
              JsonBody.object(json, "feed", () -> feed(json, made));
              effect(json, effect);
            });
        case ImportResult.Refused(var problems) ->
            throw new RefusedException(notImported(problems));
      };
    }
  }

  /// Whether it holds on the wire.
  private static void effect(JsonGenerator json, Effect effect) {
    String why =
        switch (effect) {
          case Effect.Done(), Effect.AlreadySo() -> "";
          case Effect.Refused(var reason) -> reason;
          case Effect.Failed(var reason) -> reason;
        };
    json.writeBooleanProperty("in_force", why.isEmpty());
    json.writeStringProperty("why_not", why);
  }

  private Answer giveUp(Request request) {
    request.query().check();
    if (imports.end(request.name("id")).isEmpty()) {
      throw noImport();
    }
    return Answer.json(json -> json.writeStringProperty("status", "given up"));
  }

  private Answer remove(Request request) {
    request.query().check();
    String name = request.name("name");
    Optional<Effect> effect =
        FeedName.isOne(name) ? wire.blocklist().remove(new FeedName(name)) : Optional.empty();
    return effect
        .map(what -> Answer.json(json -> effect(json, what)))
        .orElseThrow(
            () -> new RefusedException(Problem.noSuch("list", "GET /blocklist lists them.")));
  }
}
