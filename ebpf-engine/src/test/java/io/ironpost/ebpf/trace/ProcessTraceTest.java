package io.ironpost.ebpf.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.testkit.Command;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that really start, as the running kernel tells of them.
class ProcessTraceTest {
  private static final TraceSettings WITH_EXITS =
      new TraceSettings(
          true,
          true,
          false,
          TraceSettings.DEFAULT_RING_BYTES,
          TraceSettings.DEFAULT_ARGUMENT_BYTES,
          TraceSettings.DEFAULT_PROCESSES,
          TraceSettings.DEFAULT_TABLE_BYTES,
          TraceSettings.DEFAULT_CONNECTIONS_PER_SECOND,
          Optional.empty());

  private static Optional<LiveTrace> opened = Optional.empty();

  @BeforeAll
  static void open() {
    opened = Optional.of(LiveTrace.open(WITH_EXITS));
  }

  @AfterAll
  static void close() throws InterruptedException {
    if (opened.isPresent()) {
      opened.get().stop();
    }
  }

  private static LiveTrace trace() {
    return opened.orElseThrow();
  }

  private static String marker() {
    return "ironpost-" + System.nanoTime();
  }

  private static void shell(String script, String... arguments) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
    words.addAll(List.of(arguments));
    Command.of(words.toArray(String[]::new)).run().orFail();
  }

  private static String field(String line, String name) {
    String key = "\"" + name + "\":";
    int from = line.indexOf(key) + key.length();
    assertThat(from).as("%s in %s", name, line).isGreaterThanOrEqualTo(key.length());
    from += line.charAt(from) == '[' ? 1 : 0;
    boolean text = line.charAt(from) == '"';
    int to = text ? line.indexOf('"', from + 1) : from;
    while (!text && ",}".indexOf(line.charAt(to)) < 0) {
      to++;
    }
    return line.substring(text ? from + 1 : from, to);
  }

  @Test
  void nothing_is_missing_on_this_kernel() {
    assertThat(trace().trace().degradations()).isEmpty();
  }

  @Test
  void a_command_with_its_arguments_account_directory_and_parent(@TempDir Path folder)
      throws InterruptedException, IOException {
    String marker = marker();
    Path real = folder.toRealPath();
    shell(
        "cd \"$1\" && /usr/bin/env -i /bin/cat /dev/null - \"$2\" </dev/null; true",
        real.toString(),
        marker);
    String line =
        trace().await("\"process_creation\"", "\"CommandLine\":\"/bin/cat /dev/null - " + marker);
    assertThat(field(line, "product")).isEqualTo("linux");
    assertThat(field(line, "Image")).isEqualTo(Path.of("/bin/cat").toRealPath().toString());
    assertThat(field(line, "CommandLine")).isEqualTo("/bin/cat /dev/null - " + marker);
    assertThat(field(line, "CurrentDirectory")).isEqualTo(real.toString());
    assertThat(field(line, "ParentImage")).isEqualTo(Path.of("/bin/sh").toRealPath().toString());
    assertThat(field(line, "ParentCommandLine")).startsWith("/bin/sh -c cd");
    assertThat(field(line, "User")).isEqualTo("root");
    assertThat(field(line, "uid")).isEqualTo("0");
    assertThat(field(line, "process")).isEqualTo("cat");
    assertThat(line).contains("(" + field(line, "ParentProcessId") + ")\"");
    assertThat(line).contains("java(" + ProcessHandle.current().pid() + ")");
    assertThat(line).doesNotContain("command_line_cut", "exec_thread", "image_deleted");
  }

  @Test
  void a_program_that_is_called_by_another_name(@TempDir Path folder)
      throws InterruptedException, IOException {
    String marker = marker();
    Path link = folder.toRealPath().resolve("nc");
    Path program = folder.toRealPath().resolve("netcat.openbsd");
    Files.copy(Path.of("/bin/true").toRealPath(), program);
    program.toFile().setExecutable(true);
    Files.createSymbolicLink(link, program);
    Command.of(link.toString(), marker).run().orFail();
    String line = trace().await("\"process_creation\"", "\"CommandLine\":\"" + link + " " + marker);
    assertThat(line).contains("\"Image\":[\"" + program + "\",\"" + link + "\"]");
  }

  @Test
  void the_interpreter_of_a_script_is_the_program(@TempDir Path folder)
      throws InterruptedException, IOException {
    String marker = marker();
    Path script = folder.toRealPath().resolve("script");
    Files.writeString(script, "#!/bin/sh -e\n:\n");
    script.toFile().setExecutable(true);
    Command.of(script.toString(), marker).run().orFail();
    String line = trace().await("\"CommandLine\":\"/bin/sh -e " + script + " " + marker);
    assertThat(field(line, "Image")).isEqualTo(Path.of("/bin/sh").toRealPath().toString());
  }

  @Test
  void another_account() throws InterruptedException {
    Assumptions.assumeTrue(Privileges.tool("setpriv").met(), "needs the program setpriv");
    String marker = marker();
    Command.of("setpriv", "--reuid", "65534", "--clear-groups", "/bin/echo", marker).run().orFail();
    String line = trace().await("\"process_creation\"", "\"CommandLine\":\"/bin/echo " + marker);
    assertThat(field(line, "User")).isEqualTo("nobody");
    assertThat(field(line, "uid")).isEqualTo("65534");
    assertThat(field(line, "euid")).isEqualTo("65534");
  }

  @Test
  void the_parent_of_a_sub_shell_has_a_name() throws InterruptedException {
    String marker = marker();
    shell("( ( /bin/echo $1; : ); : )", marker);
    String line = trace().await("\"process_creation\"", "\"/bin/echo " + marker);
    assertThat(field(line, "ParentCommandLine")).contains(marker);
  }

  @Test
  void who_started_a_process_is_told_when_the_starter_has_gone() throws InterruptedException {
    String marker = marker();
    shell("( (sleep 0.3; /bin/echo $1) & ) ; :", marker);
    String line = trace().await("\"process_creation\"", "\"CommandLine\":\"/bin/echo " + marker);
    assertThat(line).contains("java(" + ProcessHandle.current().pid() + ")");
  }

  @Test
  void hostile_arguments() throws InterruptedException {
    String marker = marker();
    shell(
        "/bin/echo $1 \"$(printf 'a\\nb\\t\\033[31m\\377\\303 \"q\" \\\\ \\342\\202\\254')\" '' end",
        marker);
    String line = trace().await("\"process_creation\"", "\"CommandLine\":\"/bin/echo " + marker);
    assertThat(line)
        .contains(marker + " a\\nb\\t\\u001b[31m\\\\xff\\\\xc3 \\\"q\\\" \\\\ €  end\"");
  }

  @Test
  void a_long_command_line_is_cut_and_marked() throws InterruptedException {
    String marker = marker();
    String longOne = "x".repeat(100_000);
    Command.of("/bin/true", marker, longOne).run().orFail();
    String line = trace().await("\"process_creation\"", "\"/bin/true " + marker);
    assertThat(field(line, "CommandLine")).hasSize(TraceSettings.DEFAULT_ARGUMENT_BYTES);
    assertThat(line).contains("\"command_line_cut\":true");
    long bytes = "/bin/true".length() + marker.length() + longOne.length() + 3L;
    assertThat(line).contains("\"command_line_bytes\":" + bytes);
    assertThat(trace().trace().counters().cut()).isPositive();
  }

  @Test
  void a_deep_directory_keeps_its_end(@TempDir Path folder)
      throws InterruptedException, IOException {
    String marker = marker();
    Path deep = folder.toRealPath();
    for (int level = 0; level < 60; level++) {
      deep = deep.resolve("d" + level);
    }
    Files.createDirectories(deep);
    shell("cd \"$1\" && /bin/echo $2", deep.toString(), marker);
    String line = trace().await("\"process_creation\"", "\"CommandLine\":\"/bin/echo " + marker);
    assertThat(field(line, "CurrentDirectory")).startsWith("/…/").endsWith("/d57/d58/d59");
  }

  @Test
  void a_program_that_has_no_file_any_more(@TempDir Path folder)
      throws InterruptedException, IOException {
    String marker = marker();
    Path copy = folder.toRealPath().resolve("copy");
    Files.copy(Path.of("/bin/sh").toRealPath(), copy);
    copy.toFile().setExecutable(true);
    shell("exec 9<$1; rm $1; exec /proc/self/fd/9 -c \": $2\"", copy.toString(), marker);
    String line = trace().await("image_deleted", marker, "\"Image\":\"" + copy);
    assertThat(line).contains("\"image_deleted\":true");
  }

  @Test
  void execve_by_a_thread() throws InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
    String marker = marker();
    String script =
        """
        import threading, os
        run = lambda: os.execv('/bin/echo', ['echo', 'by-a-thread', 'MARK'])
        t = threading.Thread(target=run)
        t.start()
        t.join()
        """;
    Command.of("/usr/bin/python3", "-c", script.replace("MARK", marker)).run().orFail();
    String line = trace().await("\"CommandLine\":\"echo by-a-thread " + marker);
    assertThat(Integer.parseInt(field(line, "exec_thread")))
        .isGreaterThan(Integer.parseInt(field(line, "ProcessId")));
    assertThat(line).contains("java(");
  }

  @Test
  void another_network_namespace() throws InterruptedException, IOException {
    Privileges.Check check = Privileges.namespaces();
    Assumptions.assumeTrue(check.met(), check.reason());
    String marker = marker();
    try (NetworkNamespace namespace = NetworkNamespace.create("trace")) {
      namespace.run("/bin/echo", marker).orFail();
      Object inode = Files.getAttribute(namespace.path(), "unix:ino");
      String line = trace().await("\"process_creation\"", "\"CommandLine\":\"/bin/echo " + marker);
      assertThat(field(line, "netns")).isEqualTo(inode.toString());
    }
  }

  @Test
  void the_container_that_the_cgroup_names() throws InterruptedException, IOException {
    Optional<Path> mount = CgroupMount.version2();
    Assumptions.assumeTrue(mount.isPresent(), "needs cgroup version 2");
    String id = "%064x".formatted(System.nanoTime());
    Path group = mount.get().resolve("docker-" + id + ".scope");
    String marker = marker();
    Files.createDirectory(group);
    try {
      shell("echo $$ > $1/cgroup.procs; /bin/echo $2", group.toString(), marker);
      String line = trace().await("\"process_creation\"", "\"CommandLine\":\"/bin/echo " + marker);
      assertThat(line).contains("\"cgroup\":\"/docker-" + id + ".scope\"");
      assertThat(field(line, "container_id")).isEqualTo(id);
      assertThat(field(line, "container")).isEqualTo(id.substring(0, 12));
      assertThat(field(line, "container_runtime")).isEqualTo("docker");
      Object inode = Files.getAttribute(group, "unix:ino");
      assertThat(field(line, "cgroup_id")).isEqualTo(inode.toString());
    } finally {
      Files.delete(group);
    }
  }

  @Test
  void how_processes_end() throws InterruptedException {
    String marker = marker();
    shell("sh -c \"exit 37; : $1\"; sh -c 'kill -9 $$; :' ; :", marker);
    String line = trace().await("\"process_termination\"", "exit 37; : " + marker);
    assertThat(line).contains("\"exit_status\":37,\"exit_signal\":0");
    trace().await("\"process_termination\"", "kill -9 $$", "\"exit_status\":0,\"exit_signal\":9");
  }

  @Test
  void each_of_many_is_seen_or_counted_as_lost() throws InterruptedException {
    int wanted = 5_000;
    String marker = marker();
    long lostBefore = trace().trace().counters().lostRingFull();
    Command.of("/bin/sh", "-c", "seq " + wanted + " | xargs -P2 -n1 /bin/true " + marker)
        .within(Duration.ofSeconds(60))
        .run()
        .orFail();
    String starts = "\"CommandLine\":\"/bin/true " + marker;
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (creations(starts) < wanted && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    TraceCounters counters = trace().trace().counters();
    assertThat(creations(starts) + counters.lostRingFull() - lostBefore)
        .isGreaterThanOrEqualTo(wanted);
    assertThat(counters.lostBusy()).isZero();
    assertThat(counters.unreadable()).isZero();
  }

  private static long creations(String starts) {
    return trace().count("/true\"," + starts);
  }

  @Test
  void a_ring_that_nobody_reads_loses_by_count() throws InterruptedException {
    TraceSettings small =
        new TraceSettings(true, false, false, 64 << 10, 256, 100, 100_000, 1, Optional.empty());
    String marker = marker();
    try (ProcessTrace unread = ProcessTrace.open(small, InstantSource.system())) {
      shell("i=0; while [ $i -lt 400 ]; do /bin/true $1; i=$((i+1)); done", marker);
      long lost = unread.counters().lostRingFull();
      assertThat(lost).isPositive();
      assertThat(unread.counters().read()).isZero();
    }
  }
}
