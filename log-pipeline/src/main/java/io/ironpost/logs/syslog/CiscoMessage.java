package io.ironpost.logs.syslog;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `%FACILITY-SEVERITY-MNEMONIC: text`, as IOS, NX-OS and ASA write it, with the sequence number
/// and the second timestamp that may stand before it.
final class CiscoMessage {
  /// What may stand before the percent sign is short: a number, a timestamp, a zone.
  private static final int MAX_PREAMBLE = 64;

  /// The services that rules are written for; other facilities are Cisco's syslog.
  private static final List<String> SERVICES = List.of("aaa", "bgp", "ldp");

  private final int facilityField;
  private final int severityField;
  private final int mnemonicField;
  private final byte[][] serviceNames;
  private final Logsource[] services;
  private final Logsource anyService;

  CiscoMessage(FieldNames names, Logsources logsources) {
    this.facilityField = names.idOf("cisco_facility");
    this.severityField = names.idOf("cisco_severity");
    this.mnemonicField = names.idOf("cisco_mnemonic");
    this.serviceNames =
        SERVICES.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.services =
        SERVICES.stream().map(name -> logsources.of("cisco", "", name)).toArray(Logsource[]::new);
    this.anyService = logsources.of("cisco", "", "syslog");
  }

  /// Reads `[from, to)` of the line when it is such a message; else nothing is added.
  boolean read(EventRecord record, SyslogFields fields, int from, int to) {
    byte[] bytes = record.line();
    int percent = percent(bytes, from, to);
    if (percent < 0) {
      return false;
    }
    int facilityEnd = endOfWord(bytes, percent + 1, to);
    int severity = severityAfter(bytes, percent + 1, facilityEnd, to);
    if (severity < 0) {
      return false;
    }
    int mnemonicEnd = endOfWord(bytes, severity + 2, to);
    if (mnemonicEnd == severity + 2 || mnemonicEnd >= to || bytes[mnemonicEnd] != ':') {
      return false;
    }
    record.add(fields.message(), percent, to);
    record.addDerived(facilityField, percent + 1, severity - 1);
    record.addDerived(severityField, severity, severity + 1);
    record.addDerived(mnemonicField, severity + 2, mnemonicEnd);
    record.logsource(service(bytes, percent + 1, severity - 1));
    return true;
  }

  /// Where the severity digit stands; before it a facility that may itself have dashes.
  private static int severityAfter(byte[] bytes, int from, int firstEnd, int to) {
    int end = firstEnd;
    while (end > from && end + 2 < to && bytes[end] == '-') {
      byte next = bytes[end + 1];
      if (next >= '0' && next <= '7' && bytes[end + 2] == '-') {
        return end + 1;
      }
      end = endOfWord(bytes, end + 1, to);
    }
    return -1;
  }

  private static int percent(byte[] bytes, int from, int to) {
    if (from < to && bytes[from] == '%') {
      return from;
    }
    boolean starts = from < to && (Digits.isDigit(bytes[from]) || ":*. ".indexOf(bytes[from]) >= 0);
    boolean month = from + 3 < to && bytes[from + 3] == ' ';
    if (!starts && !month) {
      return -1;
    }
    int limit = Math.min(to, from + MAX_PREAMBLE);
    for (int at = from + 2; at < limit; at++) {
      if (bytes[at] == '%' && bytes[at - 1] == ' ' && bytes[at - 2] == ':') {
        return at;
      }
    }
    return -1;
  }

  private Logsource service(byte[] bytes, int from, int to) {
    for (int i = 0; i < serviceNames.length; i++) {
      if (isSame(serviceNames[i], bytes, from, to)) {
        return services[i];
      }
    }
    return anyService;
  }

  private static boolean isSame(byte[] lower, byte[] bytes, int from, int to) {
    if (lower.length != to - from) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] != (bytes[from + i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static int endOfWord(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == '_' || Digits.isDigit(bytes[at]) || isLetter(bytes[at]))) {
      at++;
    }
    return at;
  }

  private static boolean isLetter(byte b) {
    return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
  }
}
