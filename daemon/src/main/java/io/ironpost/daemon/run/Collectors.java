package io.ironpost.daemon.run;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.config.Config;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Module;
import io.ironpost.daemon.config.LogPipelineKeys;
import io.ironpost.daemon.wire.PacketModule;
import io.ironpost.daemon.wire.ProcessModule;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.journald.JournaldCollector;
import io.ironpost.logs.journald.JournaldSettings;
import io.ironpost.logs.live.LivePipeline;
import io.ironpost.logs.network.ClientCertificates;
import io.ironpost.logs.network.ListenAddress;
import io.ironpost.logs.network.StreamLimits;
import io.ironpost.logs.network.SyslogTcpCollector;
import io.ironpost.logs.network.SyslogTlsCollector;
import io.ironpost.logs.network.SyslogUdpCollector;
import io.ironpost.logs.network.TcpSettings;
import io.ironpost.logs.network.TlsSettings;
import io.ironpost.logs.network.UdpSettings;
import io.ironpost.logs.network.UnixDatagramCollector;
import io.ironpost.logs.network.UnixDatagramSettings;
import io.ironpost.logs.network.UnixSettings;
import io.ironpost.logs.network.UnixStreamCollector;
import io.ironpost.logs.tail.StdinCollector;
import io.ironpost.logs.tail.TailCollector;
import io.ironpost.logs.tail.TailSettings;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// The collectors that a configuration asks for.
///
/// @param positions where inputs go on; asked when a collector is made
record Collectors(
    LivePipeline pipeline,
    Ledger ledger,
    Supplier<Map<String, String>> positions,
    InputStream stdin,
    InstantSource clock) {
  List<ModuleSet.Wanted> wanted(Config config) {
    List<ModuleSet.Wanted> wanted = new ArrayList<>();
    if (!config.get(LogPipelineKeys.ENABLED)) {
      return wanted;
    }
    for (String kind : config.get(LogPipelineKeys.SOURCES).stream().distinct().toList()) {
      switch (kind) {
        case "file" -> wanted.add(files("file", config.get(LogPipelineKeys.WATCH_PATHS), config));
        case "containers" ->
            wanted.add(files("containers", config.get(LogPipelineKeys.CONTAINER_PATHS), config));
        case "syslog" -> syslog(config, wanted);
        case "unix" -> unix(config, wanted);
        case "journald" -> wanted.add(journald(config));
        case "stdin" -> wanted.add(standardInput());
        default -> throw new IllegalArgumentException("not checked: " + kind);
      }
    }
    return wanted;
  }

  private static ModuleSet.Wanted wanted(String name, Object settings, Supplier<Module> make) {
    return new ModuleSet.Wanted(name, settings, make);
  }

  private BatchSink intake(String name, Overflow overflow) {
    return pipeline.intake(name, overflow);
  }

  private ModuleSet.Wanted files(String name, List<String> paths, Config config) {
    TailSettings settings =
        TailSettings.following(paths)
            .excluding(config.get(LogPipelineKeys.FILE_EXCLUDE))
            .from(
                config.get(LogPipelineKeys.FILE_FROM).equals("end")
                    ? TailSettings.From.END
                    : TailSettings.From.BEGINNING);
    return wanted(
        name,
        settings,
        () ->
            new TailCollector(
                name, settings, positions.get(), ledger, intake(name, Overflow.BLOCK)));
  }

  private void syslog(Config config, List<ModuleSet.Wanted> wanted) {
    String udp = config.get(LogPipelineKeys.SYSLOG_BIND);
    if (!udp.isEmpty()) {
      UdpSettings settings = udpSettings(config, udp);
      wanted.add(
          wanted(
              SyslogUdpCollector.NAME,
              settings,
              () ->
                  new SyslogUdpCollector(
                      settings, intake(SyslogUdpCollector.NAME, Overflow.BLOCK), ledger, clock)));
    }
    String tcp = config.get(LogPipelineKeys.SYSLOG_TCP_BIND);
    if (!tcp.isEmpty()) {
      TcpSettings settings = new TcpSettings(ListenAddress.of(tcp), limits(config));
      wanted.add(
          wanted(
              SyslogTcpCollector.NAME,
              settings,
              () ->
                  new SyslogTcpCollector(
                      settings, intake(SyslogTcpCollector.NAME, Overflow.BLOCK), ledger, clock)));
    }
    String tls = config.get(LogPipelineKeys.TLS_BIND);
    if (!tls.isEmpty()) {
      TlsSettings settings = tlsSettings(config, tls);
      wanted.add(
          wanted(
              SyslogTlsCollector.NAME,
              settings,
              () ->
                  new SyslogTlsCollector(
                      settings, intake(SyslogTlsCollector.NAME, Overflow.BLOCK), ledger, clock)));
    }
  }

  /// The queue in front of the pipeline drops what cannot wait; the pipeline's own intake then
  /// blocks, so that a datagram is counted in one place.
  private static UdpSettings udpSettings(Config config, String bind) {
    return new UdpSettings(
        ListenAddress.of(bind),
        (int) config.get(LogPipelineKeys.RECEIVE_BUFFER).bytes(),
        UdpSettings.MAX_MESSAGE_BYTES,
        UdpSettings.QUEUE_BYTES,
        overflow(config),
        UdpSettings.MAX_SENDERS);
  }

  private static Overflow overflow(Config config) {
    return Overflow.valueOf(config.get(LogPipelineKeys.OVERFLOW).toUpperCase(Locale.ROOT));
  }

  private static StreamLimits limits(Config config) {
    return StreamLimits.defaults()
        .withConnections(
            Math.toIntExact(config.get(LogPipelineKeys.MAX_CONNECTIONS)),
            Math.toIntExact(config.get(LogPipelineKeys.MAX_CONNECTIONS_PER_PEER)));
  }

  private static TlsSettings tlsSettings(Config config, String bind) {
    Path ca = Path.of(config.get(LogPipelineKeys.TLS_CA));
    ClientCertificates clients =
        switch (config.get(LogPipelineKeys.TLS_CLIENT_AUTH)) {
          case "require" -> new ClientCertificates.Required(ca);
          case "want" -> new ClientCertificates.Wanted(ca);
          default -> new ClientCertificates.None();
        };
    return new TlsSettings(
        ListenAddress.of(bind),
        Path.of(config.get(LogPipelineKeys.TLS_CERT)),
        Path.of(config.get(LogPipelineKeys.TLS_KEY)),
        clients,
        limits(config));
  }

  private void unix(Config config, List<ModuleSet.Wanted> wanted) {
    String datagram = config.get(LogPipelineKeys.UNIX_DATAGRAM);
    if (!datagram.isEmpty()) {
      UnixDatagramSettings settings =
          UnixDatagramSettings.defaults(Path.of(datagram)).withOverflow(overflow(config));
      wanted.add(
          wanted(
              UnixDatagramCollector.NAME,
              settings,
              () ->
                  new UnixDatagramCollector(
                      settings,
                      intake(UnixDatagramCollector.NAME, Overflow.BLOCK),
                      ledger,
                      clock)));
    }
    String stream = config.get(LogPipelineKeys.UNIX_STREAM);
    if (!stream.isEmpty()) {
      UnixSettings settings = UnixSettings.defaults(Path.of(stream));
      wanted.add(
          wanted(
              UnixStreamCollector.NAME,
              settings,
              () ->
                  new UnixStreamCollector(
                      settings, intake(UnixStreamCollector.NAME, Overflow.BLOCK), ledger, clock)));
    }
  }

  private ModuleSet.Wanted journald(Config config) {
    JournaldSettings settings =
        JournaldSettings.defaults()
            .units(config.get(LogPipelineKeys.JOURNAL_UNITS))
            .from(
                config.get(LogPipelineKeys.JOURNAL_FROM).equals("end")
                    ? JournaldSettings.From.END
                    : JournaldSettings.From.BEGINNING);
    return wanted(
        JournaldCollector.NAME,
        settings,
        () ->
            new JournaldCollector(
                settings, positions.get(), intake(JournaldCollector.NAME, Overflow.BLOCK), ledger));
  }

  private ModuleSet.Wanted standardInput() {
    return wanted(
        "stdin",
        "stdin",
        () ->
            new StdinCollector(
                stdin, CollectLimits.defaults(), ledger, intake("stdin", Overflow.BLOCK)));
  }

  /// Whether what is sent or written from now on reaches the collector.
  static boolean isListening(Module collector) {
    return switch (collector) {
      case SyslogUdpCollector udp -> udp.port() != 0;
      case SyslogTcpCollector tcp -> tcp.port() != 0;
      case SyslogTlsCollector tls -> tls.port() != 0;
      case UnixDatagramCollector datagram -> datagram.isListening();
      case UnixStreamCollector stream -> stream.isListening();
      case TailCollector files -> files.isFollowing();
      case JournaldCollector journal -> journal.isFollowing();
      case PacketModule packets -> packets.isSettled();
      case ProcessModule processes -> processes.isSettled();
      default -> true;
    };
  }
}
