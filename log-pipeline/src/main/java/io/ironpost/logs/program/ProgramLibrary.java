package io.ironpost.logs.program;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The programs whose messages are known. Shared by all threads.
///
/// A file is read when the first line of its program comes: start-up pays for the programs of one
/// log, not for all. Which file knows which name stands in the small file [#INDEX], so a name that
/// an attacker invents costs a look into a table and no reading.
public final class ProgramLibrary {
  /// One line per program: its file's name without `.yml`, then its other names.
  public static final String INDEX = "index.txt";

  /// The file for programs that have none of their own.
  private static final String OTHER = "other";

  private final FieldNames names;
  private final Logsources logsources;
  private final Function<String, Optional<byte[]>> files;
  private final ProgramCompiler compiler;
  private final List<ProgramProblem> problems = new ArrayList<>();
  private volatile NameTable table;
  private volatile @Nullable Program other;

  /// @param files from a file's name (`index.txt`, `sshd.yml`) to what is in it
  public ProgramLibrary(
      FieldNames names, Logsources logsources, Function<String, Optional<byte[]>> files) {
    this.names = names;
    this.logsources = logsources;
    this.files = files;
    this.compiler = new ProgramCompiler(names, logsources, files);
    this.table = new NameTable(index());
  }

  /// The files in a folder of a class loader's resources.
  public static Function<String, Optional<byte[]>> resources(ClassLoader loader, String folder) {
    return name -> {
      try (InputStream stream = loader.getResourceAsStream(folder + "/" + name)) {
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
    Program program = compiler.compile(file, read);
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
      int family = familyEnd(bytes, from, to);
      slot = family < to ? table.find(bytes, from, family) : slot;
    }
    if (slot == NameTable.ABSENT) {
      return other();
    }
    Program program = slot.program();
    return program != null ? program : load(slot);
  }

  /// The program for all that have no file.
  Program other() {
    Program loaded = other;
    return loaded != null ? loaded : loadOther();
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

  private synchronized Program loadOther() {
    Program known = other;
    if (known == null) {
      known = load(OTHER);
      other = known;
    }
    return known;
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

  private Program load(String name) {
    String file = name + ProgramCompiler.SUFFIX;
    try {
      Optional<byte[]> yaml = files.apply(file);
      if (yaml.isPresent()) {
        return compiler.compile(file, ProgramFileReader.read(file, yaml.get()));
      }
      problems.add(new ProgramProblem(file, 1, 1, "there is no such file"));
    } catch (BadProgramFileException bad) {
      problems.addAll(bad.problems());
    } catch (UncheckedIOException unreadable) {
      problems.add(new ProgramProblem(file, 1, 1, "cannot be read: " + unreadable.getMessage()));
    }
    return new Program(name, logsources.of("linux", "", "syslog"), List.of());
  }

  private List<NameTable.Slot> index() {
    List<NameTable.Slot> slots = new ArrayList<>();
    Optional<byte[]> bytes = files.apply(INDEX);
    String text = bytes.isPresent() ? new String(bytes.get(), StandardCharsets.UTF_8) : "";
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split(" ", -1);
      for (String word : words) {
        if (!word.isEmpty() && !line.startsWith("#")) {
          slots.add(new NameTable.Slot(word, words[0]));
        }
      }
    }
    return slots;
  }
}
