package io.ironpost.ebpf.blocklist;

import io.ironpost.ebpf.blocklist.FeedHarvest.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Lists in JSON, read as a stream of tokens: of each object only the members that count are kept.
final class JsonFeed {
  /// An alert of CrowdSec has four levels.
  private static final int MAX_DEPTH = 32;

  /// Longer texts stand in members that are passed over anyhow.
  private static final int MAX_TEXT = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .build();

  private static final List<String> ADDRESS =
      List.of("cidr", "ip", "value", "address", "network", "prefix", "range");
  private static final Set<String> KEPT =
      Set.of(
          "cidr",
          "ip",
          "value",
          "address",
          "network",
          "prefix",
          "range",
          "scope",
          "type",
          "duration",
          "simulated");

  private final FeedHarvest harvest;

  JsonFeed(FeedHarvest harvest) {
    this.harvest = harvest;
  }

  /// An object that is being read.
  ///
  /// @param texts the members that count
  /// @param places where their values begin
  private record Members(Map<String, String> texts, Map<String, Place> places) {
    Members() {
      this(new HashMap<>(), new HashMap<>());
    }

    String text(String name) {
      return texts.getOrDefault(name, "");
    }

    Place place(String name) {
      return places.getOrDefault(name, new Place(1, 1));
    }
  }

  /// An object on each line; a broken one does no harm to the next.
  void readLines(FeedLines lines) throws IOException {
    while (lines.next()) {
      String text = lines.text();
      if (lines.isTooLong()) {
        harvest.problem(new Place(lines.number(), 1), "the line is too long");
      } else if (!PlainFeed.isRemark(text.strip())) {
        line(text, lines.number());
      }
    }
  }

  private void line(String text, long number) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      Members last = new Members();
      Deque<Members> open = new ArrayDeque<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> open.push(new Members());
          case END_OBJECT -> last = open.pop();
          default -> keep(parser, token, open);
        }
      }
      entry(last, number);
    } catch (JacksonException e) {
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      harvest.problem(new Place(number, column), "no JSON: " + e.getOriginalMessage());
    }
  }

  private void entry(Members object, long number) {
    if (object.text("type").equals("metadata")) { // Spamhaus ends its lists with one
      return;
    }
    for (String name : ADDRESS) {
      if (!object.text(name).isEmpty()) {
        harvest.take(object.text(name), new Place(number, object.place(name).column()));
        return;
      }
    }
    harvest.problem(new Place(number, 1), "none of " + String.join(", ", ADDRESS) + " is there");
  }

  /// A whole document: decisions, alerts with decisions in them, or a stream's `new` and `deleted`.
  void readDecisions(InputStream in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      Deque<Members> open = new ArrayDeque<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> open.push(new Members());
          case END_OBJECT -> decision(open.pop());
          case START_ARRAY -> {
            if ("deleted".equals(parser.currentName())) {
              parser.skipChildren(); // those were taken back
            }
          }
          default -> keep(parser, token, open);
        }
      }
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  private static RuntimeException broken(JacksonException e) throws IOException {
    if (e.getCause() instanceof IOException cause) {
      throw cause;
    }
    TokenStreamLocation at = e.getLocation();
    long line = at == null ? 1 : Math.max(1, at.getLineNr());
    int column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new FeedBrokenException(line, column, "no JSON: " + e.getOriginalMessage(), e);
  }

  private static void keep(JsonParser parser, JsonToken token, Deque<Members> open) {
    String name = parser.currentName();
    if (token.isScalarValue() && name != null && KEPT.contains(name) && !open.isEmpty()) {
      TokenStreamLocation at = parser.currentTokenLocation();
      open.peek().texts().put(name, String.valueOf(parser.getString()));
      open.peek().places().put(name, new Place(at.getLineNr(), at.getColumnNr()));
    }
  }

  /// An alert's `source` has scope and value too; what makes a decision is its type.
  private void decision(Members object) {
    if (object.text("value").isEmpty() || object.text("type").isEmpty()) {
      return;
    }
    Decision decision =
        new Decision(
            object.text("scope"),
            object.text("type"),
            object.text("duration"),
            object.text("simulated").equals("true"));
    decision.harvest(harvest, object.text("value"), object.place("value"));
  }
}
