package io.ironpost.cli.output;

/// How a command ended, for scripts (design §7; `docs/reference/command-line.md`).
public enum Exit {
  /// Done, and nothing to report at or over the threshold.
  CLEAN(0),
  /// Findings at or over the threshold that the user set (`--fail-on`), or failed rule tests.
  FINDINGS(1),
  /// The command line, a rule or the configuration is wrong.
  PROBLEM(2),
  /// The daemon does not answer.
  UNREACHABLE(3),
  /// It could not be done: a file that cannot be read, a full disk.
  FAILED(4);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
