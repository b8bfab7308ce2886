package io.ironpost.bpf.kernel;

import java.util.List;

/// Why something with a map failed, in words.
final class MapRefusal {
  private MapRefusal() {}

  /// @param what `read`, `write to`, `delete from`
  static KernelRefusedException of(String what, MapShape shape, long result) {
    String whole = what + " map " + shape;
    Errno errno = Errno.of((int) -result);
    if (errno.equals(Errno.E2BIG) || errno.equals(Errno.ENOSPC)) {
      return Refusal.of(whole, result, "It is full: make it larger or remove entries");
    }
    if (errno.meansUnsupported()) {
      return Refusal.of(whole, result, "Maps of this type cannot do that on this kernel");
    }
    if (errno.equals(Errno.EPERM)) {
      return Refusal.of(
          whole, result, "It is frozen, or was opened or made for the other way only");
    }
    return Refusal.of(whole, result, List.of());
  }

  /// Why there is no map.
  static KernelRefusedException ofCreation(MapShape shape, long result) {
    String whole = "create map " + shape;
    Errno errno = Errno.of((int) -result);
    if (errno.equals(Errno.EPERM)) {
      List<Capability> needs = List.of(Capability.CAP_BPF);
      boolean held = Privileges.ofProcess().missing(needs).isEmpty();
      if (held && KernelVersion.running().compareTo(KernelVersion.of(5, 11)) < 0) {
        return Refusal.of(
            whole, result, "Raise the limit of locked memory (LimitMEMLOCK=infinity in systemd)");
      }
      return Refusal.of(whole, result, needs);
    }
    if (errno.equals(Errno.EINVAL)) {
      return Refusal.of(
          whole, result, "This kernel does not know the type or the flags, or a size is wrong");
    }
    if (errno.equals(Errno.E2BIG)) {
      return Refusal.of(whole, result, "A size is above what the kernel allows");
    }
    return Refusal.of(whole, result, List.of(Capability.CAP_BPF));
  }
}
