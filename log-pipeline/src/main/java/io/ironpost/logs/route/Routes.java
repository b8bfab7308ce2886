package io.ironpost.logs.route;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What is known about kinds of sources, as data: all pipeline files together, the user's own first
/// so that they win.
public final class Routes {
  /// One file name per line.
  public static final String INDEX = "index.txt";

  /// Where the files that come with Ironpost stand among the resources.
  public static final String FOLDER = "io/ironpost/content/pipelines";

  private final List<Pipeline> pipelines;

  Routes(List<Pipeline> pipelines) {
    this.pipelines = List.copyOf(pipelines);
  }

  /// No routes: only what an event says of itself counts.
  public static Routes none() {
    return new Routes(List.of());
  }

  /// What came of reading one file: the routes that are sound, and all mistakes.
  public record Reading(Routes routes, List<RouteProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /// Reads one pipeline file.
  ///
  /// @param file its name, for messages
  public static Reading read(String file, String yaml) {
    return new PipelineReader(file).read(yaml);
  }

  /// Reads all files that are listed in [#INDEX].
  ///
  /// @param files from a file's name to what is in it
  public static Reading readAll(Function<String, Optional<byte[]>> files) {
    Routes all = none();
    List<RouteProblem> problems = new ArrayList<>();
    String index = text(files, INDEX).orElse("");
    for (String name : index.lines().filter(line -> !line.startsWith("#")).toList()) {
      Optional<String> yaml = text(files, name);
      if (yaml.isEmpty()) {
        problems.add(
            new RouteProblem(name, 1, 1, "listed in " + INDEX + ", but there is no such file"));
        continue;
      }
      Reading reading = read(name, yaml.get());
      problems.addAll(reading.problems());
      all = all.then(reading.routes());
    }
    return new Reading(all, problems);
  }

  private static Optional<String> text(Function<String, Optional<byte[]>> files, String name) {
    return files.apply(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /// These routes first, then the others.
  public Routes then(Routes others) {
    List<Pipeline> all = new ArrayList<>(pipelines);
    all.addAll(others.pipelines);
    return new Routes(all);
  }

  /// Ready for records of these names and logsources.
  public Router router(FieldNames names, Logsources logsources) {
    Router router = Router.onDemand(() -> this, names, logsources);
    router.prepare();
    return router;
  }

  List<Pipeline> pipelines() {
    return pipelines;
  }

  List<String> aliases(String field) {
    return pipelines.stream()
        .flatMap(pipeline -> pipeline.aliases().getOrDefault(field, List.of()).stream())
        .distinct()
        .toList();
  }

  List<String> prefixes() {
    return pipelines.stream().flatMap(pipeline -> pipeline.prefixes().stream()).distinct().toList();
  }

  Set<String> wholes() {
    Set<String> wholes = new TreeSet<>();
    pipelines.forEach(pipeline -> wholes.addAll(pipeline.wholes()));
    return wholes;
  }

  Set<String> aliasTargets() {
    Set<String> names = new TreeSet<>();
    pipelines.forEach(pipeline -> pipeline.aliases().values().forEach(names::addAll));
    return names;
  }
}
