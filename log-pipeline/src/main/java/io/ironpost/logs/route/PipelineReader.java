package io.ironpost.logs.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads a pipeline file from YAML nodes (not from plain maps), so that each mistake has its line
/// and column, and all of them are found in one go.
final class PipelineReader {
  private static final Set<String> FILE_KEYS =
      Set.of("name", "about", "aliases", "prefixes", "wholes", "when", "routes");
  private static final Set<String> ROUTE_KEYS = Set.of("when", "logsource", "aliases");
  private static final Set<String> LOGSOURCE_KEYS = Set.of("product", "category", "service");

  private final String file;
  private final List<RouteProblem> problems = new ArrayList<>();

  PipelineReader(String file) {
    this.file = file;
  }

  Routes.Reading read(String yaml) {
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file).build()).composeString(yaml);
      List<Pipeline> pipelines = root.map(this::pipeline).stream().toList();
      return new Routes.Reading(new Routes(pipelines), problems);
    } catch (MarkedYamlEngineException e) {
      problem(e.getProblemMark(), e.getProblem());
    } catch (YamlEngineException e) {
      problem(Optional.empty(), String.valueOf(e.getMessage()));
    }
    return new Routes.Reading(Routes.none(), problems);
  }

  private Pipeline pipeline(Node root) {
    Map<String, Node> keys = map(root, FILE_KEYS);
    List<Pipeline.Route> routes = new ArrayList<>();
    Node listed = keys.get("routes");
    if (listed instanceof SequenceNode list) {
      list.getValue().forEach(node -> routes.add(route(node)));
    } else if (listed != null) {
      problem(listed, "`routes` must be a list");
    }
    return new Pipeline(
        keys.get("name") instanceof ScalarNode name ? name.getValue() : file,
        texts(keys, "aliases"),
        listed(keys, "prefixes"),
        listed(keys, "wholes"),
        alternatives(keys.get("when")),
        List.copyOf(routes));
  }

  private List<Map<String, List<String>>> alternatives(@Nullable Node node) {
    if (node == null) {
      return List.of();
    }
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(this::texts).toList()
        : List.of(texts(node));
  }

  private Pipeline.Route route(Node node) {
    Map<String, Node> keys = map(node, ROUTE_KEYS);
    Node source = keys.get("logsource");
    if (source == null) {
      problem(node, "a route needs a `logsource`");
    }
    Map<String, Node> logsource = source == null ? Map.of() : map(source, LOGSOURCE_KEYS);
    return new Pipeline.Route(
        texts(keys, "when"),
        String.join("", listed(logsource, "product")),
        String.join("", listed(logsource, "category")),
        listed(logsource, "service"),
        texts(keys, "aliases"));
  }

  private List<String> listed(Map<String, Node> keys, String key) {
    Node node = keys.get(key);
    return node == null ? List.of() : words(node);
  }

  private Map<String, List<String>> texts(Map<String, Node> keys, String key) {
    Node node = keys.get(key);
    return node == null ? Map.of() : texts(node);
  }

  /// A map of words to lists of words; `~` is the empty list.
  private Map<String, List<String>> texts(Node node) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    map(node, Set.of()).forEach((name, value) -> texts.put(name, words(value)));
    return texts;
  }

  private List<String> words(Node node) {
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> List.of();
      case ScalarNode scalar -> List.of(scalar.getValue());
      case SequenceNode list -> list.getValue().stream().map(this::scalar).toList();
      default -> {
        problem(node, "a word or a list of words was expected");
        yield List.of();
      }
    };
  }

  private String scalar(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(node, "a word was expected");
    return "";
  }

  /// @param allowed the keys there are; empty when any will do
  private Map<String, Node> map(Node node, Set<String> allowed) {
    Map<String, Node> keys = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem(node, "a map was expected");
      return keys;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode());
      if (!allowed.isEmpty() && !allowed.contains(key)) {
        problem(
            tuple.getKeyNode(),
            "unknown key `%s`; there are %s"
                .formatted(key, String.join(", ", allowed.stream().sorted().toList())));
      }
      keys.put(key, tuple.getValueNode());
    }
    return keys;
  }

  private void problem(Node node, String what) {
    problem(node.getStartMark(), what);
  }

  private void problem(Optional<Mark> mark, String what) {
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    problems.add(new RouteProblem(file, line, column, what));
  }
}
