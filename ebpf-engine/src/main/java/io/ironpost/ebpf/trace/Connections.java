package io.ironpost.ebpf.trace;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.trace.TraceEvent.Socket;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts connections together from the states their sockets go through, and writes them as Sigma's
/// `network_connection` of Linux.
///
/// A socket tells who opens it when it begins to connect; its own port and the outcome come with
/// the next state, in an interrupt that belongs to nobody. So a beginning waits a little for what
/// follows. Connections taken belong to whoever listens on the port.
final class Connections {
  /// How long a connection that began waits to be told: answers within a continent come sooner, and
  /// what is not answered (a firewall that drops) is told without outcome.
  static final Duration PATIENCE = Duration.ofMillis(200);

  /// Connections that wait, and listening sockets that are known. The kernel limits each process,
  /// so this is many processes at once; the oldest is told at once, or forgotten.
  static final int MAX_WAITING = 4_096;

  static final int MAX_LISTENERS = 4_096;

  private static final int ESTABLISHED = 1;
  private static final int SYN_SENT = 2;
  private static final int SYN_RECV = 3;
  private static final int CLOSE = 7;
  private static final int LISTEN = 10;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int AF_INET = 2;

  private static final byte[] INITIATED = JsonLine.key("Initiated");
  private static final byte[] PROTOCOL = JsonLine.key("Protocol");
  private static final byte[] SOURCE_IP = JsonLine.key("SourceIp");
  private static final byte[] SOURCE_PORT = JsonLine.key("SourcePort");
  private static final byte[] DESTINATION_IP = JsonLine.key("DestinationIp");
  private static final byte[] DESTINATION_PORT = JsonLine.key("DestinationPort");
  private static final byte[] SRC_IP = JsonLine.key("src_ip");
  private static final byte[] SRC_PORT = JsonLine.key("src_port");
  private static final byte[] DST_IP = JsonLine.key("dst_ip");
  private static final byte[] DST_PORT = JsonLine.key("dst_port");
  private static final byte[] OUTCOME = JsonLine.key("outcome");
  private static final byte[] NETNS = JsonLine.key("netns");

  /// A connection that began.
  private record Begun(Actor actor, Ends ends) {}

  /// The two ends; a port is 0 while it is not known.
  private record Ends(
      int protocol, IpPrefix local, int localPort, IpPrefix remote, int remotePort) {
    static Ends read(MemorySegment from, long base) {
      boolean v4 = Socket.FAMILY.getInt(from, base) == AF_INET;
      return new Ends(
          Socket.PROTOCOL.getInt(from, base),
          address(from, base, v4 ? Socket.LOCAL_V4.offset() : Socket.LOCAL_V6.offset(), v4),
          Socket.LOCAL_PORT.getInt(from, base),
          address(from, base, v4 ? Socket.REMOTE_V4.offset() : Socket.REMOTE_V6.offset(), v4),
          Socket.REMOTE_PORT.getInt(from, base));
    }

    private static IpPrefix address(MemorySegment from, long base, int offset, boolean v4) {
      long at = base + offset;
      return v4
          ? IpPrefix.v4(from.get(Big.INT, at))
          : IpPrefix.address(from.get(Big.LONG, at), from.get(Big.LONG, at + Long.BYTES));
    }
  }

  private final WallClock clock;
  private final UserNames users;
  private final Processes processes;
  private final JsonLine line = new JsonLine();
  private final LinkedHashMap<Long, Begun> waiting = new LinkedHashMap<>();
  private final LinkedHashMap<Port, Actor> listeners = new LinkedHashMap<>();

  Connections(WallClock clock, UserNames users, Processes processes) {
    this.clock = clock;
    this.users = users;
    this.processes = processes;
  }

  /// To be called before the first change: who listens already.
  void listening(Map<Port, Actor> before) {
    before.forEach(this::listening);
  }

  /// Takes a change of a socket's state; the line, when that completes something to tell.
  Optional<JsonLine> changed(MemorySegment from, long base) {
    Actor actor = Actor.read(from, base);
    Ends ends = Ends.read(from, base);
    long socket = Socket.SOCK.get(from, base);
    int before = Socket.OLD_STATE.getInt(from, base);
    int now = Socket.NEW_STATE.getInt(from, base);
    if (ends.protocol() == UDP) {
      return Optional.of(made(actor, ends, "sent"));
    }
    if (now == SYN_SENT) {
      return begun(socket, new Begun(actor, ends));
    }
    if (before == SYN_SENT) {
      String outcome = now == ESTABLISHED ? "established" : "failed";
      return Optional.ofNullable(waiting.remove(socket))
          .map(begun -> made(begun.actor(), ends, outcome));
    }
    Port port = new Port(actor.netns(), ends.localPort());
    if (now == LISTEN) {
      listening(port, actor);
    } else if (before == LISTEN && now == CLOSE) {
      listeners.remove(port);
    } else if (before == SYN_RECV) {
      return Optional.of(taken(actor, ends, port));
    }
    return Optional.empty();
  }

  private Optional<JsonLine> begun(long socket, Begun begun) {
    waiting.put(socket, begun);
    if (waiting.size() <= MAX_WAITING) {
      return Optional.empty();
    }
    Begun oldest = waiting.pollFirstEntry().getValue();
    return Optional.of(made(oldest.actor(), oldest.ends(), "pending"));
  }

  private void listening(Port port, Actor actor) {
    listeners.put(port, actor);
    if (listeners.size() > MAX_LISTENERS) {
      listeners.pollFirstEntry();
    }
  }

  /// Tells of those that waited long enough.
  void overdue(Consumer<JsonLine> teller) {
    long latest = clock.nanoTime().getAsLong() - PATIENCE.toNanos();
    while (!waiting.isEmpty() && waiting.firstEntry().getValue().actor().at() - latest < 0) {
      Begun oldest = waiting.pollFirstEntry().getValue();
      teller.accept(made(oldest.actor(), oldest.ends(), "pending"));
    }
  }

  /// Tells of all that wait.
  void all(Consumer<JsonLine> teller) {
    waiting.forEach((_, begun) -> teller.accept(made(begun.actor(), begun.ends(), "pending")));
    waiting.clear();
  }

  private JsonLine made(Actor actor, Ends ends, String outcome) {
    ProcessLines.open(line, clock, actor.at(), "network_connection");
    TracedProcess process = processes.known(actor.pid(), actor.startTicks());
    ProcessLines.actor(line, users, actor, process);
    line.word(INITIATED, "true").word(OUTCOME, outcome);
    ends(ends.protocol(), ends.local(), ends.localPort(), ends.remote(), ends.remotePort());
    return line.end();
  }

  private JsonLine taken(Actor seen, Ends ends, Port port) {
    ProcessLines.open(line, clock, seen.at(), "network_connection");
    Actor owner = listeners.get(port);
    if (owner != null) {
      TracedProcess process = processes.known(owner.pid(), owner.startTicks());
      ProcessLines.actor(line, users, owner, process);
    } else {
      line.number(NETNS, Integer.toUnsignedLong(port.netns()));
    }
    line.word(INITIATED, "false").word(OUTCOME, "established");
    ends(ends.protocol(), ends.remote(), ends.remotePort(), ends.local(), ends.localPort());
    return line.end();
  }

  private void ends(int protocol, IpPrefix from, int fromPort, IpPrefix to, int toPort) {
    line.word(PROTOCOL, protocol == UDP ? "udp" : protocol == TCP ? "tcp" : "other");
    if (!isUnknown(from)) {
      line.word(SOURCE_IP, from.toString()).word(SRC_IP, from.toString());
    }
    if (fromPort != 0) {
      line.number(SOURCE_PORT, fromPort).number(SRC_PORT, fromPort);
    }
    line.word(DESTINATION_IP, to.toString()).word(DST_IP, to.toString());
    line.number(DESTINATION_PORT, toPort).number(DST_PORT, toPort);
  }

  /// The kernel has not chosen an address yet.
  private static boolean isUnknown(IpPrefix address) {
    return address.high() == 0 && (address.low() == 0 || address.low() == 0xffffL << 32);
  }
}
