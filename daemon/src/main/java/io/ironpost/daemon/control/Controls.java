package io.ironpost.daemon.control;

import java.util.List;
import java.util.Optional;

/// What the control server asks of the running program, beside its figures
/// ([io.ironpost.daemon.metrics.MetricsView]).
///
/// Called by many threads at once. A method may wait for the database or for rules to compile. What
/// cannot be had now is told by [UnavailableException]; any other exception is a fault of the
/// program and is answered as such, without its text.
public interface Controls {
  /// Kept alerts, the youngest first.
  AlertPage alerts(AlertQuery query);

  /// One kept alert as of its highest revision.
  Optional<StoredAlert> alert(String id);

  /// Writes down that somebody has seen the alert; empty when there is no such alert.
  Optional<StoredAlert> acknowledge(String id, String by, String note);

  /// Silences that hold or will hold.
  List<SilenceView> silences();

  /// Adds a silence.
  SilenceOutcome silence(SilenceOrder order);

  /// Ends a silence now; false when there is none of that id.
  boolean endSilence(String id);

  /// Reads configuration, rules and silences again: all of it, or nothing.
  ReloadOutcome reload();

  /// The configuration in force; secrets are masked.
  List<SettingView> config();

  /// Asks the program to come to an end in good order; returns at once.
  void stop();
}
