package io.ironpost.rules.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A YAML node with its place. Small on purpose: what a rule needs of YAML and nothing else.
sealed interface Yaml {
  Span span();

  /// How many nodes there are when every alias is written out; saturates.
  int weight();

  /// What a scalar says of its type.
  enum Kind {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    NULL
  }

  /// How a scalar is written.
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    BLOCK
  }

  record Scalar(Span span, String text, Kind kind, Style style) implements Yaml {
    @Override
    public int weight() {
      return 1;
    }

    boolean isNull() {
      return kind == Kind.NULL;
    }
  }

  record Sequence(Span span, List<Yaml> items, int weight) implements Yaml {
    static Sequence of(Span span, List<Yaml> items) {
      long weight = 1;
      for (Yaml item : items) {
        weight += item.weight();
      }
      return new Sequence(span, List.copyOf(items), (int) Math.min(weight, Integer.MAX_VALUE));
    }
  }

  /// Keys keep their order; a duplicate was reported and dropped.
  record Mapping(Span span, List<Entry> entries, int weight) implements Yaml {
    static Mapping of(Span span, List<Entry> entries) {
      long weight = 1;
      for (Entry entry : entries) {
        weight += 1 + entry.value().weight();
      }
      return new Mapping(span, List.copyOf(entries), (int) Math.min(weight, Integer.MAX_VALUE));
    }

    Optional<Entry> entry(String key) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key)) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    }

    Optional<Yaml> find(String key) {
      return entry(key).map(Entry::value);
    }

    boolean has(String key) {
      return entry(key).isPresent();
    }

    Mapping without(String key) {
      List<Entry> kept = new ArrayList<>(entries);
      kept.removeIf(entry -> entry.key().text().equals(key));
      return of(span, kept);
    }
  }

  record Entry(Scalar key, Yaml value) {}
}
