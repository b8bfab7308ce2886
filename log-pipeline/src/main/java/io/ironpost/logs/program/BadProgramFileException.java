package io.ironpost.logs.program;

import java.util.List;
import java.util.stream.Collectors;

/// A program file that cannot be used, with everything that is wrong in it.
public final class BadProgramFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ProgramProblem> problems;

  BadProgramFileException(List<ProgramProblem> problems) {
    super(problems.stream().map(ProgramProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ProgramProblem> problems() {
    return problems;
  }
}
