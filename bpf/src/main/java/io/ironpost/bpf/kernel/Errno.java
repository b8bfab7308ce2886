package io.ironpost.bpf.kernel;

import java.util.Map;
import java.util.TreeMap;

/// Why the kernel refused, by the name and the sentence that people search for (errno(3)).
///
/// Numbers are those of include/uapi/asm-generic/errno.h, which x86_64 and aarch64 share.
///
/// @param number as the kernel gives it, positive
/// @param name `EPERM`; `errno 200` when it is none that bpf(2) is known to give
/// @param sentence what it means in words
public record Errno(int number, String name, String sentence) {
  public static final Errno EPERM = new Errno(1, "EPERM", "operation not permitted");
  public static final Errno ENOENT = new Errno(2, "ENOENT", "no such file or entry");
  public static final Errno EINTR = new Errno(4, "EINTR", "interrupted");
  public static final Errno E2BIG = new Errno(7, "E2BIG", "too large or too many");
  public static final Errno EBADF = new Errno(9, "EBADF", "not an open file descriptor");
  public static final Errno EAGAIN = new Errno(11, "EAGAIN", "try again");
  public static final Errno ENOMEM = new Errno(12, "ENOMEM", "out of memory");
  public static final Errno EACCES = new Errno(13, "EACCES", "access denied");
  public static final Errno EFAULT = new Errno(14, "EFAULT", "bad address");
  public static final Errno EBUSY = new Errno(16, "EBUSY", "in use by another");
  public static final Errno EEXIST = new Errno(17, "EEXIST", "exists already");
  public static final Errno ENODEV = new Errno(19, "ENODEV", "no such device");
  public static final Errno EINVAL = new Errno(22, "EINVAL", "invalid argument");
  public static final Errno EMFILE = new Errno(24, "EMFILE", "too many open files of the process");
  public static final Errno ENOSPC = new Errno(28, "ENOSPC", "no room left");
  public static final Errno ENOSYS = new Errno(38, "ENOSYS", "no such system call");
  public static final Errno EOPNOTSUPP = new Errno(95, "EOPNOTSUPP", "operation not supported");

  /// The kernel's own ENOTSUPP leaks to user space from bpf(2) (include/linux/errno.h); libc has no
  /// name for it.
  public static final Errno ENOTSUPP = new Errno(524, "ENOTSUPP", "operation not supported");

  private static final Map<Integer, Errno> KNOWN = known();

  private static Map<Integer, Errno> known() {
    Map<Integer, Errno> table = new TreeMap<>();
    Errno[] all = {
      EPERM,
      ENOENT,
      EINTR,
      E2BIG,
      EBADF,
      EAGAIN,
      ENOMEM,
      EACCES,
      EFAULT,
      EBUSY,
      EEXIST,
      ENODEV,
      EINVAL,
      EMFILE,
      ENOSPC,
      ENOSYS,
      EOPNOTSUPP,
      ENOTSUPP,
      new Errno(3, "ESRCH", "no such process"),
      new Errno(5, "EIO", "input or output error"),
      new Errno(6, "ENXIO", "no such device or address"),
      new Errno(18, "EXDEV", "crosses devices"),
      new Errno(20, "ENOTDIR", "not a folder"),
      new Errno(21, "EISDIR", "is a folder"),
      new Errno(23, "ENFILE", "too many open files of the system"),
      new Errno(27, "EFBIG", "file too large"),
      new Errno(30, "EROFS", "file system is read-only"),
      new Errno(33, "EDOM", "out of the domain"),
      new Errno(34, "ERANGE", "out of range"),
      new Errno(36, "ENAMETOOLONG", "name too long"),
      new Errno(39, "ENOTEMPTY", "folder not empty"),
      new Errno(40, "ELOOP", "too many links or programs nested"),
      new Errno(71, "EPROTO", "protocol error"),
      new Errno(75, "EOVERFLOW", "value too large"),
      new Errno(84, "EILSEQ", "illegal bytes"),
      new Errno(88, "ENOTSOCK", "not a socket"),
      new Errno(90, "EMSGSIZE", "message too long"),
      new Errno(98, "EADDRINUSE", "address in use"),
      new Errno(100, "ENETDOWN", "network is down"),
      new Errno(105, "ENOBUFS", "no buffer space"),
      new Errno(110, "ETIMEDOUT", "timed out"),
      new Errno(116, "ESTALE", "stale handle"),
    };
    for (Errno errno : all) {
      table.put(errno.number, errno);
    }
    return Map.copyOf(table);
  }

  /// The error of this number, known or not.
  public static Errno of(int number) {
    Errno found = KNOWN.get(number);
    return found == null ? new Errno(number, "errno " + number, "see errno(3)") : found;
  }

  /// Whether the kernel says that it has no such thing at all, rather than that this use is wrong.
  boolean meansUnsupported() {
    return equals(EOPNOTSUPP) || equals(ENOTSUPP) || equals(ENOSYS);
  }

  @Override
  public String toString() {
    return name + " (" + sentence + ")";
  }
}
