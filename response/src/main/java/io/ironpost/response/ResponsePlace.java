package io.ironpost.response;

import io.ironpost.core.action.Enforcer;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.disk.Disk;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.spool.SpoolReader;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.journal.ActionRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a responder finds around it.
///
/// @param disk [io.ironpost.core.disk.LocalDisk#ofState]
/// @param journal the file of the journal; its folder exists
/// @param spool opens the reader `response`; called at each start of the module
/// @param decoder of a spool entry's payload; throws an unchecked exception for one that it cannot
///   read
/// @param nanoTime [System#nanoTime]: limits a minute do not follow a clock that is set
/// @param random makes the ids of actions; safe for threads
/// @param enforcers in the order of preference: the first that takes an action has it
/// @param host what of this host must never be blocked; asked at start, now and then and at
///   [Responder#rescan], on one thread at a time
/// @param listener told every action and every change of one, soon after; on the module's thread
/// @param allowed told the allowlist when it has changed, so that the kernel knows it too; likewise
/// @param account where alerts are booked
public record ResponsePlace(
    Disk disk,
    Path journal,
    Supplier<SpoolReader> spool,
    Function<byte[], AlertUpdate> decoder,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator random,
    List<Enforcer> enforcers,
    Supplier<List<AllowEntry>> host,
    Consumer<ActionRecord> listener,
    Consumer<List<AllowEntry>> allowed,
    Account account) {
  public ResponsePlace {
    enforcers = List.copyOf(enforcers);
  }
}
