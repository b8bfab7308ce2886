package io.ironpost.cli.config;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.ConfigSchema;
import io.ironpost.core.config.Family;
import io.ironpost.core.config.Section;
import io.ironpost.daemon.config.Sections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `ironpost config schema`.
@CommandLine.Command(
    description = {
      "Prints every key with its type, range and default.",
      "As JSON it is a JSON Schema (draft 2020-12) for editors; that is the default in a pipe."
    })
public final class ConfigSchemaCommand implements Command {
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    ConfigSchema schema = Sections.schema();
    Format format = output.format(terminal, Format.TABLE, Format.JSON);
    if (format == Format.JSON) {
      terminal.line(Json.pretty(JsonSchema.of(schema)));
    } else {
      output.printer(terminal, Format.TABLE, Format.JSON).print(listing(schema));
    }
    return Exit.CLEAN;
  }

  private static Listing<ConfigSchema.Place> listing(ConfigSchema schema) {
    List<ConfigSchema.Place> places = new ArrayList<>();
    schema.dottedKeys().forEach(key -> schema.find(key).ifPresent(places::add));
    for (Family family : schema.families()) {
      for (Family.Variant variant : family.variants()) {
        Section section = family.section("NAME", variant);
        section.keys().forEach(key -> places.add(new ConfigSchema.Place(section, key)));
      }
    }
    return new Listing<>(
        "keys",
        List.of(
            Column.fixed("key", "KEY", ConfigSchema.Place::dotted),
            Column.wide("default", "DEFAULT", place -> place.key().shownDefault()),
            Column.<ConfigSchema.Place>wide(
                    "values", "VALUES", place -> place.key().kind().inWords())
                .leavingAs(1),
            Column.dataOnly("variable", place -> place.section().variable(place.key())),
            Column.wide("description", "DESCRIPTION", place -> place.key().description())),
        places,
        Map.of());
  }
}
