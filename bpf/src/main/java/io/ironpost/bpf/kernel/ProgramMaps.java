package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The maps behind the specs that programs name. Programs that name equal specs share the map,
/// which is how one program hands something to another, and how a new version of a program goes on
/// with what the old one counted: it is given the maps that exist.
///
/// ```java
/// try (ProgramMaps maps = ProgramMaps.create(List.of(ingress, egress));
///     BpfProgram program = BpfProgram.load(ingress, maps)) {
///   maps.get(COUNTERS).sum(0, 0);
/// }
/// ```
public final class ProgramMaps implements AutoCloseable {
  private final Map<MapSpec, BpfMap> maps;

  private ProgramMaps(Map<MapSpec, BpfMap> maps) {
    this.maps = maps;
  }

  static ProgramMaps none() {
    return new ProgramMaps(Map.of());
  }

  /// Makes each map that one of the programs names.
  public static ProgramMaps create(Collection<Program> programs) {
    return create(programs, Map.of());
  }

  /// Makes those that are not among the existing ones, which belong to the result from then on: all
  /// are closed with it, at once when not all can be made.
  public static ProgramMaps create(Collection<Program> programs, Map<MapSpec, BpfMap> existing) {
    ProgramMaps made = new ProgramMaps(new LinkedHashMap<>(existing));
    try {
      for (Program program : programs) {
        program.maps().forEach(made::add);
      }
      return made;
    } catch (BpfException e) {
      made.close();
      throw e;
    }
  }

  private void add(MapSpec spec) {
    if (!maps.containsKey(spec)) {
      maps.put(spec, BpfMap.create(spec));
    }
  }

  /// @throws IllegalArgumentException when no program named it
  public BpfMap get(MapSpec spec) {
    BpfMap map = maps.get(spec);
    if (map == null) {
      throw new IllegalArgumentException("there is no map for " + spec.name());
    }
    return map;
  }

  /// In the order in which programs name them.
  public List<BpfMap> all() {
    return List.copyOf(maps.values());
  }

  /// The descriptors for the instructions of a program.
  Map<MapSpec, Integer> descriptors(Program program) {
    Map<MapSpec, Integer> descriptors = new LinkedHashMap<>();
    for (MapSpec spec : program.maps()) {
      descriptors.put(spec, get(spec).fd());
    }
    return descriptors;
  }

  @Override
  public void close() {
    maps.values().forEach(BpfMap::close);
  }
}
