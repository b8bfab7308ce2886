package io.ironpost.logs.program;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes programs of program files. What files include (PAM, nearly all of them) is read once.
///
/// It runs when a program's first line comes, so it keeps to plain loops: streams, string
/// formatting and lambdas cost more than the work itself when they run for the first time.
final class ProgramCompiler {
  static final String SUFFIX = ".yml";

  private final Fields fields;
  private final Logsources logsources;
  private final Function<String, Optional<byte[]>> files;
  private final Map<String, List<Template>> included = new HashMap<>();

  ProgramCompiler(
      FieldNames names, Logsources logsources, Function<String, Optional<byte[]>> files) {
    this.fields = new Fields(names);
    this.logsources = logsources;
    this.files = files;
  }

  /// @throws BadProgramFileException when something is wrong in the file or in one it includes
  Program compile(String file, ProgramFile read) {
    List<Template> templates = new ArrayList<>(templates(read));
    for (String include : read.includes()) {
      templates.addAll(include(file, include));
    }
    String[] services = read.services().toArray(new String[0]);
    return new Program(
        read.program(), logsources.of(read.product(), read.category(), services), templates);
  }

  private List<Template> include(String file, String name) {
    List<Template> known = included.get(name);
    if (known != null) {
      return known;
    }
    Optional<byte[]> yaml = files.apply(name + SUFFIX);
    if (yaml.isEmpty()) {
      String message = "there is no " + name + SUFFIX + " to include";
      throw new BadProgramFileException(List.of(new ProgramProblem(file, 1, 1, message)));
    }
    List<Template> templates = templates(ProgramFileReader.read(name + SUFFIX, yaml.get()));
    included.put(name, templates);
    return templates;
  }

  private List<Template> templates(ProgramFile read) {
    List<Template> templates = new ArrayList<>();
    for (ProgramFile.Message message : read.messages()) {
      templates.addAll(Template.of(message.variants(), fields, message(message)));
    }
    return templates;
  }

  private Template.Message message(ProgramFile.Message message) {
    int[] ids = new int[message.set().size()];
    byte[][] values = new byte[ids.length][];
    int count = 0;
    for (Map.Entry<String, String> entry : message.set().entrySet()) {
      ids[count] = fields.names().idOf(entry.getKey());
      values[count++] = Fields.utf8(entry.getValue());
    }
    return new Template.Message(keys(message.keys()), ids, values);
  }

  private Keys keys(Map<String, Piece.Field> keys) {
    if (keys.isEmpty()) {
      return Keys.NONE;
    }
    byte[][] names = new byte[keys.size()][];
    Target[] targets = new Target[names.length];
    int count = 0;
    for (Map.Entry<String, Piece.Field> entry : keys.entrySet()) {
      names[count] = Fields.utf8(entry.getKey());
      targets[count++] = fields.target(entry.getValue().field(), entry.getValue().capture());
    }
    return new Keys(names, targets);
  }
}
