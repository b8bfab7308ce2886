package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/// A descriptor of a folder, which Java's files do not give away (open(2)).
final class OpenFolder {
  private static final int O_RDONLY_CLOEXEC = 0x8_0000;

  private static final MethodHandle OPEN =
      Libc.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));

  private OpenFolder() {}

  static Fd of(Path folder) {
    try (Arena arena = Arena.ofConfined()) {
      var capture = Libc.capture(arena);
      int fd = (int) OPEN.invokeExact(capture, Libc.path(arena, folder), O_RDONLY_CLOEXEC);
      if (fd < 0) {
        throw Refusal.of("open " + folder, -Libc.errno(capture), List.of());
      }
      return new Fd(folder.toString(), fd);
    } catch (BpfException e) {
      throw e;
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
  }
}
