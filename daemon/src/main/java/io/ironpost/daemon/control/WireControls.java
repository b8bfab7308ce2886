package io.ironpost.daemon.control;

import io.ironpost.core.disk.LocalDisk;
import io.ironpost.daemon.setup.KernelFact;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.Blocklist;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.blocklist.FeedLimits;
import io.ironpost.ebpf.blocklist.FeedStore;
import io.ironpost.ebpf.detect.Flow;
import io.ironpost.response.ActionQuery;
import io.ironpost.response.Order;
import io.ironpost.response.OrderResult;
import io.ironpost.response.journal.ActionRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The wire and the answer, as the control server shows them.
///
/// @param table what is asked for single blocks that hold
public record WireControls(
    ActionControls actions,
    Blocklist blocklist,
    BlockTable table,
    BootClock clock,
    NetControls net) {
  private static final String WHY = "this program was started without the wire";

  /// A program that guards nothing and answers nothing.
  public static WireControls none(InstantSource wall) {
    BlockTable absent = BlockTable.absent(WHY);
    BootClock clock = new BootClock(wall, () -> 1);
    FeedLimits limits = FeedLimits.defaults();
    FeedStore nowhere = new FeedStore(new LocalDisk(), Path.of("/nonexistent"), limits);
    return new WireControls(
        new NoActions(),
        new Blocklist(nowhere, absent, clock, limits),
        absent,
        clock,
        new NoNet(wall));
  }

  private static final class NoActions implements ActionControls {
    @Override
    public List<ActionRecord> actions(ActionQuery query) {
      return List.of();
    }

    @Override
    public Optional<ActionRecord> action(String id) {
      return Optional.empty();
    }

    @Override
    public OrderResult order(Order order) {
      return new OrderResult.Refused(OrderResult.Ground.FAILED, WHY);
    }
  }

  private record NoNet(InstantSource wall) implements NetControls {
    @Override
    public NetView view() {
      return NetView.none(wall.instant(), WHY);
    }

    @Override
    public List<Flow> flows(int most) {
      return List.of();
    }

    @Override
    public List<KernelFact> kernel() {
      return List.of();
    }
  }
}
