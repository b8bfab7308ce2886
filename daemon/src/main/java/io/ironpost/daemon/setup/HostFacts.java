package io.ironpost.daemon.setup;

import java.util.List;

/// What `setup` found on a host.
///
/// @param isRoot whether the daemon would run with root's rights when started by the same user
/// @param home the user's folder, for those who are not root; may be empty
/// @param logs log files that can be read, as paths and patterns for `watch_paths`
/// @param unreadable log files that are there and cannot be read by this user
/// @param hasJournal whether the systemd journal can be read
/// @param containerLogs patterns of logs that container engines write here; empty when none does
/// @param engines sockets of container engines that are there
/// @param interfaces network interfaces that are up, without loopback
/// @param defaultInterface the one of the default route; empty when there is none
/// @param syslogPortsTaken whether another program receives syslog on port 514
/// @param sshPeer the address that the operator is connected from; empty when it is no SSH session
/// @param gateways addresses of default routes
/// @param resolvers name servers of `/etc/resolv.conf`
public record HostFacts(
    boolean isRoot,
    String home,
    List<String> logs,
    List<String> unreadable,
    boolean hasJournal,
    List<String> containerLogs,
    List<String> engines,
    List<String> interfaces,
    String defaultInterface,
    boolean syslogPortsTaken,
    String sshPeer,
    List<String> gateways,
    List<String> resolvers) {
  public HostFacts {
    logs = List.copyOf(logs);
    unreadable = List.copyOf(unreadable);
    containerLogs = List.copyOf(containerLogs);
    engines = List.copyOf(engines);
    interfaces = List.copyOf(interfaces);
    gateways = List.copyOf(gateways);
    resolvers = List.copyOf(resolvers);
  }

  /// Where state is kept when nobody says otherwise: root's place is root's alone.
  public String dataDir() {
    return isRoot || home.isEmpty() ? "/var/lib/ironpost" : home + "/.local/state/ironpost";
  }

  /// Whether anything was found that can be read.
  public boolean hasSources() {
    return !logs.isEmpty() || hasJournal || !containerLogs.isEmpty();
  }
}
