package io.ironpost.response;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.journal.Person;
import java.time.Duration;

/// What a person wants done.
public sealed interface Order {
  /// Drop what comes from there.
  record Block(IpPrefix address, Duration duration, Person by, String reason) implements Order {}

  /// Drop it no longer, whoever ordered it.
  record Unblock(IpPrefix address, Person by, String reason) implements Order {}

  /// Take an action back.
  record Undo(String id, Person by, String reason) implements Order {}

  /// Do what a policy asked for, from now on for its duration.
  record Approve(String id, Person by, String reason) implements Order {}

  /// Leave what a policy asked for.
  record Deny(String id, Person by, String reason) implements Order {}

  /// Say what would come of it.
  record DryRun(Order order) implements Order {}
}
