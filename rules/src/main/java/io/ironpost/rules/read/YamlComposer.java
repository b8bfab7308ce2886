package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Entry;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Sequence;
import io.ironpost.rules.read.Yaml.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.ParserImpl;

/// Builds the nodes of one document from its events.
final class YamlComposer {
  /// Rules nest five deep; a hundred brackets are an attack on the stack.
  static final int MAX_DEPTH = 50;

  /// Aliases may repeat a node; written out, no document may be bigger than a big list of
  /// indicators.
  static final int MAX_NODES = 500_000;

  private final ParserImpl parser;
  private final YamlChunk chunk;
  private final ProblemLog problems;
  private final Map<Anchor, Yaml> anchors = new HashMap<>();

  YamlComposer(ParserImpl parser, YamlChunk chunk, ProblemLog problems) {
    this.parser = parser;
    this.chunk = chunk;
    this.problems = problems;
  }

  /// The root node; the parser stands just after the start of the document.
  Yaml document() {
    return node(parser.next(), 0);
  }

  private Yaml node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new YamlRefusedException("yaml-too-deep", spanOf(event), "nested too deeply");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    Yaml node =
        switch (event.getEventId()) {
          case SequenceStart -> sequence(event, depth);
          case MappingStart -> mapping(event, depth);
          default -> scalar((ScalarEvent) event);
        };
    checkSize(node);
    if (event instanceof NodeEvent named) {
      named.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
    }
    return node;
  }

  private static void checkSize(Yaml node) {
    if (node.weight() > MAX_NODES) {
      throw new YamlRefusedException("yaml-too-big", node.span(), "too many values");
    }
  }

  private Yaml aliased(AliasEvent alias) {
    Yaml target = anchors.get(alias.getAlias());
    if (target == null) {
      String message = "*" + alias.getAlias() + " refers to nothing above";
      throw new YamlRefusedException("yaml-syntax", spanOf(alias), message);
    }
    return target;
  }

  private Sequence sequence(Event start, int depth) {
    List<Yaml> items = new ArrayList<>();
    long weight = 1;
    for (Event event = parser.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = parser.next()) {
      Yaml item = node(event, depth + 1);
      weight = grown(weight, item);
      items.add(item);
    }
    return Sequence.of(spanOf(start), items);
  }

  private Mapping mapping(Event start, int depth) {
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long weight = 1;
    for (Event event = parser.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = parser.next()) {
      Yaml key = node(event, depth + 1);
      Yaml value = node(parser.next(), depth + 1);
      weight = grown(weight, value);
      add(key, value, entries, seen);
    }
    return Mapping.of(spanOf(start), entries);
  }

  /// Checked while growing, so that a thousand aliases of a big list do not first fill the memory.
  private static long grown(long weight, Yaml item) {
    long sum = weight + item.weight();
    if (sum > MAX_NODES) {
      throw new YamlRefusedException("yaml-too-big", item.span(), "too many values");
    }
    return sum;
  }

  private void add(Yaml key, Yaml value, List<Entry> entries, Set<String> seen) {
    if (!(key instanceof Scalar name)) {
      problems.error("key-not-text", key.span(), "a key must be text", "");
    } else if (name.text().equals("<<") && name.style() == Style.PLAIN) {
      merge(value, entries, seen);
    } else if (seen.add(name.text())) {
      entries.add(new Entry(name, value));
    } else {
      String message = "key '" + name.text() + "' is there twice; only one of them would count";
      problems.error("duplicate-key", name.span(), message, "merge the two, or rename one");
    }
  }

  /// YAML 1.1's merge key: keys of the other mapping that are not here yet.
  private static void merge(Yaml value, List<Entry> entries, Set<String> seen) {
    List<Yaml> sources = value instanceof Sequence many ? many.items() : List.of(value);
    for (Yaml source : sources) {
      if (source instanceof Mapping mapping) {
        mapping.entries().stream().filter(e -> seen.add(e.key().text())).forEach(entries::add);
      }
    }
  }

  private Scalar scalar(ScalarEvent event) {
    Style style = styleOf(event);
    boolean plain = style == Style.PLAIN;
    String tag = event.getTag().orElse("");
    boolean typed = tag.isEmpty() ? plain : !tag.equals("!") && !tag.endsWith(":str");
    Yaml.Kind kind = typed ? ScalarKinds.of(event.getValue()) : Yaml.Kind.TEXT;
    return new Scalar(spanOf(event), event.getValue(), kind, style);
  }

  private static Style styleOf(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case PLAIN -> Style.PLAIN;
      case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> Style.DOUBLE_QUOTED;
      case LITERAL, FOLDED, JSON_SCALAR_STYLE -> Style.BLOCK;
    };
  }

  /// What stands on one line is meant as a whole, anything longer by its first character.
  private Span spanOf(Event event) {
    Optional<Mark> start = event.getStartMark();
    Optional<Mark> end = event.getEndMark();
    if (start.isEmpty() || end.isEmpty()) {
      return chunk.span(0, 0, 0, 0);
    }
    Mark from = start.get();
    boolean oneLine = event instanceof NodeEvent && from.getLine() == end.get().getLine();
    int length = oneLine ? end.get().getIndex() - from.getIndex() : 1;
    return chunk.span(from.getLine(), from.getColumn(), from.getIndex(), length);
  }
}
