package io.ironpost.bpf.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Skips a test, with the reason, where it cannot run.
final class Needs {
  private Needs() {}

  static void bpf() {
    that(io.ironpost.testkit.Privileges.bpf());
  }

  static void bpfAndNamespaces() {
    that(io.ironpost.testkit.Privileges.bpf().and(io.ironpost.testkit.Privileges.namespaces()));
  }

  private static void that(io.ironpost.testkit.Privileges.Check check) {
    assumeTrue(check.met(), check.reason());
  }
}
