package io.ironpost.ebpf.detect;

import java.time.Duration;
import java.util.Set;

/// When connections to a service look like guessing.
///
/// @param connections that one source began with one service within the window
/// @param window over which is counted
/// @param loginPorts where people log in
/// @param databasePorts where programs log in; only sources with public addresses count, because
///   applications on private networks open a connection per request
public record BruteForceSettings(
    int connections, Duration window, Set<Integer> loginPorts, Set<Integer> databasePorts) {
  public BruteForceSettings {
    Checks.positive("connections", connections);
    Checks.window(window);
    loginPorts = Set.copyOf(loginPorts);
    databasePorts = Set.copyOf(databasePorts);
    loginPorts.forEach(port -> Checks.port("login_ports", port));
    databasePorts.forEach(port -> Checks.port("database_ports", port));
  }

  /// 30 a minute: hydra makes about 250, an Ansible run fewer than 10 with one host.
  public static BruteForceSettings defaults() {
    return new BruteForceSettings(
        30,
        Duration.ofMinutes(1),
        Set.of(21, 22, 23, 445, 2222, 3389, 5900, 5985),
        Set.of(1433, 1521, 3306, 5432, 6379, 9200, 27017));
  }
}
