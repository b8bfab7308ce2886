package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// W3C's names with Sigma's spelling of them, and our own.
final class WebTwins {
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("c-ip", List.of("src_ip")),
          Map.entry("s-ip", List.of("dst_ip")),
          Map.entry("s-port", List.of("dst_port")),
          Map.entry("cs-username", List.of("user")),
          Map.entry("cs(User-Agent)", List.of("cs-user-agent", "c-useragent")),
          Map.entry("cs(Referer)", List.of("cs-referer")),
          Map.entry("cs(Cookie)", List.of("cs-cookie")),
          Map.entry("cs(Host)", List.of("cs-host")),
          Map.entry("cs-uri-stem", List.of("c-uri")),
          Map.entry("cs-uri", List.of("c-uri")),
          Map.entry("s-computername", List.of("hostname")));

  /// Columns without a second name that rules ask for.
  private static final List<String> PLAIN =
      List.of(
          "date",
          "time",
          "cs-method",
          "cs-uri-query",
          "sc-status",
          "sc-substatus",
          "sc-bytes",
          "cs-bytes",
          "cs-version",
          "cs-host",
          "s-sitename",
          "time-taken",
          "sc-win32-status");

  private static final int[] NONE = {};

  private final int[][] twins;

  WebTwins(FieldNames names) {
    PLAIN.forEach(names::idOf);
    NAMES.keySet().forEach(names::idOf);
    NAMES.values().forEach(list -> list.forEach(names::idOf));
    twins = new int[names.size()][];
    Arrays.fill(twins, NONE);
    NAMES.forEach(
        (name, list) -> twins[names.idOf(name)] = list.stream().mapToInt(names::idOf).toArray());
  }

  void add(EventRecord record, int id, int start, int end) {
    if (id < twins.length) {
      for (int twin : twins[id]) {
        record.addDerived(twin, start, end);
      }
    }
  }
}
