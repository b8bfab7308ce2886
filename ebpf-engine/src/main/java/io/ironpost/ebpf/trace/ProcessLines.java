package io.ironpost.ebpf.trace;

import java.util.List;

/// Writes what happens to processes as Sigma's `process_creation` and `process_termination` of
/// Linux, with the field names of Sysmon for Linux, by which SigmaHQ's rules go, and with ours
/// (`user`, `process`, `pid`) beside them.
final class ProcessLines {
  private static final byte[] TIME = JsonLine.key("time");
  private static final byte[] PRODUCT = JsonLine.key("product");
  private static final byte[] CATEGORY = JsonLine.key("category");
  private static final byte[] IMAGE = JsonLine.key("Image");
  private static final byte[] COMMAND_LINE = JsonLine.key("CommandLine");
  private static final byte[] DIRECTORY = JsonLine.key("CurrentDirectory");
  private static final byte[] PARENT_IMAGE = JsonLine.key("ParentImage");
  private static final byte[] PARENT_COMMAND = JsonLine.key("ParentCommandLine");
  private static final byte[] USER = JsonLine.key("User");
  private static final byte[] USER_TOO = JsonLine.key("user");
  private static final byte[] LOGON_ID = JsonLine.key("LogonId");
  private static final byte[] PROCESS_ID = JsonLine.key("ProcessId");
  private static final byte[] PARENT_ID = JsonLine.key("ParentProcessId");
  private static final byte[] PROCESS = JsonLine.key("process");
  private static final byte[] PID = JsonLine.key("pid");
  private static final byte[] UID = JsonLine.key("uid");
  private static final byte[] EUID = JsonLine.key("euid");
  private static final byte[] CGROUP_ID = JsonLine.key("cgroup_id");
  private static final byte[] NETNS = JsonLine.key("netns");
  private static final byte[] ANCESTRY = JsonLine.key("ancestry");
  private static final byte[] THREAD = JsonLine.key("exec_thread");
  private static final byte[] DELETED = JsonLine.key("image_deleted");
  private static final byte[] CUT = JsonLine.key("command_line_cut");
  private static final byte[] BYTES = JsonLine.key("command_line_bytes");
  private static final byte[] STATUS = JsonLine.key("exit_status");
  private static final byte[] SIGNAL = JsonLine.key("exit_signal");

  private final WallClock clock;
  private final UserNames users;
  private final Processes processes;
  private final JsonLine line = new JsonLine();

  ProcessLines(WallClock clock, UserNames users, Processes processes) {
    this.clock = clock;
    this.users = users;
    this.processes = processes;
  }

  JsonLine started(Start start) {
    TracedProcess process = processes.started(start);
    Actor actor = start.actor();
    TracedProcess parent = processes.known(actor.parent(), actor.parentTicks());
    begin(actor, "process_creation");
    line.texts(IMAGE, start.image(), start.calledAs()).text(COMMAND_LINE, start.command());
    line.text(DIRECTORY, start.directory());
    line.number(PROCESS_ID, actor.pid()).number(PARENT_ID, actor.parent());
    line.texts(PARENT_IMAGE, parent.image(), parent.calledAs());
    line.text(PARENT_COMMAND, parent.command());
    line.text(PROCESS, process.name()).number(PID, actor.pid());
    person(line, users, actor);
    place(line, actor, start.place());
    ancestry(process);
    remarks(start);
    return line.end();
  }

  JsonLine ended(Actor actor, int code) {
    TracedProcess process = processes.known(actor.pid(), actor.startTicks());
    begin(actor, "process_termination");
    line.texts(IMAGE, process.image(), process.calledAs());
    line.text(COMMAND_LINE, process.command());
    line.number(PROCESS_ID, actor.pid()).number(PARENT_ID, actor.parent());
    line.text(PROCESS, actor.name()).number(PID, actor.pid());
    person(line, users, actor);
    place(line, actor, process.place());
    line.number(STATUS, code >> 8 & 0xff).number(SIGNAL, code & 0x7f);
    return line.end();
  }

  private void begin(Actor actor, String category) {
    open(line, clock, actor.at(), category);
  }

  /// What every line begins with.
  static void open(JsonLine line, WallClock clock, long at, String category) {
    line.open().word(TIME, clock.at(at).toString());
    line.word(PRODUCT, "linux").word(CATEGORY, category);
  }

  /// The program and account of who did something.
  static void actor(JsonLine line, UserNames users, Actor actor, TracedProcess process) {
    line.texts(IMAGE, process.image(), process.calledAs());
    line.text(COMMAND_LINE, process.command());
    line.number(PROCESS_ID, actor.pid());
    line.text(PROCESS, actor.name()).number(PID, actor.pid());
    person(line, users, actor);
    place(line, actor, process.place());
  }

  private static void person(JsonLine line, UserNames users, Actor actor) {
    byte[] name = users.of(actor.uid()); // who ran it, not whom a set-user-id bit makes of it
    line.text(USER, name).text(USER_TOO, name);
    line.number(UID, Integer.toUnsignedLong(actor.uid()));
    line.number(EUID, Integer.toUnsignedLong(actor.euid()));
    // Sysmon's LogonId is the account that logged in; what no login stands behind is its own.
    boolean loggedIn = actor.loginUid() != UserNames.NOBODY_KNOWN;
    line.number(LOGON_ID, Integer.toUnsignedLong(loggedIn ? actor.loginUid() : actor.uid()));
  }

  private static void place(JsonLine line, Actor actor, byte[] place) {
    line.pairs(place).number(CGROUP_ID, actor.cgroup());
    line.number(NETNS, Integer.toUnsignedLong(actor.netns()));
  }

  private void ancestry(TracedProcess process) {
    List<TracedProcess> before = processes.ancestors(process);
    line.list(ANCESTRY);
    for (TracedProcess one : before) {
      if (one.pid() > 0) {
        line.process(one.name(), one.pid());
      }
    }
    line.endList();
  }

  /// What is not as usual.
  private void remarks(Start start) {
    if (start.threadExec() != 0) {
      line.number(THREAD, start.threadExec());
    }
    if (start.deleted()) {
      line.flag(DELETED, true);
    }
    if (start.cut()) {
      line.flag(CUT, true).number(BYTES, start.argumentBytes());
    }
  }
}
