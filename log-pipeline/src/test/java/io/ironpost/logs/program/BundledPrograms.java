package io.ironpost.logs.program;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;

/// The program files that we ship, for tests.
public final class BundledPrograms {
  /// Where they are among the class path's resources.
  public static final String FOLDER = "io/ironpost/content/programs";

  private BundledPrograms() {}

  public static ProgramLibrary library(FieldNames names, Logsources logsources) {
    return new ProgramLibrary(
        names,
        logsources,
        ProgramLibrary.resources(BundledPrograms.class.getClassLoader(), FOLDER));
  }
}
