package io.ironpost.ebpf.guard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.testkit.Privileges;

/// What a test needs of the machine; without it the test is skipped and says why.
final class Needs {
  private Needs() {}

  static void bpf() {
    need(Privileges.bpf());
  }

  static void namespaces() {
    need(Privileges.bpf());
    need(Privileges.namespaces());
  }

  private static void need(Privileges.Check check) {
    assumeTrue(check.met(), check.reason());
  }
}
