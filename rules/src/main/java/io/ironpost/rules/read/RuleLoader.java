package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.read.RuleFiles.RuleFile;
import io.ironpost.rules.read.RuleFiles.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Loads rule files and folders (every `*.yml` and `*.yaml` below them but the `*.test.yml` beside
/// a rule), and puts them together.
///
/// Reading is independent per file and is done on [#THREADS] threads; what the files say of one
/// another is then settled on the caller's. The result depends on the order of the files only where
/// two have the same id: the first one keeps it.
public final class RuleLoader {
  /// The code of the problem that a file could not be read at all.
  static final String UNREADABLE = "unreadable-file";

  /// The budgets are for two cores. More would not pay: most of the time goes into a few thousand
  /// small files, and the daemon starts other things beside.
  static final int THREADS = 2;

  /// Files per task: enough to keep the hand-over cheap, few enough that both threads end together.
  private static final int BATCH = 32;

  private final RuleReader reader;

  public RuleLoader(ReadOptions options) {
    this.reader = new RuleReader(options);
  }

  public RuleCollection load(Path... roots) {
    return load(List.of(roots));
  }

  /// Never throws for what is in the files; a file that cannot be read is a problem like any other.
  public RuleCollection load(List<Path> roots) {
    return load(Map.of(), roots);
  }

  /// Loads rules that are in memory and those below `roots` as one set, so that either may refer to
  /// the other.
  ///
  /// @param inMemory content by the file name that problems should name, in the order of the map
  public RuleCollection load(Map<String, byte[]> inMemory, List<Path> roots) {
    List<FileReading> readings = new ArrayList<>();
    inMemory.forEach(
        (name, content) -> readings.add(reader.readFile(name, RuleReader.idBase(name), content)));
    List<RuleFile> files = new ArrayList<>();
    for (Path root : roots) {
      RuleFiles found = RuleFiles.under(root);
      files.addAll(found.files());
      found.unreadable().forEach(path -> readings.add(unreadable(path)));
    }
    readings.addAll(readAll(files));
    return merge(readings);
  }

  private List<FileReading> readAll(List<RuleFile> files) {
    if (files.size() <= BATCH) {
      return readBatch(files);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<FileReading>>> batches = new ArrayList<>();
      for (int from = 0; from < files.size(); from += BATCH) {
        List<RuleFile> batch = files.subList(from, Math.min(from + BATCH, files.size()));
        batches.add(threads.submit(() -> readBatch(batch)));
      }
      List<FileReading> readings = new ArrayList<>(files.size());
      for (Future<List<FileReading>> batch : batches) {
        readings.addAll(batch.get());
      }
      return readings;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading rules", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a rule file broke the reader", e);
    }
  }

  private List<FileReading> readBatch(List<RuleFile> files) {
    return files.stream().map(this::readOne).toList();
  }

  private FileReading readOne(RuleFile file) {
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] content = in.readNBytes(RuleReader.MAX_FILE_BYTES + 1);
      return reader.readFile(file.path().toString(), file.idBase(), content);
    } catch (IOException e) {
      return unreadable(new Unreadable(file.path(), e));
    }
  }

  private static FileReading unreadable(Unreadable unreadable) {
    String path = unreadable.path().toString();
    ProblemLog problems = new ProblemLog(Source.of(path, path, ""));
    String message = "cannot be read: " + unreadable.cause();
    problems.error(UNREADABLE, new Span(1, 1, 0, 0), message, "");
    Refusal refusal = new Refusal("", problems.firstError().orElseThrow());
    return new FileReading(List.of(), List.of(refusal), problems, 1);
  }

  private static RuleCollection merge(List<FileReading> readings) {
    List<Draft> drafts = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    int documents = 0;
    for (FileReading reading : readings) {
      drafts.addAll(reading.drafts());
      refusals.addAll(reading.refusals());
      documents += reading.documents();
    }
    References references = References.ofAll(drafts);
    refusals.addAll(references.refusals());
    List<Problem> problems = new ArrayList<>();
    readings.forEach(reading -> problems.addAll(reading.problems().inOrder()));
    return split(references.rules(), problems, refusals, readings.size(), documents);
  }

  private static RuleCollection split(
      List<Rule> rules, List<Problem> problems, List<Refusal> refusals, int files, int documents) {
    List<EventRule> events = new ArrayList<>();
    List<CorrelationRule> correlations = new ArrayList<>();
    for (Rule rule : rules) {
      switch (rule) {
        case EventRule event -> events.add(event);
        case CorrelationRule correlation -> correlations.add(correlation);
      }
    }
    return new RuleCollection(events, correlations, problems, refusals, files, documents);
  }
}
