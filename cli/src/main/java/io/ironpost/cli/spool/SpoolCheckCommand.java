package io.ironpost.cli.spool;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.store.spool.ReaderStatus;
import io.ironpost.store.spool.SegmentReport;
import io.ironpost.store.spool.SpoolDamage;
import io.ironpost.store.spool.SpoolInspection;
import io.ironpost.store.spool.SpoolReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `ironpost spool check`.
@CommandLine.Command(
    description = {
      "Reads every byte of the spool and says what is there, who still needs it, and what is",
      "damaged: with file, offset, and what to do. Changes nothing; the daemon may run. Ends with 4",
      "when entries were lost."
    })
public final class SpoolCheckCommand implements Command {
  @Mixin private final SpoolOption spool = new SpoolOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    SpoolReport report = spool.ask(terminal, SpoolInspection::check);
    Printer printer = new Printer(terminal, format);
    switch (format) {
      case JSON -> terminal.line(Json.pretty(document(report)));
      case CSV -> printer.print(damage(report)); // one header, so one table
      case TABLE, NDJSON, TEXT, SARIF, JUNIT -> {
        part(segments(report), format, terminal);
        part(readers(report), format, terminal);
        part(damage(report), format, terminal);
      }
    }
    say(report, terminal);
    return report.damage().stream().anyMatch(SpoolCheckCommand::isLoss) ? Exit.FAILED : Exit.CLEAN;
  }

  /// What was never acknowledged was not lost, and what lies beside the spool is not part of it.
  static boolean isLoss(SpoolDamage damage) {
    return switch (damage.kind()) {
      case BAD_RECORD, MISSING, UNREADABLE_SEGMENT -> true;
      case TORN_TAIL, BAD_HEADER, FOREIGN_FILE, READERS_DAMAGED -> damage.entries() > 0;
      case READER_BEYOND_END -> true;
    };
  }

  private static <R> void part(Listing<R> listing, Format format, Terminal terminal) {
    if (listing.rows().isEmpty()) {
      return;
    }
    new Printer(terminal, format).print(listing);
    if (format == Format.TABLE) {
      terminal.line("");
    }
  }

  private static Map<String, Object> document(SpoolReport report) {
    return Map.of(
        "folder", report.folder().toString(),
        "entries", report.entries(),
        "bytes", report.bytes(),
        "segments", segments(report).objects(),
        "readers", readers(report).objects(),
        "damage", damage(report).objects());
  }

  private static Listing<SegmentReport> segments(SpoolReport report) {
    return new Listing<>(
        "segments",
        List.of(
            Column.dataOnly("part", _ -> "segment"),
            Column.fixed("file", "SEGMENT", segment -> name(segment.file())),
            Column.fixed("first", "FIRST", SegmentReport::first),
            Column.fixed("last", "LAST", SegmentReport::last),
            Column.fixed("entries", "ENTRIES", SegmentReport::entries),
            Column.fixed("bytes", "BYTES", SegmentReport::bytes)),
        report.segments(),
        Map.of());
  }

  private static Listing<ReaderStatus> readers(SpoolReport report) {
    return new Listing<>(
        "readers",
        List.of(
            Column.dataOnly("part", _ -> "reader"),
            Column.wide("name", "READER", ReaderStatus::name),
            Column.fixed("acknowledged", "DONE UP TO", ReaderStatus::acknowledged),
            Column.fixed("backlog", "WAITING", ReaderStatus::backlog),
            Column.fixed("lost", "LOST", ReaderStatus::lost)),
        report.readers(),
        Map.of());
  }

  private static Listing<SpoolDamage> damage(SpoolReport report) {
    return new Listing<>(
        "damage",
        List.of(
            Column.dataOnly("part", _ -> "damage"),
            Column.<SpoolDamage>fixed("kind", "DAMAGE", SpoolDamage::kind)
                .in(damage -> isLoss(damage) ? Style.BAD : Style.WARNING),
            Column.fixed("at", "AT", damage -> name(damage.file()) + ":" + damage.offset()),
            Column.fixed("bytes", "BYTES", SpoolDamage::bytes),
            Column.fixed("entries", "ENTRIES LOST", SpoolDamage::entries),
            Column.wide("what", "WHAT IT IS", damage -> damage.kind().sentence()),
            Column.wide("advice", "WHAT TO DO", damage -> damage.kind().advice())),
        report.damage(),
        Map.of());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void say(SpoolReport report, Terminal terminal) {
    String writer =
        report.writer().isPresent()
            ? "in use by process " + report.writer().getAsLong()
            : "nobody writes to it";
    long lost = report.damage().stream().mapToLong(SpoolDamage::entries).sum();
    String damage =
        report.damage().isEmpty()
            ? "no damage"
            : "%s, %s lost"
                .formatted(
                    Counted.of(report.damage().size(), "damaged place"),
                    lost == 1 ? "1 entry" : Counted.number(lost) + " entries");
    terminal.say(
        "%s: %s, %s bytes; %s; %s"
            .formatted(
                SafeText.of(report.folder().toString()),
                report.entries() == 1 ? "1 entry" : Counted.number(report.entries()) + " entries",
                Counted.number(report.bytes()),
                writer,
                damage));
  }
}
