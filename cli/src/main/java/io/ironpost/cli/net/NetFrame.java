package io.ironpost.cli.net;

import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One screen of `net top`: put together in memory, cut to the terminal, shown at once.
final class NetFrame {
  /// Head, rates, verdicts, a gap, the table's title and the line that would scroll.
  private static final int FIXED_LINES = 7;

  private static final int FEWEST = 3;

  private NetFrame() {}

  /// @param most connections at most
  static List<String> of(NetMoment moment, Terminal terminal, String note, int most) {
    int rows = terminal.rows();
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    Terminal screen = terminal.into(memory, terminal.columns());
    print(moment, screen, note, Math.min(most, Math.max(FEWEST, rows - FIXED_LINES)));
    List<String> lines = memory.toString(StandardCharsets.UTF_8).lines().toList();
    return lines.subList(0, Math.min(lines.size(), Math.max(1, rows - 1)));
  }

  private static void print(NetMoment moment, Terminal screen, String note, int most) {
    screen.line(interfaces(moment.stats(), screen) + "  " + screen.styled(Style.FAINT, note));
    screen.line(
        "in %,.0f packets/s, %s/s: tcp %,.0f, udp %,.0f, icmp %,.0f, other %,.0f"
            .formatted(
                moment.rate("packets", "total"),
                Rates.bytes(moment.rate("bytes", "total")),
                moment.rate("packets", "protocols", "tcp"),
                moment.rate("packets", "protocols", "udp"),
                moment.rate("packets", "protocols", "icmp")
                    + moment.rate("packets", "protocols", "icmpv6"),
                moment.rate("packets", "protocols", "other_ip")
                    + moment.rate("packets", "protocols", "non_ip")
                    + moment.rate("packets", "protocols", "arp")));
    screen.line(verdicts(moment, screen));
    screen.line("");
    List<FlowRow> flows = moment.flows();
    List<FlowRow> shown = flows.subList(0, Math.min(flows.size(), most));
    new Printer(screen, Format.TABLE).print(FlowRow.listing(shown));
  }

  private static String interfaces(JsonValue stats, Terminal screen) {
    List<String> names =
        stats.get("interfaces").items().stream()
            .map(one -> "%s (%s)".formatted(one.get("name").text(), one.get("mode").text()))
            .toList();
    if (names.isEmpty()) {
      return screen.styled(
          Style.BAD, "no interface is guarded: " + SafeText.of(stats.get("reason").text()));
    }
    String health = stats.get("health").text();
    return "%s: %s"
        .formatted(
            SafeText.of(String.join(", ", names)),
            screen.styled(health.equals("up") ? Style.GOOD : Style.WARNING, SafeText.of(health)));
  }

  private static String verdicts(NetMoment moment, Terminal screen) {
    double blocked = moment.rate("packets", "verdicts", "blocked");
    double filtered =
        moment.rate("packets", "verdicts", "filtered")
            + moment.rate("packets", "verdicts", "limited");
    String dropped = "dropped: blocklist %,.0f/s, rules %,.0f/s".formatted(blocked, filtered);
    return "%s; allowlist passed %,.0f/s; malformed %,.0f/s"
        .formatted(
            blocked + filtered > 0 ? screen.styled(Style.BAD, dropped) : dropped,
            moment.rate("packets", "verdicts", "allowed"),
            moment.rate("packets", "verdicts", "malformed"));
  }
}
