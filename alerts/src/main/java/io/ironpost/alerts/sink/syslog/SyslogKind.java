package io.ironpost.alerts.sink.syslog;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Keys;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.alerts.sink.tls.TlsKeys;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.TextRule;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `type = "syslog"`.
public final class SyslogKind implements SinkKind {
  static final String WORD = "syslog";

  public static final Key<String> ADDRESS =
      new Key<>(
          "address",
          new Kind.Text(TextRule.ADDRESS_AND_PORT),
          "127.0.0.1:514",
          "Host and port of the receiver; TLS is usually at 6514.");
  public static final Key<String> TRANSPORT =
      Keys.choice(
          "transport",
          "tcp",
          List.of("udp", "tcp", "tls"),
          "How messages travel. By `udp` they are lost without a word when nobody listens.");
  public static final Key<String> FRAMING =
      Keys.choice(
          "framing",
          "octets",
          List.of("octets", "newline"),
          "How messages are told apart on `tcp`; `tls` counts octets always.");
  public static final Key<String> FACILITY =
      Keys.choice("facility", "log_audit", Facility.words(), "The facility of the messages.");
  public static final Key<String> APP_NAME =
      Keys.text("app_name", "ironpost", "The APP-NAME of the messages.");
  public static final Key<String> SD_ID =
      Keys.text(
          "sd_id",
          "ironpost@32473",
          "The name of the structured data; 32473 is the number reserved for examples (RFC 5612).");
  public static final Key<Boolean> BOM =
      Keys.flag(
          "bom",
          true,
          "Whether a message that is not plain ASCII begins with a byte order mark, as RFC 5424"
              + " asks.");
  public static final Key<Duration> CONNECT_TIMEOUT =
      Keys.wait("connect_timeout", Duration.ofSeconds(5), "How long a connection may take.");
  public static final Key<Duration> TIMEOUT =
      Keys.wait("timeout", Duration.ofSeconds(10), "How long writing a batch may take.");

  /// SD-NAME and APP-NAME of RFC 5424 §6: printable ASCII, of so many characters.
  private static final Pattern SD_NAME = Pattern.compile("[!-~&&[^=\\]\" ]]{1,32}");

  private static final Pattern APP_NAMES = Pattern.compile("[!-~]{1,48}");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "Syslog messages of RFC 5424 over UDP, TCP or TLS.";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                ADDRESS,
                TRANSPORT,
                FRAMING,
                FACILITY,
                APP_NAME,
                SD_ID,
                BOM,
                CONNECT_TIMEOUT,
                TIMEOUT));
    keys.addAll(TlsKeys.all());
    return keys;
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>();
    if (!APP_NAMES.matcher(options.get(APP_NAME)).matches()) {
      found.add(new Complaint(APP_NAME, "must be 1 to 48 printable ASCII characters"));
    }
    if (!SD_NAME.matcher(options.get(SD_ID)).matches()) {
      found.add(new Complaint(SD_ID, "must be 1 to 32 printable ASCII characters without = ] \""));
    }
    if (options.get(TRANSPORT).equals("tls")) {
      found.addAll(TlsKeys.check(options));
    }
    return found;
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    SyslogFormat format =
        new SyslogFormat(
            Facility.of(options.get(FACILITY)),
            options.get(APP_NAME),
            options.get(SD_ID),
            options.get(BOM));
    Address address = Address.of(options.get(ADDRESS));
    Duration connect = options.get(CONNECT_TIMEOUT);
    Duration write = options.get(TIMEOUT);
    return switch (options.get(TRANSPORT)) {
      case "udp" -> new DatagramSyslog(format, address);
      case "tls" ->
          new StreamSyslog(format, true, new Connector.Tls(address, connect, tls(options)), write);
      default ->
          new StreamSyslog(
              format,
              options.get(FRAMING).equals("octets"),
              new Connector.Plain(address, connect),
              write);
    };
  }

  private static javax.net.ssl.SSLContext tls(SinkOptions options) {
    try {
      return TlsKeys.context(options);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the TLS files were checked before", e);
    }
  }
}
