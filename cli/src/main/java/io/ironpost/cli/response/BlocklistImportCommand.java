package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.daemon.JsonTrees;
import io.ironpost.cli.daemon.Operator;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.ebpf.blocklist.FeedFormat;
import io.ironpost.ebpf.blocklist.FeedLimits;
import io.ironpost.ebpf.blocklist.FeedName;
import io.ironpost.ebpf.blocklist.FeedReader;
import io.ironpost.ebpf.blocklist.FeedReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost blocklist import FILE --name NAME`.
@CommandLine.Command(
    description = {
      "Blocks every address of a list: plain text, CSV, Spamhaus DROP, FireHOL netsets, decisions of",
      "CrowdSec. A list of the same name is replaced, in one step. What cannot be read is told with",
      "its line and column, and the rest is used; what touches the allowlist is left out and named."
    })
public final class BlocklistImportCommand implements Command {
  /// The daemon has room for these by its own configuration; here they only bound the memory.
  private static final int MOST_ENTRIES = 10_000_000;

  private static final String STANDARD_INPUT = "-";

  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "FILE", description = "The list; - for standard input.")
  private String file = "";

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What it is called from now on: small letters, digits, - and _.")
  private String name = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "auto, plain, csv, json-lines or crowdsec. Default: auto.")
  private String format = "auto";

  @Option(
      names = "--column",
      paramLabel = "NAME|N",
      description = "Which column of a CSV file has the addresses. Default: the one that is found.")
  private String column = "";

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "All of it ends after so long, as 12h or 7d. Default: never.")
  private String expires = "";

  @Option(names = "--strict", description = "Use nothing of it when a single line cannot be read.")
  private boolean strict;

  @Option(names = "--dry-run", description = "Read it and say what there is; change nothing.")
  private boolean dryRun;

  @Option(names = "--by", paramLabel = "WHO", description = "Who. Default: this user.")
  private String by = "";

  @Override
  public Exit run(Terminal terminal) {
    Format form = output.format(terminal, Format.TABLE, Format.NDJSON);
    if (!FeedName.isOne(name)) {
      throw new Refusal(
          Exit.PROBLEM, "--name takes small letters, digits, - and _, at most 64: blocklist_de.");
    }
    Map<String, Object> begin = begin(terminal);
    FeedReading.Read read = checked(read(terminal), terminal);
    if (dryRun) {
      terminal.say("%s: nothing changed".formatted(found(read)));
      return Exit.CLEAN;
    }
    JsonValue answer =
        new FeedUpload(daemon.client(terminal), terminal).send(begin, read.entries());
    if (form == Format.NDJSON || form == Format.JSON) {
      Object plain = JsonTrees.plain(answer);
      terminal.line(form == Format.JSON ? Json.pretty(plain) : Json.line(plain));
    }
    return say(answer, read, terminal);
  }

  private Map<String, Object> begin(Terminal terminal) {
    Map<String, Object> begin = new LinkedHashMap<>();
    begin.put("name", name);
    begin.put("source", file.equals(STANDARD_INPUT) ? "standard input" : file);
    begin.put("by", Operator.orThis(by, terminal));
    if (!expires.isEmpty()) {
      Duration time =
          TimeSpan.of(expires)
              .filter(span -> span.toSeconds() > 0)
              .orElseThrow(
                  () -> new Refusal(Exit.PROBLEM, "--expires takes a time, as 12h or 7d."));
      begin.put("valid_seconds", time.toSeconds());
    }
    return begin;
  }

  private FeedReading read(Terminal terminal) {
    FeedFormat wanted =
        FeedFormat.of(format)
            .orElseThrow(() -> new Refusal(Exit.PROBLEM, "--format takes one of " + words() + "."));
    FeedReader reader =
        new FeedReader(FeedLimits.of(MOST_ENTRIES), InstantSource.system().instant());
    boolean fromPipe = file.equals(STANDARD_INPUT);
    try (InputStream in = fromPipe ? terminal.in() : Files.newInputStream(Path.of(file))) {
      return reader.read(fromPipe ? "standard input" : file, in, wanted, column);
    } catch (IOException e) {
      throw new Refusal(
          Exit.FAILED,
          "cannot read %s: %s".formatted(SafeText.of(file), SafeText.of(e.toString())),
          e);
    }
  }

  private static String words() {
    return Arrays.stream(FeedFormat.values())
        .map(FeedFormat::word)
        .collect(Collectors.joining(", "));
  }

  private FeedReading.Read checked(FeedReading reading, Terminal terminal) {
    return switch (reading) {
      case FeedReading.Refused(var problem) ->
          throw new Refusal(Exit.PROBLEM, SafeText.of(problem + ". Nothing of it is used."));
      case FeedReading.Read read -> {
        read.problems().forEach(problem -> terminal.say(SafeText.of(problem.toString())));
        int untold = read.problemCount() - read.problems().size();
        if (untold > 0) {
          terminal.say("… and %,d more".formatted(untold));
        }
        if (strict && read.problemCount() > 0) {
          throw new Refusal(
              Exit.PROBLEM,
              "%,d of it could not be read: nothing changed.".formatted(read.problemCount()));
        }
        if (read.entries().size() == 0) {
          throw new Refusal(Exit.PROBLEM, "%s: nothing changed.".formatted(found(read)));
        }
        yield read;
      }
    };
  }

  /// `drop: 1,200 entries (plain), 3 not understood, 4 that ask for no block`.
  private String found(FeedReading.Read read) {
    StringBuilder text =
        new StringBuilder(
            "%s: %,d entries (%s)".formatted(name, read.read(), read.format().word()));
    if (read.entries().size() < read.read()) {
      text.append(", merged into %,d".formatted(read.entries().size()));
    }
    if (read.skipped() > 0) {
      text.append(", %,d that ask for no block".formatted(read.skipped()));
    }
    if (read.problemCount() > 0) {
      text.append(", %,d not understood and left out".formatted(read.problemCount()));
    }
    return text.toString();
  }

  private Exit say(JsonValue answer, FeedReading.Read read, Terminal terminal) {
    terminal.say(found(read));
    JsonValue feed = answer.get("feed");
    long leftOut = feed.get("left_out").whole();
    if (leftOut > 0) {
      terminal.say(
          "not blocked because of the allowlist: "
              + SafeText.of(Names.of(feed.get("left_out_first"), leftOut)));
    }
    if (answer.get("in_force").isTrue()) {
      terminal.say("blocked");
      return Exit.CLEAN;
    }
    terminal.say(
        terminal.styledSaid(Style.BAD, "kept, but not blocked yet:")
            + " "
            + SafeText.of(answer.get("why_not").text()));
    return Exit.FAILED;
  }
}
