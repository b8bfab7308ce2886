package io.ironpost.daemon.wire;

import io.ironpost.daemon.control.NetControls;
import io.ironpost.daemon.control.NetView;
import io.ironpost.daemon.setup.KernelFact;
import io.ironpost.daemon.setup.KernelScan;
import io.ironpost.ebpf.detect.Flow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The programs on the wire as the control server asks for them.
record WireView(Wire wire, InstantSource clock) implements NetControls {
  @Override
  public NetView view() {
    Instant now = clock.instant();
    return wire.packets()
        .flatMap(module ->
            module
                .statistics()
                .map(statistics ->
                    new NetView(now, module.health(), module.degradations(), statistics)))
        .orElseGet(() -> NetView.none(now, why()));
  }

  private String why() {
    return wire.table().health().reason();
  }

  @Override
  public List<Flow> flows(int most) {
    return wire.packets().map(module -> module.flows(most)).orElse(List.of());
  }

  @Override
  public List<KernelFact> kernel() {
    return KernelScan.running().facts(wire.pins());
  }
}
