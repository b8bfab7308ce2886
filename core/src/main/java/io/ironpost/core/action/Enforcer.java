package io.ironpost.core.action;

import io.ironpost.core.module.Health;
import java.time.Instant;
import java.util.List;

/// Does actions of some kinds and takes them back. Knows nothing of policies, limits or journals:
/// whoever gives the order has decided.
///
/// Called by one thread at a time; must not wait longer than a system call takes, for the answer to
/// an attack waits with it. Nothing is thrown: what goes wrong is an [Effect].
public interface Enforcer {
  /// The word for it in the journal: `xdp`.
  String name();

  boolean enforces(Action action);

  /// Does it, or lengthens or shortens what is already done.
  ///
  /// @param until when it ends by itself, also when this program has died
  Effect apply(Action action, Instant until);

  /// Takes it back.
  Effect undo(Action action);

  /// What holds in the world now of what was ordered here, in any life of this program: with this
  /// the journal is compared on start.
  List<InForce> inForce();

  Health health();

  /// @param until when it ends by itself
  record InForce(Action action, Instant until) {}
}
