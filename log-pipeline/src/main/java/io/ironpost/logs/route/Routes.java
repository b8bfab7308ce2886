package io.ironpost.logs.route;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is known about kinds of sources, as data: all pipeline files together, the user's own first
/// so that they win.
public final class Routes {
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

  /// These routes first, then the others.
  public Routes then(Routes others) {
    List<Pipeline> all = new ArrayList<>(pipelines);
    all.addAll(others.pipelines);
    return new Routes(all);
  }

  /// Ready for records of these names and logsources.
  public Router router(FieldNames names, Logsources logsources) {
    return new Router(this, names, logsources);
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

  Set<String> aliasTargets() {
    Set<String> names = new TreeSet<>();
    pipelines.forEach(pipeline -> pipeline.aliases().values().forEach(names::addAll));
    return names;
  }
}
