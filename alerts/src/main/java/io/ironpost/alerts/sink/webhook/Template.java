package io.ironpost.alerts.sink.webhook;

import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.text.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A text with places for what an alert says: `{{title}}`, `{{entity.src_ip}}`.
///
/// There is no logic in it: no loops, no conditions, nothing that an alert's text could run. A
/// value is escaped for a JSON string unless the place says otherwise (`| raw`, `| url`), so the
/// attacker's text stays within its quotes; it is never searched for places itself.
final class Template {
  /// As large as the answer that we would read.
  static final int MAX_CHARS = 64 << 10;

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Place(Field field, Escape escape) implements Part {}

  private enum Escape {
    JSON,
    RAW,
    URL;

    private String apply(String value) {
      return switch (this) {
        case JSON -> JsonText.escaped(value);
        case RAW -> value;
        case URL -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
      };
    }
  }

  private final List<Part> parts = new ArrayList<>();

  private Template() {}

  /// Reads a template.
  ///
  /// @throws TemplateException with the place of the first thing that is wrong
  static Template read(String text) {
    if (text.length() > MAX_CHARS) {
      throw new TemplateException(1, 1, "it has more than " + MAX_CHARS + " characters");
    }
    Template template = new Template();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw wrong(text, open, "`{{` is not closed by `}}`");
      }
      template.parts.add(new Literal(text.substring(at, open)));
      template.parts.add(place(text, open, text.substring(open + OPEN.length(), close)));
      at = close + CLOSE.length();
    }
    template.parts.add(new Literal(text.substring(at)));
    return template;
  }

  private static Place place(String text, int open, String inside) {
    String[] words = inside.split("\\|", 2);
    String name = words[0].strip();
    Field field =
        Field.of(name)
            .orElseThrow(
                () -> wrong(text, open, "unknown `%s`; known: %s".formatted(name, Field.known())));
    if (words.length == 1) {
      return new Place(field, field.isJson() ? Escape.RAW : Escape.JSON);
    }
    return switch (words[1].strip()) {
      case "json" -> new Place(field, Escape.JSON);
      case "raw" -> new Place(field, Escape.RAW);
      case "url" -> new Place(field, Escape.URL);
      case String other ->
          throw wrong(text, open, "unknown `| %s`; known: json, raw, url".formatted(other));
    };
  }

  private static TemplateException wrong(String text, int at, String what) {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - text.lastIndexOf('\n', at - 1);
    return new TemplateException(line, column, what);
  }

  /// The template with the alert's values.
  String render(Message message) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      out.append(
          switch (part) {
            case Literal(var text) -> text;
            case Place(var field, var escape) -> escape.apply(field.value(message));
          });
    }
    return out.toString();
  }
}
