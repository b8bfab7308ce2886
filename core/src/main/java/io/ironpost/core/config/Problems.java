package io.ironpost.core.config;

import java.util.ArrayList;
import java.util.List;

/// Gathers every problem, so that a person mends a file in one go.
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  /// Says that the setting is wrong unless it `holds`; `message` begins with what must be.
  public void require(boolean holds, Setting<?> setting, String message) {
    if (!holds) {
      add(new Problem(setting.origin(), setting.dotted(), message, ""));
    }
  }

  public List<Problem> all() {
    return List.copyOf(found);
  }
}
