package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.FeedHarvest.Place;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Columns; one of them has the addresses. CrowdSec's own CSV (`cscli decisions list -o raw`) has
/// more that counts: how long, what kind, whether only simulated.
final class CsvFeed {
  /// Headings of the column wanted, as lists have them; of two the one further in front here.
  private static final List<String> ADDRESS =
      List.of(
          "value",
          "ip",
          "ip_address",
          "ipaddress",
          "ip address",
          "address",
          "addr",
          "src_ip",
          "source_ip",
          "dst_ip",
          "cidr",
          "network",
          "netblock",
          "prefix",
          "subnet",
          "range",
          "ip_range",
          "host");

  private static final List<String> DURATION = List.of("duration", "expiration");
  private static final List<String> ACTION = List.of("type", "action");
  private static final int NONE = -1;

  private final FeedHarvest harvest;
  private final String wanted;
  private Columns columns = new Columns(NONE, NONE, NONE, NONE, NONE);

  /// @param wanted heading or number from 1; empty to look for it
  CsvFeed(FeedHarvest harvest, String wanted) {
    this.harvest = harvest;
    this.wanted = wanted;
  }

  /// Which column says what; [#NONE] for none.
  private record Columns(int address, int duration, int action, int scope, int simulated) {}

  void read(FeedLines lines) throws IOException {
    boolean begun = false;
    char separator = ',';
    while (lines.next()) {
      String text = lines.text();
      if (lines.isTooLong()) {
        harvest.problem(new Place(lines.number(), 1), "the line is too long");
      } else if (!PlainFeed.isRemark(text.strip())) {
        separator = begun ? separator : CsvCells.separator(text);
        CsvCells cells = CsvCells.of(text, separator);
        if (begun || !isHeading(cells, lines.number())) {
          row(cells, lines.number());
        }
        begun = true;
      }
    }
  }

  /// Decides from the first row which columns count; true when it has headings and no entry.
  private boolean isHeading(CsvCells first, long line) {
    List<String> names = first.texts().stream().map(t -> t.toLowerCase(Locale.ROOT)).toList();
    int withAddress = firstAddress(first);
    boolean heading = withAddress == NONE;
    int address = wanted.isEmpty() ? find(names, ADDRESS) : named(names);
    if (address == NONE && wanted.isEmpty()) {
      address = withAddress;
    }
    if (address == NONE) {
      String which =
          wanted.isEmpty() ? "a heading for addresses (ip, cidr, …)" : "the column " + wanted;
      throw new FeedBrokenException(
          line,
          1,
          "%s is not among %s".formatted(which, FeedHarvest.shown(first.texts().toString())));
    }
    columns =
        heading
            ? new Columns(
                address,
                find(names, DURATION),
                find(names, ACTION),
                find(names, List.of("scope")),
                find(names, List.of("simulated")))
            : new Columns(address, NONE, NONE, NONE, NONE);
    return heading;
  }

  private static int firstAddress(CsvCells cells) {
    for (int column = 0; column < cells.size(); column++) {
      if (PlainFeed.beginsWithAddress(withoutScope(cells.text(column)))) {
        return column;
      }
    }
    return NONE;
  }

  private int named(List<String> names) {
    int at = names.indexOf(wanted.toLowerCase(Locale.ROOT));
    if (at >= 0 || !wanted.matches("[1-9][0-9]{0,2}")) {
      return at;
    }
    int number = Integer.parseInt(wanted) - 1;
    return number < names.size() ? number : NONE;
  }

  private static int find(List<String> names, List<String> candidates) {
    return candidates.stream().filter(names::contains).findFirst().map(names::indexOf).orElse(NONE);
  }

  private void row(CsvCells cells, long line) {
    String text = cells.text(columns.address());
    Place place = new Place(line, cells.at(columns.address()));
    Decision decision =
        new Decision(
            columns.scope() == NONE ? scopeOf(text) : cells.text(columns.scope()),
            cells.text(columns.action()),
            cells.text(columns.duration()),
            cells.text(columns.simulated()).equalsIgnoreCase("true"));
    if (text.isEmpty()) {
      harvest.problem(place, "the column is empty");
    } else {
      decision.harvest(harvest, withoutScope(text), place);
    }
  }

  /// `Ip:203.0.113.9` has its scope in front; an IPv6 address has its colon further in or is one.
  private static String scopeOf(String text) {
    int colon = text.indexOf(':');
    boolean isScope = colon > 0 && IpPrefix.of(text).isEmpty() && isWord(text.substring(0, colon));
    return isScope ? text.substring(0, colon) : "";
  }

  private static boolean isWord(String text) {
    return text.chars().allMatch(c -> c < 128 && Character.isLetter(c));
  }

  private static String withoutScope(String text) {
    String scope = scopeOf(text);
    return scope.isEmpty() ? text : text.substring(scope.length() + 1);
  }
}
