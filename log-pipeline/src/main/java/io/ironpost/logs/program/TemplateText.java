package io.ironpost.logs.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a template as users write it and spells out its choices.
///
/// `{name}`, `{name:capture}` and `{name:capture?}` (may be empty) take values; `{?…}` may be
/// absent; `{a|b}` is one of several; outside of these `{{` and `}}` are braces. Choices are
/// spelled out to plain sequences, so that matching knows no choices and has no way to explode.
final class TemplateText {
  /// A template with more ways to read it is better written as several.
  static final int MAX_VARIANTS = 256;

  /// Where in the template something is wrong.
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;
    private final int at;

    Wrong(int at, String message) {
      super(message);
      this.at = at;
    }

    int at() {
      return at;
    }
  }

  private final String text;
  private int at;
  private int depth;

  private TemplateText(String text) {
    this.text = text;
  }

  /// All the sequences that `text` stands for, in the order they are to be tried.
  static List<List<Piece>> variants(String text) throws Wrong {
    TemplateText reader = new TemplateText(text);
    List<List<Piece>> variants = reader.sequence("");
    if (reader.at < text.length()) {
      throw new Wrong(reader.at, "a } without its {; write }} for the character itself");
    }
    List<List<Piece>> merged = new ArrayList<>();
    for (List<Piece> variant : variants) {
      merged.add(merge(variant));
      check(merged.getLast(), text);
    }
    return merged;
  }

  private List<List<Piece>> sequence(String stops) throws Wrong {
    List<List<Piece>> variants = List.of(List.of());
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean doubled = depth == 0 && at + 1 < text.length() && text.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        variants = join(variants, List.of(List.of(new Piece.Literal(String.valueOf(c)))));
        at += 2;
      } else if (stops.indexOf(c) >= 0 || c == '}') {
        return variants;
      } else if (c == '{') {
        variants = join(variants, group());
      } else {
        variants = join(variants, List.of(List.of(literal(stops))));
      }
    }
    return variants;
  }

  private Piece literal(String stops) {
    int from = at;
    while (at < text.length()
        && "{}".indexOf(text.charAt(at)) < 0
        && stops.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return new Piece.Literal(text.substring(from, at));
  }

  private List<List<Piece>> group() throws Wrong {
    int opened = at++;
    boolean optional = at < text.length() && text.charAt(at) == '?';
    if (!optional && !isChoice()) {
      return List.of(List.of(field(opened)));
    }
    depth++;
    List<List<Piece>> inside = optional ? optional() : choice();
    depth--;
    if (at >= text.length()) {
      throw new Wrong(opened, "this { is never closed");
    }
    at++;
    return inside;
  }

  private List<List<Piece>> optional() throws Wrong {
    at++; // the question mark
    List<List<Piece>> inner = choice();
    List<List<Piece>> both = new ArrayList<>(inner);
    both.add(List.of());
    return both;
  }

  private List<List<Piece>> choice() throws Wrong {
    List<List<Piece>> all = new ArrayList<>(sequence("|"));
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      all.addAll(sequence("|"));
    }
    return all;
  }

  /// Whether the group that has just been opened holds a `|` of its own.
  private boolean isChoice() {
    int inner = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        inner++;
      } else if (c == '}' && inner-- == 0) {
        return false;
      } else if (c == '|' && inner == 0) {
        return true;
      }
    }
    return false;
  }

  private Piece field(int opened) throws Wrong {
    int end = text.indexOf('}', at);
    if (end < 0) {
      throw new Wrong(opened, "this { is never closed");
    }
    String inside = text.substring(at, end);
    at = end + 1;
    boolean optional = inside.endsWith("?");
    String body = optional ? inside.substring(0, inside.length() - 1) : inside;
    int colon = body.indexOf(':');
    String name = colon < 0 ? body : body.substring(0, colon);
    if (!isFieldName(name)) {
      throw new Wrong(opened + 1, "expected {field} or {field:capture}, got {" + inside + "}");
    }
    Optional<Capture> capture =
        colon < 0 ? Optional.of(Capture.WORD) : Capture.named(body.substring(colon + 1));
    if (capture.isEmpty()) {
      throw new Wrong(opened + 1, "unknown capture `" + body.substring(colon + 1) + "`");
    }
    return new Piece.Field(name, capture.get(), optional);
  }

  private static boolean isFieldName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || "0123456789.-".indexOf(c) < 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private List<List<Piece>> join(List<List<Piece>> heads, List<List<Piece>> tails) throws Wrong {
    if (heads.size() * tails.size() > MAX_VARIANTS) {
      throw new Wrong(at, "more than " + MAX_VARIANTS + " ways to read this; split the template");
    }
    List<List<Piece>> joined = new ArrayList<>();
    for (List<Piece> head : heads) {
      for (List<Piece> tail : tails) {
        List<Piece> both = new ArrayList<>(head);
        both.addAll(tail);
        joined.add(both);
      }
    }
    return joined;
  }

  private static List<Piece> merge(List<Piece> pieces) {
    List<Piece> merged = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Literal(String more)
          && !merged.isEmpty()
          && merged.getLast() instanceof Piece.Literal(String text)) {
        merged.set(merged.size() - 1, new Piece.Literal(text + more));
      } else if (!(piece instanceof Piece.Literal(String nothing) && nothing.isEmpty())) {
        merged.add(piece);
      }
    }
    return merged;
  }

  private static void check(List<Piece> pieces, String text) throws Wrong {
    boolean seenText = false;
    for (int i = 0; i < pieces.size(); i++) {
      if (!(pieces.get(i) instanceof Piece.Field field)) {
        continue;
      }
      Capture capture = field.capture();
      boolean last = i == pieces.size() - 1;
      if (!last && !capture.endsItself() && pieces.get(i + 1) instanceof Piece.Field) {
        throw wrong(text, field, "two captures side by side: nothing tells where one ends");
      }
      if (seenText && !capture.isBounded()) {
        throw wrong(
            text,
            field,
            "after a `text` capture only word, int, ip, addr, host and quoted: a hostile text could"
                + " move the split otherwise");
      }
      if (!last && (capture == Capture.REST || capture == Capture.KV)) {
        throw wrong(text, field, "takes everything to the end, so it must come last");
      }
      seenText |= capture == Capture.TEXT;
    }
  }

  private static Wrong wrong(String text, Piece.Field field, String message) {
    return new Wrong(Math.max(0, text.indexOf("{" + field.field())), message);
  }
}
