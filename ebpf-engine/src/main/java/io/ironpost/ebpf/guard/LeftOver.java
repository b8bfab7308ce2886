package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.BpfException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// What a killed program left pinned: it goes on dropping packets, and nobody is there to let
/// anyone in.
public final class LeftOver {
  private LeftOver() {}

  /// Takes all of it off, for whoever guards nothing: its blocks would hold though packets are said
  /// not to be guarded, and no order could end them.
  ///
  /// @param folder as in [GuardSettings#pinPath]
  /// @return whether there was anything
  /// @throws GuardException when it cannot be taken off
  public static boolean remove(Path folder) {
    if (!GuardPins.isUsed(folder)) {
      return false;
    }
    try {
      GuardPins pins = GuardPins.below(folder);
      pins.keepOnly(List.of());
      pins.clear();
      return true;
    } catch (BpfException | UncheckedIOException e) {
      throw new GuardException("what is pinned below " + folder + " cannot be removed", e);
    }
  }
}
