package io.ironpost.logs.program;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads program files (`docs/reference/programs.md`) and says everything that is wrong in one,
/// each problem with line and column.
final class ProgramFileReader {
  /// No program has so many kinds of message; a file that says so is a mistake.
  private static final int MAX_MESSAGES = 2_000;

  private static final Set<String> KEYS =
      Set.of("program", "aliases", "product", "category", "services", "include", "messages");
  private static final Set<String> MESSAGE_KEYS = Set.of("match", "set", "keys");

  private final String file;
  private final List<ProgramProblem> problems = new ArrayList<>();

  private ProgramFileReader(String file) {
    this.file = file;
  }

  /// @throws BadProgramFileException with all problems, when there are any
  static ProgramFile read(String file, byte[] yaml) {
    ProgramFileReader reader = new ProgramFileReader(file);
    Optional<ProgramFile> read = reader.document(yaml);
    if (!reader.problems.isEmpty() || read.isEmpty()) {
      throw new BadProgramFileException(reader.problems);
    }
    return read.get();
  }

  private Optional<ProgramFile> document(byte[] yaml) {
    try {
      Compose compose = new Compose(LoadSettings.builder().setLabel(file).build());
      Optional<Node> root = compose.composeInputStream(new ByteArrayInputStream(yaml));
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return Optional.of(program(mapping));
      }
      problems.add(new ProgramProblem(file, 1, 1, "expected `program:` and `messages:`"));
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      int column = broken.getProblemMark().map(Mark::getColumn).orElse(0) + 1;
      problems.add(new ProgramProblem(file, line, column, "not YAML: " + broken.getProblem()));
    } catch (YamlEngineException broken) {
      problems.add(new ProgramProblem(file, 1, 1, "not YAML: " + broken.getMessage()));
    }
    return Optional.empty();
  }

  private ProgramFile program(MappingNode root) {
    Map<String, Node> entries = entries(root, KEYS);
    List<ProgramFile.Message> messages = new ArrayList<>();
    List<Node> given = entries.containsKey("messages") ? items(entries, "messages") : List.of();
    if (given.size() > MAX_MESSAGES) {
      problem(root, "more than " + MAX_MESSAGES + " messages");
    }
    for (Node node : given) {
      Optional<ProgramFile.Message> message = message(node);
      if (message.isPresent()) {
        messages.add(message.get());
      }
    }
    if (!entries.containsKey("program")) {
      problem(root, "`program:` is missing");
    }
    return new ProgramFile(
        text(entries, "program"),
        texts(entries, "aliases"),
        text(entries, "product"),
        text(entries, "category"),
        texts(entries, "services"),
        texts(entries, "include"),
        messages);
  }

  private Optional<ProgramFile.Message> message(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      problem(node, "expected a message: `match:` and `set:`");
      return Optional.empty();
    }
    Map<String, Node> entries = entries(mapping, MESSAGE_KEYS);
    if (!entries.containsKey("match")) {
      problem(node, "`match:` is missing");
      return Optional.empty();
    }
    List<List<Piece>> variants = new ArrayList<>();
    for (Node template : items(entries, "match")) {
      variants.addAll(variants(template));
    }
    return Optional.of(new ProgramFile.Message(variants, set(entries), keys(entries)));
  }

  private List<List<Piece>> variants(Node template) {
    if (!(template instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      problem(template, "expected a template");
      return List.of();
    }
    try {
      List<List<Piece>> variants = TemplateText.variants(scalar.getValue());
      for (List<Piece> pieces : variants) {
        if (pieces.size() > Match.MAX_PIECES) {
          problem(template, "more than " + Match.MAX_PIECES + " pieces");
        }
      }
      return variants;
    } catch (TemplateText.Wrong wrong) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      problem(template, wrong.at() + (plain ? 0 : 1), String.valueOf(wrong.getMessage()));
      return List.of();
    }
  }

  private Map<String, String> set(Map<String, Node> entries) {
    Map<String, String> set = new LinkedHashMap<>();
    for (Map.Entry<String, ScalarNode> entry : scalars(entries, "set").entrySet()) {
      set.put(entry.getKey(), entry.getValue().getValue());
    }
    return set;
  }

  private Map<String, Piece.Field> keys(Map<String, Node> entries) {
    Map<String, Piece.Field> keys = new LinkedHashMap<>();
    for (Map.Entry<String, ScalarNode> entry : scalars(entries, "keys").entrySet()) {
      keys.put(entry.getKey(), field(entry.getValue()));
    }
    Node node = entries.get("keys");
    if (node != null && keys.size() > Long.SIZE) {
      problem(node, "more than " + Long.SIZE + " keys");
    }
    return keys;
  }

  private Piece.Field field(ScalarNode value) {
    String[] parts = value.getValue().split(":", 2);
    Optional<Capture> capture =
        parts.length == 1 ? Optional.of(Capture.WORD) : Capture.named(parts[1]);
    if (capture.filter(Capture::isBounded).isEmpty()) {
      problem(value, "expected a field, optionally with :ip, :addr or :int");
    }
    return new Piece.Field(parts[0], capture.orElse(Capture.WORD), true);
  }

  private Map<String, ScalarNode> scalars(Map<String, Node> entries, String key) {
    Node node = entries.get(key);
    Map<String, ScalarNode> scalars = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name
            && tuple.getValueNode() instanceof ScalarNode value) {
          scalars.put(name.getValue(), value);
        } else {
          problem(tuple.getValueNode(), "expected `name: value`");
        }
      }
    } else if (node != null) {
      problem(node, "expected `name: value` pairs");
    }
    return scalars;
  }

  private Map<String, Node> entries(MappingNode mapping, Set<String> known) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        problem(tuple.getKeyNode(), "unknown key `" + key + "`; known are " + sorted(known));
      } else if (entries.put(key, tuple.getValueNode()) != null) {
        problem(tuple.getKeyNode(), "`" + key + "` is given twice");
      }
    }
    return entries;
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }

  private String text(Map<String, Node> entries, String key) {
    Node node = entries.get(key);
    if (node == null) {
      return "";
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(node, "expected a word");
    return "";
  }

  private List<String> texts(Map<String, Node> entries, String key) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(entries, key)) {
      if (item instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        problem(item, "expected a word");
      }
    }
    return texts;
  }

  /// The items of a list; a single value is a list of one.
  private List<Node> items(Map<String, Node> entries, String key) {
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  private void problem(Node node, String message) {
    problem(node, 0, message);
  }

  private void problem(Node node, int columns, String message) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    int column = node.getStartMark().map(Mark::getColumn).orElse(0) + 1 + columns;
    problems.add(new ProgramProblem(file, line, column, message));
  }
}
