package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.KernelRefusedException;
import io.ironpost.bpf.kernel.NetDevice;
import io.ironpost.bpf.kernel.NetDevices;
import io.ironpost.bpf.kernel.RunStatistics;
import io.ironpost.ebpf.blocklist.BootClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The steps from settings to programs at work. What cannot be had is written down; only when
/// nothing is left does it fail.
final class GuardOpening {
  private final GuardSettings settings;
  private final List<Degradation> degradations = new ArrayList<>();

  GuardOpening(GuardSettings settings) {
    this.settings = settings;
  }

  Guard open(BootClock clock) {
    GuardPins pins = pins();
    SourceTable table =
        SourceTable.of(settings.tables().sources(), processors(), new SecureRandom().nextLong());
    GuardMaps specs = GuardMaps.of(settings, table);
    KernelMaps maps = new KernelMaps(specs, pins);
    List<GuardedInterface> interfaces = new ArrayList<>();
    try {
      KernelBlockTable blocks = new KernelBlockTable(specs, maps, settings.tables(), clock);
      List<NetDevice> devices = devices();
      attach(devices, specs, maps, table, pins, interfaces);
      Set<Integer> tried = devices.stream().map(NetDevice::index).collect(Collectors.toSet());
      return new Guard(
          settings,
          clock,
          new Guard.Parts(pins, specs, maps, blocks, interfaces, tried, runTime()),
          degradations);
    } catch (RuntimeException e) { // whatever it is: what is attached would stay for ever
      interfaces.forEach(GuardedInterface::close);
      maps.close();
      throw e;
    }
  }

  private GuardPins pins() {
    if (settings.pinPath().isEmpty()) {
      return GuardPins.none();
    }
    try {
      return GuardPins.below(settings.pinPath().get());
    } catch (BpfException e) {
      degradations.add(
          new Degradation("pin", "blocking ends when this process does: " + e.getMessage()));
      return GuardPins.none();
    }
  }

  /// How many there could ever be, which is how many values a per-CPU map has.
  private static int processors() {
    try (BpfMap counters = BpfMap.create(GuardMaps.counterMap())) {
      return counters.entryBytes() / counters.strideBytes();
    }
  }

  private Optional<RunStatistics> runTime() {
    if (!settings.runTime()) {
      return Optional.empty();
    }
    try {
      return Optional.of(RunStatistics.enable());
    } catch (KernelRefusedException e) {
      degradations.add(
          new Degradation("run_time", "packets' costs are not measured: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private void attach(
      List<NetDevice> devices,
      GuardMaps specs,
      KernelMaps maps,
      SourceTable table,
      GuardPins pins,
      List<GuardedInterface> interfaces) {
    GuardAttaching attaching = new GuardAttaching(settings, pins, degradations);
    for (NetDevice device : devices) {
      GuardPrograms programs =
          new GuardPrograms(specs, table, settings.events(), device.index(), interfaces.size());
      try {
        interfaces.add(attaching.attach(device, programs, maps));
      } catch (BpfException e) {
        degradations.add(
            new Degradation(
                "xdp." + device.name(), device.name() + " is not guarded: " + e.getMessage()));
      }
    }
    if (interfaces.isEmpty()) {
      throw new GuardException("no interface can be guarded: " + whyNone());
    }
    pins.keepOnly(attaching.kept());
  }

  /// What else is missing does not matter where nothing is guarded.
  private String whyNone() {
    return degradations.stream()
        .filter(each -> each.name().startsWith("xdp."))
        .map(Degradation::why)
        .collect(Collectors.joining("; "));
  }

  /// The interfaces that the settings mean, as far as they are there.
  List<NetDevice> devices() {
    if (settings.interfaces().contains(GuardSettings.AUTO)) {
      List<NetDevice> devices = NetDevices.ofDefaultRoutes();
      if (devices.isEmpty()) {
        degradations.add(
            new Degradation(
                "xdp.auto", "there is no default route: name the interfaces in ebpf.interface"));
      }
      return devices.stream().limit(GuardSettings.MAX_INTERFACES).toList();
    }
    List<NetDevice> devices = new ArrayList<>();
    List<NetDevice> all = NetDevices.all();
    for (String name : settings.interfaces()) {
      Optional<NetDevice> found = all.stream().filter(d -> d.name().equals(name)).findFirst();
      found.ifPresentOrElse(
          devices::add,
          () -> degradations.add(new Degradation("xdp." + name, "there is no interface " + name)));
    }
    return devices;
  }
}
