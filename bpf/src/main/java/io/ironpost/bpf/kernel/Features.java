package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.asm.ProgramType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What of eBPF can be used here. Each question is put to the kernel once.
///
/// ```java
/// switch (features.of(Feature.Named.RING_BUFFER)) {
///   case Availability.Available() -> …
///   case Availability.Missing missing -> health.degraded(missing.toString());
/// }
/// ```
public final class Features {
  private final FeatureSource source;
  private final Map<Feature, Availability> known = new ConcurrentHashMap<>();

  public Features(FeatureSource source) {
    this.source = source;
  }

  public static Features running() {
    return new Features(FeatureSource.running());
  }

  public Availability of(Feature feature) {
    return known.computeIfAbsent(feature, source::probe);
  }

  public Availability of(MapType type) {
    return of(new Feature.OfMap(type));
  }

  public Availability of(ProgramType type) {
    return of(new Feature.OfProgram(type));
  }

  public Availability of(ProgramType type, Helper helper) {
    return of(new Feature.OfHelper(type, helper));
  }

  public boolean has(Feature feature) {
    return of(feature).isAvailable();
  }

  public KernelVersion version() {
    return source.version();
  }

  public Privileges privileges() {
    return source.privileges();
  }

  public KernelSettings settings() {
    return source.settings();
  }

  /// Everything that has a name, and every kind of map and program: some 70 questions, a fifth of a
  /// second on a quiet machine.
  public Map<Feature, Availability> all() {
    Map<Feature, Availability> answers = new LinkedHashMap<>();
    everything().forEach(feature -> answers.put(feature, of(feature)));
    return answers;
  }

  private static List<Feature> everything() {
    List<Feature> all = new ArrayList<>(List.of(Feature.Named.values()));
    for (MapType type : MapType.values()) {
      if (!isUnasked(type)) {
        all.add(new Feature.OfMap(type));
      }
    }
    for (ProgramType type : ProgramType.values()) {
      if (type != ProgramType.UNSPEC) {
        all.add(new Feature.OfProgram(type));
      }
    }
    return all;
  }

  /// Kinds that are no use without BTF types of their own, which a probe would have to make up.
  private static boolean isUnasked(MapType type) {
    return switch (type) {
      case UNSPEC, STRUCT_OPS, SK_STORAGE, INODE_STORAGE, TASK_STORAGE, CGRP_STORAGE, ARENA -> true;
      default -> false;
    };
  }
}
