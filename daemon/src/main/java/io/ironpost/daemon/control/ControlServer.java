package io.ironpost.daemon.control;

import java.io.IOException;
import java.nio.file.Path;

/// Answers over a Unix socket, from opening to closing.
///
/// A Unix socket and not a port: who may use it is a matter of the file's owner and group, which
/// every administrator knows, and no other machine can reach it.
public final class ControlServer implements AutoCloseable {
  private final RunningProgram program;
  private final ControlSocket socket;
  private final HttpFront front;

  private ControlServer(RunningProgram program, ControlSocket socket, HttpFront front) {
    this.program = program;
    this.socket = socket;
    this.front = front;
  }

  /// Listens from now on.
  ///
  /// @throws SocketRefusedException when another program listens there, or the place is no good
  public static ControlServer open(Path path, RunningProgram program) {
    return open(path, program, ControlLimits.defaults());
  }

  static ControlServer open(Path path, RunningProgram program, ControlLimits limits) {
    ControlSocket socket = new ControlSocket(path);
    socket.makeRoom();
    try {
      FrontDesk desk = new FrontDesk(program.routes());
      HttpFront front = new HttpFront(socket.address(), desk, limits);
      socket.admit();
      return new ControlServer(program, socket, front);
    } catch (IOException e) {
      throw new SocketRefusedException(path, String.valueOf(e.getMessage()), e);
    }
  }

  /// Ends streams, lets answers in hand go out, and removes the socket.
  @Override
  public void close() {
    socket.remove(); // first: who asks now gets "not running", not half an answer
    program.alerts().closeAll();
    program.tap().closeAll();
    front.close();
  }
}
