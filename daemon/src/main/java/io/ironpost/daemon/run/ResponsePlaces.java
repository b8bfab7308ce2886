package io.ironpost.daemon.run;

import io.ironpost.alerts.format.NativeJson;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.daemon.wire.HostTrust;
import io.ironpost.daemon.wire.Wire;
import io.ironpost.ebpf.blocklist.XdpEnforcer;
import io.ironpost.response.ResponsePlace;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.store.spool.Spool;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What the response finds around it in the running program.
///
/// @param folder of the journal
/// @param random must be safe for threads
record ResponsePlaces(
    Launch launch, Path folder, Spool spool, RandomGenerator random, Ledger ledger)
    implements Wire.Placing {
  private static final String READER = "response";

  @Override
  public ResponsePlace with(XdpEnforcer enforcer, Consumer<List<AllowEntry>> allowlist) {
    return new ResponsePlace(
        LocalDisk.ofState(),
        folder.resolve("actions.journal"),
        () -> spool.reader(READER, Spool.From.END),
        NativeJson::read,
        launch.clock(),
        System::nanoTime,
        random,
        List.of(enforcer),
        new HostTrust(Path.of("/"), launch.environment()),
        new ActionLog()::tell,
        allowlist,
        ledger.account("respond", "alerts"));
  }
}
