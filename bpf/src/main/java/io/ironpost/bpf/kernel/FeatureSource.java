package io.ironpost.bpf.kernel;

/// Says what there is. The running kernel is one; a kernel that exists on paper only is another,
/// for tests of what is done without something.
public interface FeatureSource {
  /// Finds out, each time anew.
  Availability probe(Feature feature);

  KernelVersion version();

  Privileges privileges();

  KernelSettings settings();

  /// The kernel that runs this process, asked by trying: nothing is attached, and what is loaded or
  /// made is gone at once.
  static FeatureSource running() {
    return new RunningKernel();
  }

  /// A kernel of that version which has everything that came with or before it.
  static FeatureSource like(KernelVersion version, Privileges privileges) {
    return new PaperKernel(version, privileges);
  }
}
