package io.ironpost.bpf.kernel;

/// A kernel that has what its version says, and a process with the given rights on it.
record PaperKernel(KernelVersion version, Privileges privileges) implements FeatureSource {
  @Override
  public Availability probe(Feature feature) {
    return Unavailable.forLackOf(privileges, feature)
        .orElseGet(() ->
            version.compareTo(feature.since()) >= 0
                ? new Availability.Available()
                : Unavailable.on(version, feature));
  }

  @Override
  public KernelSettings settings() {
    return KernelSettings.usual();
  }
}
