package io.ironpost.daemon.control;

import java.nio.file.Path;

/// The daemon does not answer. The message is a sentence for the user, with what to do.
public final class DaemonUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What kind of silence it is.
  public enum Why {
    /// There is no socket: no daemon was started with this folder, or it ended in good order.
    NO_SOCKET("there is no socket. Start it with `ironpost run`, or name its folder"),
    /// A socket without a program: the daemon ended without tidying up.
    NOBODY_LISTENS("nobody listens there any more. Start it with `ironpost run`"),
    /// Not this user.
    NO_PERMISSION("this user may not use it. Run as root, or join the group ironpost"),
    /// Somebody listens and says nothing, or nothing that is HTTP.
    NO_ANSWER("it does not answer. Its log may say why");

    private final String sentence;

    Why(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Why why;

  DaemonUnreachableException(Path socket, Why why, Throwable cause) {
    super("The daemon is not reachable at %s: %s.".formatted(socket, why.sentence), cause);
    this.why = why;
  }

  /// For whoever treats the kinds differently.
  public Why why() {
    return why;
  }
}
