package io.ironpost.ebpf.trace;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The container a process is in, as the path of its cgroup says.
///
/// Where several are nested, the outermost is meant, since that is the one this host's runtime can
/// pause or stop. The path is made by the runtime, but a user to whom a part of the tree is
/// delegated (systemd's `user@.service`) can make one that looks the same: whoever acts on a
/// container asks its runtime first whether the process is in it.
///
/// @param runtime `docker`, `podman`, `containerd`, `cri-o`, `lxc`, `nspawn`, `kubernetes` (some
///   runtime below the kubelet), `ecs`
/// @param id as the runtime names it: 64 hexadecimal digits, or a name for `lxc` and `nspawn`
record Container(String runtime, String id) {
  /// The length at which people and runtimes abbreviate.
  static final int SHORT = 12;

  /// A path is cut at this: the kernel's own limit for one is 4,096 (PATH_MAX), and ids stand far
  /// in front of it.
  private static final int MAX_PATH = 1_024;

  private static final String ID = "([0-9a-f]{64})";

  /// One form of a component or of several, the most telling first. Monitors beside a container
  /// (`libpod-conmon-…`, `crio-conmon-…`, `lxc.monitor.…`) run on the host and match none.
  private record Form(String runtime, Pattern pattern) {}

  /// Systemd's scopes (one component), then plain cgroupfs paths. All patterns are linear: fixed
  /// words, one class, no nested repetition.
  private static final List<Form> FORMS =
      List.of(
          form("docker", "/docker-" + ID + "\\.scope"),
          form("podman", "/libpod-" + ID + "(?:\\.scope|/|$)"),
          form("containerd", "[/:]cri-containerd[-:]" + ID),
          form("containerd", "/nerdctl-" + ID + "(?:\\.scope|/|$)"),
          form("cri-o", "[/:]crio[-:]" + ID),
          form("docker", "/docker/" + ID),
          form("docker", "/kubepods[^/]*/[^/]*/?pod[^/]*/docker[-/]" + ID),
          form("docker", "/docker/buildkit/([0-9a-z]{25})(?:/|$)"),
          form("docker", "/system\\.slice:docker:([0-9a-z]{25})(?:/|$)"),
          form("kubernetes", "/kubepods(?:/[a-z]+)?/pod[0-9a-f-]{32,36}/" + ID),
          form("kubernetes", "/kubepods[^/]*\\.slice/(?:[^/]+/)*" + ID),
          form("ecs", "/ecs/(?:[^/]+/)?" + ID),
          form("ecs", "/ecs/[0-9a-f]{32}/([0-9a-f]{32}-[0-9]{1,10})(?:/|$)"),
          form("containerd", "/(?:default|moby|k8s\\.io)/" + ID),
          form("lxc", "/lxc\\.payload[./]([0-9A-Za-z_.-]{1,63})(?:/|$)"),
          form("lxc", "^/lxc/([0-9A-Za-z_.-]{1,63})(?:/|$)"),
          form("nspawn", "/systemd-nspawn@([0-9A-Za-z_.\\\\-]{1,64})\\.service"),
          form("nspawn", "/machine\\.slice/machine-([0-9A-Za-z_.\\\\-]{1,64})\\.scope"));

  private static Form form(String runtime, String pattern) {
    return new Form(runtime, Pattern.compile(pattern));
  }

  /// The container that a cgroup path names, the one that begins first.
  static Optional<Container> of(String cgroupPath) {
    String path = cgroupPath.length() > MAX_PATH ? cgroupPath.substring(0, MAX_PATH) : cgroupPath;
    Optional<Container> best = Optional.empty();
    int bestAt = path.length();
    for (Form form : FORMS) {
      Matcher found = form.pattern.matcher(path);
      if (found.find() && found.start(1) < bestAt) {
        bestAt = found.start(1);
        best = Optional.of(new Container(form.runtime, found.group(1)));
      }
    }
    return best;
  }

  /// The id as runtimes show it in lists.
  String shortId() {
    return id.length() == 64 ? id.substring(0, SHORT) : id;
  }
}
