package io.ironpost.daemon.control;

import io.ironpost.daemon.setup.KernelFact;
import io.ironpost.ebpf.detect.Flow;
import java.util.List;

/// What the control server asks of the programs on the wire. Called by many threads at once.
public interface NetControls {
  NetView view();

  /// The liveliest first.
  List<Flow> flows(int most);

  /// What this machine's kernel gives this process.
  List<KernelFact> kernel();
}
