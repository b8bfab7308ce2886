package io.ironpost.ebpf.trace;

import java.nio.charset.StandardCharsets;

/// Where a process runs, as pairs of a JSON object: its cgroup and, when that names one, its
/// container.
final class Place {
  /// The controller whose path counts where version 2 of cgroups is not in use; runtimes put
  /// containers under all of them.
  static final String V1 = "memory";

  private static final byte[] CGROUP = JsonLine.key("cgroup");
  private static final byte[] CONTAINER = JsonLine.key("container");
  private static final byte[] CONTAINER_ID = JsonLine.key("container_id");
  private static final byte[] RUNTIME = JsonLine.key("container_runtime");

  private Place() {}

  /// The pairs for a cgroup's path; none for the root.
  static byte[] of(byte[] path) {
    JsonLine line = new JsonLine().clear();
    if (path.length > 1) {
      line.text(CGROUP, JsonLine.escaped(path));
      Container.of(new String(path, StandardCharsets.ISO_8859_1)).ifPresent(c -> add(line, c));
    }
    return line.copy();
  }

  private static void add(JsonLine line, Container container) {
    line.word(CONTAINER, container.shortId());
    line.word(CONTAINER_ID, container.id());
    line.word(RUNTIME, container.runtime());
  }
}
