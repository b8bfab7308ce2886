package io.ironpost.logs.network;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import java.io.IOException;
import java.time.InstantSource;

/// Receives syslog over TLS (RFC 5425), with or without certificates of the senders.
///
/// RFC 5425 wants octet counting; lines that end with a line feed are taken too, for some senders
/// only put TLS around what they send over TCP. Certificate and key are read at each start, so a
/// renewed certificate comes into force with a restart of this module.
public final class SyslogTlsCollector implements Module {
  public static final String NAME = "syslog-tls";

  private final TlsSettings settings;
  private final StreamListener listener;

  /// @param sink called from many threads
  public SyslogTlsCollector(
      TlsSettings settings, BatchSink sink, Ledger ledger, InstantSource clock) {
    this.settings = settings;
    this.listener =
        new StreamListener(NAME, settings.limits(), new Intake(NAME, sink, ledger, clock));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    TlsTransport transport = TlsTransport.of(settings);
    listener.serve(SyslogTcpCollector.listenOn("tls", settings.bind()), transport);
  }

  @Override
  public void stop() {
    listener.stop();
  }

  @Override
  public Health health() {
    return listener.health();
  }

  /// The port it listens on; 0 while it does not.
  public int port() {
    return listener.port();
  }

  /// Open connections.
  public int connections() {
    return listener.connections();
  }
}
