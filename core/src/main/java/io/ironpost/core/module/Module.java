package io.ironpost.core.module;

/// Something that runs for as long as the program does: a collector, the pipeline, a guard.
///
/// The module does its work on the thread that [#start] is called on and knows nothing of retries:
/// it throws, and the [Supervisor] starts it again. So [#start] must be callable anew after a
/// failure, and whatever it opened must be closed when it leaves.
public interface Module {
  /// Unique in the program; the name of its section in the configuration where it has one.
  String name();

  /// Works until there is no more to do. Interruption means stop now, and is answered by throwing
  /// [InterruptedException] or returning; anything else thrown is a failure.
  void start() throws Exception;

  /// Asked from another thread to come to an end in good order, finishing what is in hand. What
  /// does not end in time is interrupted.
  default void stop() {}

  /// How it is, while it runs. Called from other threads at any time; must not wait.
  default Health health() {
    return new Health.Up();
  }
}
