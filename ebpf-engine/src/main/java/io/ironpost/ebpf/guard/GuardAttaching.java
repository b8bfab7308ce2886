package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.Attachment;
import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.Errno;
import io.ironpost.bpf.kernel.Hooks;
import io.ironpost.bpf.kernel.KernelRefusedException;
import io.ironpost.bpf.kernel.Link;
import io.ironpost.bpf.kernel.NetDevice;
import io.ironpost.bpf.kernel.TrafficDirection;
import io.ironpost.bpf.kernel.XdpMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts programs where packets pass: in the place of a pinned program of an earlier life, or anew.
final class GuardAttaching {
  private static final List<AttachMode> MODES =
      List.of(AttachMode.NATIVE, AttachMode.SKB, AttachMode.HARDWARE);

  private final GuardSettings settings;
  private final GuardPins pins;
  private final List<Degradation> degradations;
  private final List<String> kept = new ArrayList<>();

  GuardAttaching(GuardSettings settings, GuardPins pins, List<Degradation> degradations) {
    this.settings = settings;
    this.pins = pins;
    this.degradations = degradations;
  }

  /// The names of all pinned links in use.
  List<String> kept() {
    return kept;
  }

  /// Attaches what is to be attached to one interface.
  GuardedInterface attach(NetDevice device, GuardPrograms programs, KernelMaps maps) {
    BpfProgram judge = maps.load(programs.ingress(settings.filters()));
    try {
      Ingress ingress = ingress(device, judge);
      return new GuardedInterface(
          device,
          programs,
          maps,
          ingress.mode(),
          ingress.attachment(),
          judge,
          egress(device, programs, maps));
    } catch (BpfException e) {
      judge.close();
      throw e;
    }
  }

  private record Ingress(AttachMode mode, Attachment attachment) {}

  private Ingress ingress(NetDevice device, BpfProgram judge) {
    List<AttachMode> wanted = wanted();
    MODES.stream()
        .filter(mode -> !wanted.contains(mode))
        .forEach(mode -> pins.drop(ingressName(mode, device)));
    for (AttachMode mode : wanted) {
      Optional<Attachment> taken = takeOver(ingressName(mode, device), device, judge);
      if (taken.isPresent()) {
        return said(device, new Ingress(mode, taken.get()));
      }
    }
    return said(device, attachAnew(device, judge, wanted));
  }

  private List<AttachMode> wanted() {
    return switch (settings.mode()) {
      case AUTO -> List.of(AttachMode.NATIVE, AttachMode.SKB);
      case HARDWARE -> List.of(AttachMode.HARDWARE, AttachMode.NATIVE, AttachMode.SKB);
      case NATIVE, SKB -> List.of(settings.mode());
    };
  }

  private Ingress said(NetDevice device, Ingress ingress) {
    if (settings.mode() == AttachMode.HARDWARE && ingress.mode() != AttachMode.HARDWARE) {
      degradations.add(
          new Degradation(
              "xdp.hw",
              "the card of %s does not run the program: packets are judged %s the driver"
                  .formatted(
                      device.name(), ingress.mode() == AttachMode.NATIVE ? "in" : "behind")));
    }
    if (settings.mode() == AttachMode.AUTO && ingress.mode() == AttachMode.SKB) {
      degradations.add(
          new Degradation(
              "xdp.skb",
              "the driver of %s has no XDP: packets are judged behind it, at a higher cost"
                  .formatted(device.name())));
    }
    if (!pins.isOn() && !ingress.attachment().endsWithProcess()) {
      degradations.add(
          new Degradation(
              "xdp.netlink",
              "on this kernel the program stays on %s when this process is killed; `ip link set %s"
                      .formatted(device.name(), device.name())
                  + " xdp off` takes it off"));
    }
    return ingress;
  }

  private Ingress attachAnew(NetDevice device, BpfProgram judge, List<AttachMode> modes) {
    for (int i = 0; ; i++) {
      AttachMode mode = modes.get(i);
      try {
        Attachment attached = Hooks.xdp(judge, device.index(), hook(mode));
        keep(ingressName(mode, device), attached);
        return new Ingress(mode, attached);
      } catch (KernelRefusedException e) {
        if (i == modes.size() - 1 || isTaken(e.errno())) {
          throw e;
        }
      }
    }
  }

  /// Another program is there: no other mode helps.
  private static boolean isTaken(Errno errno) {
    return errno.equals(Errno.EBUSY) || errno.equals(Errno.EEXIST);
  }

  private static XdpMode hook(AttachMode mode) {
    return switch (mode) {
      case NATIVE -> XdpMode.NATIVE;
      case HARDWARE -> XdpMode.HARDWARE;
      case SKB, AUTO -> XdpMode.GENERIC;
    };
  }

  /// The pinned link with the new program in it, in one step; empty when there is none that works.
  private Optional<Attachment> takeOver(String name, NetDevice device, BpfProgram program) {
    Optional<Link> pinned = pins.link(name, device.index());
    if (pinned.isEmpty()) {
      return Optional.empty();
    }
    try {
      pinned.get().replace(program);
    } catch (KernelRefusedException _) { // of another kind than this version makes
      pinned.get().close();
      pins.drop(name);
      return Optional.empty();
    }
    kept.add(name);
    return pinned.map(link -> link);
  }

  /// It is at work already, so that it cannot be kept is no reason to guard nothing.
  private void keep(String name, Attachment attached) {
    if (pins.isOn() && attached instanceof Link link) {
      try {
        pins.keep(name, link);
        kept.add(name);
      } catch (BpfException e) {
        degradations.add(
            new Degradation(
                "pin." + name,
                "%s ends when this process does: %s".formatted(name, e.getMessage())));
      }
    }
  }

  private Optional<Attachment> egress(NetDevice device, GuardPrograms programs, KernelMaps maps) {
    if (!settings.egress()) {
      return Optional.empty();
    }
    try (BpfProgram watcher = maps.load(programs.egress())) { // the link holds it from here on
      String name = "out_" + device.index();
      Optional<Attachment> taken = takeOver(name, device, watcher);
      if (taken.isPresent()) {
        return taken;
      }
      Attachment attached = Hooks.traffic(watcher, device.index(), TrafficDirection.EGRESS);
      keep(name, attached);
      return Optional.of(attached);
    } catch (BpfException e) {
      degradations.add(
          new Degradation(
              "egress",
              "packets that leave by %s are not watched: %s"
                  .formatted(device.name(), e.getMessage())));
      return Optional.empty();
    }
  }

  private static String ingressName(AttachMode mode, NetDevice device) {
    return "in_%s_%d".formatted(mode.word(), device.index());
  }
}
