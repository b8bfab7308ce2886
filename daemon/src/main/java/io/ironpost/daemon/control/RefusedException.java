package io.ironpost.daemon.control;

/// Ends the handling of a request that cannot be done.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.title() + " " + problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
