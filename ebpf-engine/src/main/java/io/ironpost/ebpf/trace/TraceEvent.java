package io.ironpost.ebpf.trace;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Layout;

/// What the kernel programs write into the ring, field for field. The programs are built from this
/// same description, so the two sides cannot drift apart.
///
/// Every record begins with [#HEAD_LAYOUT]: who did it. `exec` has packed texts behind its own
/// fields, in the order of their lengths; the other kinds have a fixed size. Names are those of the
/// kernel's `struct task_struct` (include/linux/sched.h) where there is one.
final class TraceEvent {
  /// Kinds of records.
  static final int EXEC = 1;

  static final int FORK = 2;
  static final int EXIT = 3;

  /// A socket that changed its state (`inet_sock_set_state`), or spoke to an address for the first
  /// time (UDP).
  static final int SOCKET = 4;

  /// What is known of a path or command line, as bits of [#TOLD].
  static final int WHOLE_IMAGE = 1;

  static final int WHOLE_DIRECTORY = 2;
  static final int WHOLE_CGROUP = 4;

  private static final Layout.Builder FIELDS = Layout.struct("trace_event");

  static final Field KIND = FIELDS.u32("kind");

  /// Bits that say which texts are complete.
  static final Field TOLD = FIELDS.u32("told");

  /// bpf_ktime_get_ns(): CLOCK_MONOTONIC, the clock of System.nanoTime.
  static final Field AT = FIELDS.u64("ktime_ns");

  /// When the process's first thread started, CLOCK_BOOTTIME; with the number it names a process.
  static final Field START = FIELDS.u64("start_boottime");

  static final Field PARENT_START = FIELDS.u64("parent_start");
  static final Field PID = FIELDS.u32("tgid");
  static final Field PARENT = FIELDS.u32("parent_tgid");
  static final Field UID = FIELDS.u32("uid");
  static final Field EUID = FIELDS.u32("euid");
  static final Field NETNS = FIELDS.u32("netns");
  static final Field LOGIN_UID = FIELDS.u32("loginuid");
  static final Field CGROUP = FIELDS.u64("cgroup_id");
  static final Field COMM = FIELDS.bytes("comm", 16);
  static final Layout HEAD_LAYOUT = FIELDS.build();

  /// Where the fields of one kind begin, and where a record of [#FORK] ends.
  static final int HEAD_SIZE = HEAD_LAYOUT.size();

  /// Fields of [#EXEC] behind the head.
  static final class Exec {
    private static final Layout.Builder MORE = after("exec_event");

    /// The thread that called execve; another than the process when it was not the first.
    static final Field OLD_PID = MORE.u32("old_pid");

    /// 0 for a program file that no directory names any more.
    static final Field LINKS = MORE.u32("i_nlink");

    /// The length of the whole command line.
    static final Field ARGUMENTS = MORE.u64("arg_bytes");

    static final Field ARGUMENTS_READ = MORE.u32("arg_read");
    static final Field CGROUP_PATH = MORE.u32("cgroup_bytes");
    static final Field IMAGE = MORE.u32("image_bytes");
    static final Field DIRECTORY = MORE.u32("cwd_bytes");
    static final Field CALLED = MORE.u32("called_bytes");

    /// How long the record is so far; the programs' own.
    static final Field SIZE = MORE.u32("size");

    static final Layout LAYOUT = MORE.build();

    /// Where the texts begin: cgroup path, image and working directory, each as its parts with a
    /// zero behind each and the last part first, then the path by which the image was called, and
    /// the command line.
    static final int TEXTS = LAYOUT.size();

    private Exec() {}
  }

  /// Fields of [#EXIT] behind the head.
  static final class Exit {
    private static final Layout.Builder MORE = after("exit_event");

    /// As wait(2) has it: signal in the low 7 bits, status in the next byte.
    static final Field CODE = MORE.u32("exit_code");

    static final Layout LAYOUT = MORE.build();

    private Exit() {}
  }

  /// Fields of [#SOCKET] behind the head.
  static final class Socket {
    private static final Layout.Builder MORE = after("socket_event");

    /// The kernel's address of the socket: the name under which the next change is recognised.
    static final Field SOCK = MORE.u64("sk");

    /// States of TCP (include/net/tcp_states.h); both 0 for UDP.
    static final Field OLD_STATE = MORE.u16("old_state");

    static final Field NEW_STATE = MORE.u16("new_state");

    /// AF_INET or AF_INET6.
    static final Field FAMILY = MORE.u16("family");

    static final Field PROTOCOL = MORE.u16("protocol");
    static final Field LOCAL_PORT = MORE.u16("local_port");
    static final Field REMOTE_PORT = MORE.u16Big("remote_port");
    static final Field REMOTE_V4 = MORE.bytes("remote_v4", 4);
    static final Field LOCAL_V4 = MORE.bytes("local_v4", 4);
    static final Field LOCAL_V6 = MORE.align(8).bytes("local_v6", 16);
    static final Field REMOTE_V6 = MORE.bytes("remote_v6", 16);
    static final Layout LAYOUT = MORE.align(8).build();

    private Socket() {}
  }

  /// A structure whose own fields begin behind the head.
  private static Layout.Builder after(String name) {
    Layout.Builder fields = Layout.struct(name);
    fields.bytes("head", HEAD_SIZE);
    return fields.align(8);
  }

  private TraceEvent() {}
}
