package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.ProgramMaps;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The maps of this life, new ones and those taken over.
final class KernelMaps implements AutoCloseable {
  private final Map<MapSpec, BpfMap> maps = new HashMap<>();
  private final Arena arena = Arena.ofShared();
  private final GuardMaps specs;

  /// @param pins where maps are kept between two lives
  KernelMaps(GuardMaps specs, GuardPins pins) {
    this.specs = specs;
    try {
      for (MapSpec spec : specs.lasting()) {
        maps.put(spec, pins.map(spec));
      }
    } catch (BpfException | GuardException e) {
      close();
      throw e;
    }
  }

  /// The map of a spec; made when it is asked for the first time.
  synchronized BpfMap get(MapSpec spec) {
    return maps.computeIfAbsent(spec, BpfMap::create);
  }

  BpfProgram load(Program program) {
    program.maps().forEach(this::get);
    return BpfProgram.load(program, view(List.of(program)));
  }

  private synchronized ProgramMaps view(Collection<Program> programs) {
    return ProgramMaps.create(programs, maps);
  }

  /// Shared with the programs until this is closed.
  Hints hints() {
    return new Hints(
        memory(specs.hintsV4()),
        memory(specs.hintsV6()),
        new PrefixLengths(memory(specs.lengthsV4()), memory(specs.lengthsV6())));
  }

  private MemorySegment memory(MapSpec spec) {
    return get(spec).memory(arena, true);
  }

  @Override
  public synchronized void close() {
    new ArrayList<>(maps.values()).forEach(BpfMap::close);
    maps.clear();
    arena.close();
  }
}
