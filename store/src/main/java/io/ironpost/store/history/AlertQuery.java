package io.ironpost.store.history;

import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Which alerts are wanted, newest first. Made by [#builder]; what is not said does not narrow.
///
/// @param from last seen then or later
/// @param until first seen before
/// @param atLeast of this severity or worse
/// @param rule the rule's id or short name; empty for all
/// @param entities name and value of what the alert must have, all of them
/// @param text a part of the title, of an entity or of a line of evidence; letters of ASCII in any
///   case; empty for all
/// @param after the last row of the page before, [Position#START] for the first page
/// @param limit at most so many
public record AlertQuery(
    Instant from,
    Instant until,
    Severity atLeast,
    String rule,
    Map<String, String> entities,
    String text,
    Set<Phase> phases,
    Choice acknowledged,
    Choice silenced,
    Position after,
    int limit) {
  /// A page is held in memory, and an alert with its document may have tens of kilobytes.
  public static final int MAX_LIMIT = 1_000;

  /// What a screen holds, and a bit.
  public static final int DEFAULT_LIMIT = 100;

  /// Each asks the index once more.
  public static final int MAX_ENTITIES = 8;

  /// Of a yes or no: which.
  public enum Choice {
    EITHER,
    YES,
    NO
  }

  public AlertQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to %d: %d".formatted(MAX_LIMIT, limit));
    }
    if (entities.size() > MAX_ENTITIES) {
      throw new IllegalArgumentException(
          "at most %d entities, not %d".formatted(MAX_ENTITIES, entities.size()));
    }
    entities = Map.copyOf(entities);
    phases = Set.copyOf(phases);
  }

  /// All alerts, a page of [#DEFAULT_LIMIT].
  public static Builder builder() {
    return new Builder();
  }

  /// Says what is wanted, one thing at a time.
  public static final class Builder {
    private Instant from = Instant.MIN;
    private Instant until = Instant.MAX;
    private Severity atLeast = Severity.INFORMATIONAL;
    private String rule = "";
    private final Map<String, String> entities = new LinkedHashMap<>();
    private String text = "";
    private Set<Phase> phases = EnumSet.allOf(Phase.class);
    private Choice acknowledged = Choice.EITHER;
    private Choice silenced = Choice.EITHER;
    private Position after = Position.START;
    private int limit = DEFAULT_LIMIT;

    private Builder() {}

    public Builder from(Instant first) {
      from = first;
      return this;
    }

    public Builder until(Instant end) {
      until = end;
      return this;
    }

    public Builder atLeast(Severity severity) {
      atLeast = severity;
      return this;
    }

    public Builder rule(String idOrName) {
      rule = idOrName;
      return this;
    }

    public Builder entity(String name, String value) {
      entities.put(name, value);
      return this;
    }

    public Builder text(String part) {
      text = part;
      return this;
    }

    public Builder phases(Set<Phase> wanted) {
      phases = wanted;
      return this;
    }

    public Builder acknowledged(Choice choice) {
      acknowledged = choice;
      return this;
    }

    public Builder silenced(Choice choice) {
      silenced = choice;
      return this;
    }

    public Builder after(Position position) {
      after = position;
      return this;
    }

    public Builder limit(int most) {
      limit = most;
      return this;
    }

    public AlertQuery build() {
      return new AlertQuery(
          from, until, atLeast, rule, entities, text, phases, acknowledged, silenced, after, limit);
    }
  }
}
