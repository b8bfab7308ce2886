package io.ironpost.daemon.wire;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.config.Config;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Module;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.daemon.config.DetectorKeys;
import io.ironpost.daemon.config.EbpfKeys;
import io.ironpost.daemon.control.WireControls;
import io.ironpost.daemon.metrics.WireFigures;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.Blocklist;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.blocklist.FeedLimits;
import io.ironpost.ebpf.blocklist.FeedStore;
import io.ironpost.ebpf.blocklist.XdpEnforcer;
import io.ironpost.ebpf.detect.DetectorSettings;
import io.ironpost.ebpf.guard.FilterRule;
import io.ironpost.ebpf.guard.Guard;
import io.ironpost.ebpf.guard.GuardException;
import io.ironpost.ebpf.guard.GuardSettings;
import io.ironpost.ebpf.guard.LeftOver;
import io.ironpost.ebpf.trace.TraceSettings;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.response.Responder;
import io.ironpost.response.ResponseFigures;
import io.ironpost.response.ResponsePlace;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.config.ResponseConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is guarded, watched and answered: holds together the guard of packets, which comes and
/// goes, and the response, which is always there.
public final class Wire {
  /// A module that a configuration asks for.
  ///
  /// @param settings what it is made from: it runs on while these are equal
  public record Part(String name, Object settings, Supplier<Module> make) {}

  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
  private static final int WARM_ROUNDS = 50;
  private static final String OFF =
      "packets are not guarded: set ebpf.enabled = true (and ebpf.packets)";

  private final Function<String, BatchSink> intake;
  private final InstantSource clock;
  private final Ledger ledger;
  private final SwitchTable table = new SwitchTable();
  private final BootClock bootClock;
  private final Blocklist blocklist;
  private final Responder responder;
  private final Object turn = new Object(); // one guard, one allowlist, one set of rules at a time
  private volatile Path pins;
  private volatile List<FilterRule> filters;
  private volatile DetectorSettings detectorSettings;
  private volatile List<AllowEntry> allowed = List.of();
  private volatile String allowlistTrouble = "";
  private volatile Optional<Guard> guard = Optional.empty();
  private volatile Optional<PacketModule> packets = Optional.empty();
  private volatile Optional<ProcessModule> processes = Optional.empty();

  /// @param intake where lines go, by the name of their source; asked when a module starts
  /// @param folder where imported lists are kept
  /// @param place makes what the responder finds around it, from its enforcer and who is told of
  ///   the allowlist
  public Wire(
      Config config,
      Path folder,
      Function<String, BatchSink> intake,
      InstantSource clock,
      Ledger ledger,
      Placing place) {
    this.intake = intake;
    this.clock = clock;
    this.ledger = ledger;
    this.bootClock = BootClock.ofProc(clock);
    FeedLimits limits = FeedLimits.of(Math.toIntExact(config.get(EbpfKeys.FEED_MAX)));
    FeedStore store = new FeedStore(LocalDisk.ofState(), folder, limits);
    this.blocklist = new Blocklist(store, table, bootClock, limits);
    XdpEnforcer enforcer = new XdpEnforcer(table, bootClock);
    this.responder = new Responder(place.with(enforcer, this::allow), ResponseConfig.rules(config));
    this.pins = pins(config);
    this.filters = WireConfig.filters(config);
    this.detectorSettings = DetectorKeys.settings(config);
    tellWhenOff(config);
    if (isOff(config)) {
      removeLeftOver();
    }
  }

  /// Who sets it to off after a crash, perhaps because they are locked out, wants no block to hold.
  private void removeLeftOver() {
    try {
      if (LeftOver.remove(pins)) {
        LOG.warn("What an earlier life guarded packets with, below {}, is taken off", pins);
      }
    } catch (GuardException e) {
      LOG.error("Blocks of an earlier life may still hold: {}; remove it by hand", e.getMessage());
    }
  }

  /// Where a bpffs would be looked for.
  Path pins() {
    return pins;
  }

  private static Path pins(Config config) {
    String said = config.get(EbpfKeys.PIN_PATH);
    return Path.of(said.isEmpty() ? EbpfKeys.PIN_PATH.byDefault() : said);
  }

  /// Puts the responder's surroundings together.
  @FunctionalInterface
  public interface Placing {
    ResponsePlace with(XdpEnforcer enforcer, Consumer<List<AllowEntry>> allowlist);
  }

  /// On the thread that settles, right after the spool has it.
  public void told(long spoolSequence, AlertUpdate update) {
    responder.told(spoolSequence, update);
  }

  public Responder responder() {
    return responder;
  }

  /// Where blocks take effect, or a stand-in that says why they do not.
  public BlockTable table() {
    return table;
  }

  /// What keeps imported lists on the wire.
  public Module feeds() {
    return new FeedModule(blocklist, this::allowedPrefixes);
  }

  /// For the control server.
  public WireControls controls() {
    return new WireControls(
        new ResponseControls(responder), blocklist, table, bootClock, new WireView(this, clock));
  }

  public Optional<PacketModule> packets() {
    return packets;
  }

  public Optional<ProcessModule> processes() {
    return processes;
  }

  /// The modules that a configuration asks for.
  ///
  /// @throws IllegalArgumentException when a setting cannot be put to work
  public List<Part> parts(Config config) {
    List<Part> parts = new ArrayList<>();
    if (!config.get(EbpfKeys.ENABLED)) {
      return parts;
    }
    if (config.get(EbpfKeys.PACKETS)) {
      GuardSettings settings = WireConfig.guard(config);
      // Rules for packets and detectors change in place, for a new guard means a gap in blocking.
      parts.add(
          new Part(PacketModule.NAME, settings.with(List.of()), () -> packetModule(settings)));
    }
    if (config.get(EbpfKeys.PROCESSES) || config.get(EbpfKeys.CONNECTIONS)) {
      TraceSettings settings = WireConfig.trace(config);
      parts.add(new Part(ProcessModule.NAME, settings, () -> processModule(settings)));
    }
    return parts;
  }

  private Module packetModule(GuardSettings settings) {
    PacketModule made = new PacketModule(settings, this, feed("ebpf-network"), clock, ledger);
    packets = Optional.of(made);
    return made;
  }

  private Module processModule(TraceSettings settings) {
    ProcessModule made = new ProcessModule(settings, feed("ebpf-process"), clock, ledger);
    processes = Optional.of(made);
    return made;
  }

  private Supplier<LineFeed> feed(String source) {
    return () -> new LineFeed(source, intake.apply(source), ledger.account("collect", source));
  }

  /// Takes over what a changed configuration says of policies, the allowlist and rules for packets;
  /// after the modules have come and gone.
  ///
  /// @throws RuntimeException when the kernel does not take the rules for packets: those before
  ///   hold
  public void reload(Config config) {
    responder.reload(ResponseConfig.rules(config));
    pins = pins(config);
    DetectorSettings detecting = DetectorKeys.settings(config);
    if (!detecting.equals(detectorSettings)) { // what detectors have seen is kept else
      detectorSettings = detecting;
    }
    synchronized (turn) {
      filters = WireConfig.filters(config);
      guard.ifPresent(held -> held.filters(filters));
    }
    tellWhenOff(config);
  }

  private void tellWhenOff(Config config) {
    if (isOff(config)) {
      table.becomeAbsent(OFF);
    }
  }

  private static boolean isOff(Config config) {
    return !config.get(EbpfKeys.ENABLED) || !config.get(EbpfKeys.PACKETS);
  }

  /// How things stand, for metrics.
  public WireFigures figures() {
    Rates rates = packets.map(PacketModule::rates).orElse(Rates.NONE);
    Map<String, Long> came = new LinkedHashMap<>();
    Map<String, Long> open = new LinkedHashMap<>();
    ResponseFigures response = responder.figures();
    response.came().forEach((state, count) -> came.put(state.word(), count));
    response.open().forEach((state, count) -> open.put(state.word(), count));
    return new WireFigures(
        rates.packets(),
        rates.packetsPerSecond(),
        rates.bitsPerSecond(),
        rates.sums().total().bytes(),
        rates.sums().blocked().packets(),
        packets.flatMap(PacketModule::cost),
        table.size(),
        table.feedSize(),
        came,
        open);
  }

  /// What detectors are to go by now.
  DetectorSettings detectorSettings() {
    return detectorSettings;
  }

  /// The rules for packets as the configuration has them now.
  List<FilterRule> filters() {
    return filters;
  }

  /// Packets are guarded from now on: what should hold is put in force. Single blocks first, for
  /// lists may take seconds.
  ///
  /// @param opened the rules it was opened with
  void guarded(Guard held, List<FilterRule> opened) {
    warmUp(held.blockTable());
    synchronized (turn) {
      if (!filters.equals(opened)) { // changed while it was opened
        held.filters(filters);
      }
      guard = Optional.of(held);
      putAllowlist(held);
      table.become(held.blockTable());
    }
    responder.enforcerReady();
    blocklist.tableIsNew();
  }

  /// What a block needs is loaded and linked when it is first used: the first attacker would have
  /// half a second more. Nobody sends from the unspecified address (RFC 1122 section 3.2.1.3).
  private void warmUp(BlockTable fresh) {
    IpPrefix nobody = IpPrefix.v4(0);
    for (int round = 0; round < WARM_ROUNDS; round++) {
      fresh.put(nobody, BlockRule.until(bootClock.nowBootNanos() + 1));
      fresh.remove(nobody);
    }
  }

  /// There is no guard to be had.
  ///
  /// @param why for people, with what to do
  void unguarded(String why) {
    synchronized (turn) {
      if (guard.isEmpty()) {
        table.becomeAbsent(why);
      }
    }
  }

  /// A guard's time is over. One that took so long to end that its successor is at work already
  /// takes nothing from that.
  ///
  /// @param why for people, with what to do
  void unguarded(Guard ended, String why) {
    synchronized (turn) {
      if (guard.filter(held -> held == ended).isPresent()) {
        guard = Optional.empty();
        table.becomeAbsent(why);
      }
    }
  }

  private void allow(List<AllowEntry> entries) {
    synchronized (turn) {
      allowed = List.copyOf(entries);
      guard.ifPresent(this::putAllowlist);
    }
    blocklist.allow(allowedPrefixes());
  }

  /// Why the kernel's allowlist is not ours; empty when it is.
  String allowlistTrouble() {
    return allowlistTrouble;
  }

  private List<IpPrefix> allowedPrefixes() {
    return allowed.stream().map(AllowEntry::prefix).distinct().toList();
  }

  /// Before the first look around there is none; what an earlier life left in the kernel holds
  /// until then.
  private void putAllowlist(Guard held) {
    if (allowed.isEmpty()) {
      return;
    }
    try {
      held.allow(allowedPrefixes());
      allowlistTrouble = "";
    } catch (IllegalArgumentException e) {
      allowlistTrouble =
          "the allowlist of the kernel is not the new one: %s; shorten response.allow"
              .formatted(e.getMessage());
      LOG.error("Packets: {}", allowlistTrouble);
    }
  }
}
