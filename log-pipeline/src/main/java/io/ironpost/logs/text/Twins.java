package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import java.util.Arrays;
import java.util.Map;

/// Our names for fields that device formats abbreviate (the CEF and LEEF dictionaries agree on
/// most).
final class Twins {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("src", "src_ip"),
          Map.entry("dst", "dst_ip"),
          Map.entry("spt", "src_port"),
          Map.entry("dpt", "dst_port"),
          Map.entry("srcPort", "src_port"),
          Map.entry("dstPort", "dst_port"),
          Map.entry("srcip", "src_ip"),
          Map.entry("dstip", "dst_ip"),
          Map.entry("srcport", "src_port"),
          Map.entry("dstport", "dst_port"),
          Map.entry("remip", "src_ip"),
          Map.entry("proto", "proto"),
          Map.entry("suser", "by_user"),
          Map.entry("duser", "user"),
          Map.entry("usrName", "user"),
          Map.entry("shost", "src_host"),
          Map.entry("dvchost", "hostname"),
          Map.entry("act", "action"),
          Map.entry("msg", "message"),
          Map.entry("request", "c-uri"),
          Map.entry("requestMethod", "cs-method"),
          Map.entry("requestClientApplication", "c-useragent"),
          Map.entry("fname", "file"),
          Map.entry("devname", "hostname"),
          Map.entry("host", "hostname"));

  private final int[] twins;

  Twins(FieldNames names) {
    NAMES.keySet().forEach(names::idOf);
    NAMES.values().forEach(names::idOf);
    twins = new int[names.size()];
    Arrays.fill(twins, FieldNames.UNKNOWN);
    NAMES.forEach((name, twin) -> {
      if (!name.equals(twin)) {
        twins[names.idOf(name)] = names.idOf(twin);
      }
    });
  }

  /// Offers the value of `entry`, of field `id`, under our name too.
  void add(EventRecord record, int id, int entry) {
    if (id >= 0 && id < twins.length && twins[id] != FieldNames.UNKNOWN) {
      record.add(
          twins[id],
          EventRecord.STRING | EventRecord.DERIVED,
          record.bytes(entry),
          record.start(entry),
          record.end(entry));
    }
  }
}
