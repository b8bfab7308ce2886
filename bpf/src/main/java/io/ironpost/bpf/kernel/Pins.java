package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Names for maps, programs and links in a bpffs, which outlive the process that gave them. To pin
/// is to hold: only when the name is removed, and all descriptors are closed, is the thing gone.
public final class Pins {
  private static final long BPF_FS_MAGIC = 0xcafe_4a11L; // include/uapi/linux/magic.h
  private static final int EIO = 5;
  private static final int STATFS_BYTES = 256; // struct statfs has 120; f_type is its first long

  private static final MethodHandle STATFS =
      Libc.function("statfs", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

  private static final MethodHandle MOUNT =
      Libc.function(
          "mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));

  private Pins() {}

  /// Whether things can be pinned below this folder, or below the nearest one above it that exists.
  public static boolean isBpffs(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      if (parent == null) {
        return false;
      }
      existing = parent;
    }
    return fileSystemMagic(existing) == BPF_FS_MAGIC;
  }

  /// Makes the folder, when it is in a bpffs.
  ///
  /// @throws KernelRefusedException when it is not, with what to do
  public static Path folder(Path folder) {
    if (!isBpffs(folder)) {
      throw Refusal.of(
          "pin below " + folder,
          -Errno.EINVAL.number(),
          "It is on no bpffs: mount one (mount -t bpf bpf /sys/fs/bpf)");
    }
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw refused("make " + folder + " in the bpffs", e);
    }
  }

  /// Mounts a bpffs, for who has none. Takes CAP_SYS_ADMIN.
  public static void mount(Path folder) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment type = arena.allocateFrom("bpf");
      MemorySegment capture = Libc.capture(arena);
      int result =
          (int)
              MOUNT.invokeExact(
                  capture, type, Libc.path(arena, folder), type, 0L, MemorySegment.NULL);
      if (result < 0) {
        throw Refusal.of(
            "mount a bpffs at " + folder, -Libc.errno(capture), List.of(Capability.CAP_SYS_ADMIN));
      }
    } catch (BpfException e) {
      throw e;
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
  }

  /// Takes a name away.
  ///
  /// @return whether there was one
  public static boolean unpin(Path path) {
    try {
      return Files.deleteIfExists(path);
    } catch (IOException e) {
      throw refused("unpin " + path, e);
    }
  }

  /// Whoever works with rights of their own is refused here first: systemd mounts a bpffs that only
  /// root may enter.
  private static KernelRefusedException refused(String what, IOException cause) {
    Errno errno = cause instanceof AccessDeniedException ? Errno.EACCES : Errno.of(EIO);
    KernelRefusedException refusal =
        Refusal.of(
            what,
            -errno.number(),
            errno.equals(Errno.EACCES) ? advice(errno.number()) : String.valueOf(cause));
    refusal.initCause(cause);
    return refusal;
  }

  /// @param what for people: `map blocks_v4`
  static void pin(Path path, int fd, String what) {
    long result = object(BpfCommand.OBJ_PIN, path, fd);
    if (result < 0) {
      throw Refusal.of("pin " + what + " at " + path, result, advice((int) -result));
    }
  }

  static Fd open(Path path, FdKind kind) {
    long result = object(BpfCommand.OBJ_GET, path, 0);
    if (result < 0) {
      throw Refusal.of(
          "open the pinned %s %s".formatted(kind.word(), path), result, advice((int) -result));
    }
    Fd fd = new Fd("%s %s".formatted(kind.word(), path.getFileName()), (int) result);
    if (!kind.is(fd.number())) {
      fd.close();
      throw new WrongShapeException("%s is not a %s".formatted(path, kind.word()));
    }
    return fd;
  }

  /// BPF_OBJ_*: pathname 0, bpf_fd 8
  private static long object(BpfCommand command, Path path, int fd) {
    try (Arena arena = Arena.ofConfined()) {
      Attr attr = new Attr(arena).pointer(0, Libc.path(arena, path)).u32(8, fd);
      return Syscall.bpf(command, attr);
    }
  }

  private static String advice(int errno) {
    return switch (Errno.of(errno).name()) {
      case "EEXIST" -> "Something else is pinned there";
      case "EINVAL" -> "It is on no bpffs";
      case "EPERM", "EACCES" ->
          "Needs CAP_BPF, and the right to use the folder: a bpffs belongs to root unless mounted"
              + " with other rights. As root: install -d -o USER /sys/fs/bpf/NAME, and let the user"
              + " pass /sys/fs/bpf";
      default -> "";
    };
  }

  private static long fileSystemMagic(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(STATFS_BYTES, Long.BYTES);
      int result = (int) STATFS.invokeExact(Libc.capture(arena), Libc.path(arena, path), buffer);
      return result == 0 ? buffer.get(JAVA_LONG, 0) & 0xffff_ffffL : 0;
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
  }
}
