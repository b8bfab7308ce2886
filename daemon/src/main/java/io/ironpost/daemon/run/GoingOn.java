package io.ironpost.daemon.run;

import io.ironpost.core.disk.LocalDisk;
import io.ironpost.store.checkpoint.Checkpoint;
import io.ironpost.store.checkpoint.CheckpointReading;
import io.ironpost.store.checkpoint.Checkpoints;
import io.ironpost.store.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds where to go on: at the last checkpoint, or at the beginning.
record GoingOn(Path folder, Spool spool, Launch launch) {
  private static final Logger LOG = LoggerFactory.getLogger(GoingOn.class);

  /// @param checkpoint to begin with
  /// @param kept the same when it was found on disk
  record Start(Checkpoint checkpoint, Optional<Checkpoint> kept) {}

  /// Without a checkpoint the spool is not asked what was told: its lines do not come again.
  ///
  /// @throws StartRefusedException when the disk does not let it be read
  Start find() {
    Checkpoints files = new Checkpoints(LocalDisk.ofState(), folder);
    try {
      return switch (files.read()) {
        case CheckpointReading.Found(var checkpoint) -> after(checkpoint);
        case CheckpointReading.FellBack(var checkpoint, var why) -> {
          LOG.warn("{}; the one before it is used", why);
          yield after(checkpoint);
        }
        case CheckpointReading.Lost(var why) -> {
          LOG.error("{}; inputs begin as on a first start", why);
          yield beginning(spool.last());
        }
        case CheckpointReading.None() -> beginning(0);
      };
    } catch (IOException e) {
      throw new StartRefusedException("the checkpoint cannot be read: " + e.getMessage(), e);
    }
  }

  private Start after(Checkpoint checkpoint) {
    spool.continueAfter(checkpoint.spoolSequence());
    return new Start(checkpoint, Optional.of(checkpoint));
  }

  private Start beginning(long sequence) {
    byte[] nothing = {};
    Checkpoint first =
        new Checkpoint(
            Map.of(), nothing, nothing, sequence, launch.clock().instant(), launch.version());
    return new Start(first, Optional.empty());
  }
}
