package io.ironpost.cli.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Prints a [Listing] in the format asked for.
public final class Printer {
  private final Terminal terminal;
  private final Format format;

  public Printer(Terminal terminal, Format format) {
    this.terminal = terminal;
    this.format = format;
  }

  public <R> void print(Listing<R> listing) {
    print(listing, _ -> List.of());
  }

  /// Prints rows with more below each.
  ///
  /// @param details lines below each row of a table, already safe; other formats leave them out
  public <R> void print(Listing<R> listing, Function<R, List<String>> details) {
    switch (format) {
      case TABLE, TEXT -> new TableText<>(terminal, listing).print(details);
      case NDJSON -> listing.rows().forEach(row -> terminal.line(Json.line(listing.object(row))));
      case JSON -> terminal.line(Json.pretty(document(listing)));
      case CSV -> csv(listing);
      case SARIF, JUNIT ->
          throw new Refusal(Exit.PROBLEM, "--output " + format.word() + " does not apply here.");
    }
  }

  private static <R> Map<String, Object> document(Listing<R> listing) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(listing.name(), listing.rows().stream().map(listing::object).toList());
    if (!listing.summary().isEmpty()) {
      document.put("summary", listing.summary());
    }
    return document;
  }

  private <R> void csv(Listing<R> listing) {
    terminal.line(Csv.line(listing.columns().stream().map(Column::key).toList()));
    for (R row : listing.rows()) {
      terminal.line(Csv.line(List.copyOf(listing.object(row).values())));
    }
  }
}
