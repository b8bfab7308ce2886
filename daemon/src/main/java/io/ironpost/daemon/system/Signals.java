package io.ironpost.daemon.system;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/// What the administrator and the system tell the program with kill(1).
///
/// The JVM has one class for it, `sun.misc.Signal` of the supported module `jdk.unsupported`. The
/// compiler warns of that package whoever uses it and cannot be told not to, and in this house
/// warnings are errors; so it is reached by reflection, once, here. (signalfd(2) would need the
/// signals blocked in every thread, which a JVM that is already running cannot do.)
public final class Signals {
  private static final List<String> STOP = List.of("TERM", "INT");
  private static final List<String> RELOAD = List.of("HUP");

  private Signals() {}

  /// Runs `action` at each SIGTERM and SIGINT in place of the JVM's own end: the program ends when
  /// it is done, with the exit status it chooses. The action runs on a thread of its own.
  ///
  /// @return false when this JVM hands no signals out (`-Xrs`); then the JVM just ends
  public static boolean onStop(Runnable action) {
    return handle(STOP, action);
  }

  /// Runs `action` at each SIGHUP, on a thread of its own. Two that come close together may run at
  /// the same time.
  ///
  /// @return false when this JVM hands no signals out (`-Xrs`)
  public static boolean onReload(Runnable action) {
    return handle(RELOAD, action);
  }

  private static boolean handle(List<String> names, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, running(action));
      for (String name : names) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, proxy);
      }
      return true;
    } catch (ReflectiveOperationException _) {
      return false; // -Xrs, or a JVM without jdk.unsupported
    }
  }

  @SuppressWarnings({"NullAway", "ReferenceEquality"}) // void answers null; a proxy is itself only
  private static InvocationHandler running(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> arguments != null && proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "Ironpost's signal handler";
        };
  }
}
