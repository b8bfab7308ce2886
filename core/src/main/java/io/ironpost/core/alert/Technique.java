package io.ironpost.core.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A technique or sub-technique of MITRE ATT&CK.
///
/// @param id `T1110` or `T1110.001`
public record Technique(String id) implements Comparable<Technique> {
  private static final Pattern ID = Pattern.compile("T\\d{4}(\\.\\d{3})?");

  public Technique {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not an ATT&CK technique id: " + id);
    }
  }

  /// Reads `t1110.001` in any case.
  public static Optional<Technique> of(String text) {
    String folded = text.strip().toUpperCase(Locale.ROOT);
    return ID.matcher(folded).matches() ? Optional.of(new Technique(folded)) : Optional.empty();
  }

  /// The technique of a sub-technique; a technique is its own parent.
  public Technique parent() {
    return isSub() ? new Technique(id.substring(0, id.indexOf('.'))) : this;
  }

  public boolean isSub() {
    return id.indexOf('.') >= 0;
  }

  @Override
  public int compareTo(Technique other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
