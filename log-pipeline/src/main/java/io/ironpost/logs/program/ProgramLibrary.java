package io.ironpost.logs.program;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The programs whose messages are known. Shared by all threads.
///
/// A file is read when the first line of its program comes: start-up pays for the programs of one
/// log, not for all. Which file knows which name stands in the small file [#INDEX], so a name that
/// an attacker invents costs a look into a table and no reading.
public final class ProgramLibrary {
  /// One line per program: its file's name without `.yml`, then its other names.
  public static final String INDEX = "index.txt";

  /// The file for programs that have none of their own.
  static final String OTHER = "other";

  private static final String SUFFIX = ".yml";

  private final FieldNames names;
  private final Logsources logsources;
  private final Function<String, Optional<byte[]>> files;
  private final List<ProgramProblem> problems = new ArrayList<>();
  private volatile NameTable table = new NameTable(List.of());
  private final Program other;

  /// @param files from a file's name (`index.txt`, `sshd.yml`) to what is in it
  public ProgramLibrary(
      FieldNames names, Logsources logsources, Function<String, Optional<byte[]>> files) {
    this.names = names;
    this.logsources = logsources;
    this.files = files;
    this.table = new NameTable(index());
    this.other = load(OTHER);
  }

  /// The files in a folder of a class loader's resources.
  public static Function<String, Optional<byte[]>> resources(ClassLoader loader, String folder) {
    return name -> {
      try (var stream = loader.getResourceAsStream(folder + "/" + name)) {
        return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    };
  }

  /// Adds a user's own file; it takes the place of what is known under its names.
  ///
  /// @throws BadProgramFileException when something is wrong in it; nothing has changed then
  public synchronized void add(String file, byte[] yaml) {
    ProgramFile read = ProgramFileReader.read(file, yaml);
    Program program = compile(file, read);
    NameTable grown = table.with(read.program(), program);
    for (String alias : read.aliases()) {
      grown = grown.with(alias, program);
    }
    table = grown;
  }

  /// For one thread: finds programs and applies their templates.
  public Programs forOneThread() {
    return new Programs(this);
  }

  /// What was wrong in files that were read so far; their programs are treated as unknown ones.
  public synchronized List<ProgramProblem> problems() {
    return List.copyOf(problems);
  }

  /// The program that logs under the name `bytes[from, to)`; the one for all others when it has no
  /// file. `postfix/smtpd` is looked for as such, then as `postfix`.
  Program find(byte[] bytes, int from, int to) {
    NameTable.Slot slot = table.find(bytes, from, to);
    if (slot == NameTable.ABSENT) {
      slot = table.find(bytes, from, familyEnd(bytes, from, to));
    }
    if (slot == NameTable.ABSENT) {
      return other;
    }
    Program program = slot.program();
    return program != null ? program : load(slot);
  }

  /// The program for all that have no file.
  Program other() {
    return other;
  }

  int fieldId(String name) {
    return names.idOf(name);
  }

  /// `postfix/smtpd` is one of postfix, `openvpn@office` one of openvpn.
  private static int familyEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '/' && bytes[at] != '@') {
      at++;
    }
    return at;
  }

  private synchronized Program load(NameTable.Slot slot) {
    Program known = slot.program();
    if (known != null) {
      return known;
    }
    Program loaded = load(slot.file());
    slot.program(loaded);
    table.sameFile(slot, loaded);
    return loaded;
  }

  private synchronized Program load(String name) {
    try {
      Optional<byte[]> yaml = files.apply(name + SUFFIX);
      if (yaml.isPresent()) {
        return compile(name + SUFFIX, ProgramFileReader.read(name + SUFFIX, yaml.get()));
      }
      problems.add(new ProgramProblem(name + SUFFIX, 1, 1, "there is no such file"));
    } catch (BadProgramFileException bad) {
      problems.addAll(bad.problems());
    }
    return new Program(name, logsources.of("linux", "", "syslog"), List.of());
  }

  private Program compile(String file, ProgramFile read) {
    List<Template> templates = new ArrayList<>();
    addTemplates(read, templates);
    for (String include : read.includes()) {
      Optional<byte[]> yaml = files.apply(include + SUFFIX);
      if (yaml.isEmpty()) {
        throw new BadProgramFileException(
            List.of(
                new ProgramProblem(file, 1, 1, "there is no " + include + SUFFIX + " to include")));
      }
      addTemplates(ProgramFileReader.read(include + SUFFIX, yaml.get()), templates);
    }
    String[] services = read.services().toArray(String[]::new);
    return new Program(
        read.program(), logsources.of(read.product(), read.category(), services), templates);
  }

  private void addTemplates(ProgramFile read, List<Template> templates) {
    Fields fields = new Fields(names);
    for (ProgramFile.Message message : read.messages()) {
      Keys keys = keys(fields, message.keys());
      int[] ids = message.set().keySet().stream().mapToInt(names::idOf).toArray();
      byte[][] values = message.set().values().stream().map(Fields::utf8).toArray(byte[][]::new);
      Template.Message constant = new Template.Message(keys, ids, values);
      templates.addAll(Template.of(message.variants(), fields, constant));
    }
  }

  private static Keys keys(Fields fields, Map<String, Piece.Field> keys) {
    if (keys.isEmpty()) {
      return Keys.NONE;
    }
    byte[][] names = keys.keySet().stream().map(Fields::utf8).toArray(byte[][]::new);
    Target[] targets =
        keys.values().stream()
            .map(key -> fields.target(key.field(), key.capture()))
            .toArray(Target[]::new);
    return new Keys(names, targets);
  }

  private List<NameTable.Slot> index() {
    List<NameTable.Slot> slots = new ArrayList<>();
    String text =
        files.apply(INDEX).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split("\\s+");
      for (String word : words) {
        if (!word.isEmpty() && !line.startsWith("#")) {
          slots.add(new NameTable.Slot(word, words[0]));
        }
      }
    }
    return slots;
  }
}
