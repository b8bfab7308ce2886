package io.ironpost.alerts.sink;

import java.util.List;
import java.util.stream.Collectors;

/// A sink was opened whose settings its kind complains of.
public final class UnusableSinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableSinkException(String kind, List<Complaint> complaints) {
    super(
        "the settings of this %s sink cannot be used: %s. Change them; `ironpost config check` shows the place."
            .formatted(
                kind,
                complaints.stream().map(Complaint::toString).collect(Collectors.joining("; "))));
  }

  /// Does nothing when there is nothing to complain of.
  public static void throwUnless(String kind, List<Complaint> complaints) {
    if (!complaints.isEmpty()) {
      throw new UnusableSinkException(kind, complaints);
    }
  }
}
