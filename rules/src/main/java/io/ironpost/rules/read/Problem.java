package io.ironpost.rules.read;

import io.ironpost.rules.model.Location;
import java.util.Optional;

/// Something to say about a rule file, where it stands and what to do about it.
///
/// @param code a stable name for the kind of problem, `unknown-modifier` and the like
/// @param length how many characters from [#location] on are meant, within the line; 0 for a place
/// @param hint what to do, or the nearest known name; empty when there is nothing to advise
/// @param fix the mechanical repair, where there is exactly one
public record Problem(
    Severity severity,
    String code,
    Location location,
    int length,
    String message,
    String hint,
    Optional<Fix> fix) {

  /// What follows from a problem.
  public enum Severity {
    /// The rule is refused.
    ERROR,
    /// The rule works but hardly as its author meant.
    WARNING,
    /// A matter of good form.
    INFO
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
