package io.ironpost.rules.read;

import io.ironpost.rules.model.ByteString;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.read.Modifier.Role;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a text value: placeholders, then wildcards, then dashes, encodings and the place in the
/// field, each of which may turn one value into several.
final class TextValueReader {
  private final RuleContext context;
  private final Placeholders placeholders;

  TextValueReader(RuleContext context) {
    this.context = context;
    this.placeholders = new Placeholders(context);
  }

  /// Every spelling that counts; none when there is a mistake, which is reported.
  List<Matcher> read(FieldKey key, Scalar value) {
    List<String> texts =
        key.has(Modifier.EXPAND) ? placeholders.expand(value) : List.of(value.text());
    List<Matcher> matchers = new ArrayList<>(texts.size());
    for (String text : texts) {
      for (PatternText spelling : spellings(key, PatternText.parse(text), value)) {
        PatternText placed = place(key, spelling);
        matchers.add(new Matcher.Text(placed.pattern(key.has(Modifier.CASED))));
      }
    }
    warnIfAlwaysTrue(key, value);
    return matchers;
  }

  private List<PatternText> spellings(FieldKey key, PatternText text, Scalar value) {
    List<PatternText> dashed = List.of(text);
    if (key.has(Modifier.WINDASH)) {
      int count = WindowsDash.count(text);
      if (count > WindowsDash.MAX_VARIANTS) {
        String message = "'windash' on a value with more than five options";
        String hint = "split the value, linked by 'all'";
        context.problems().error("windash-too-many", value.span(), message, hint);
        return List.of();
      }
      dashed = context.affords(count, value.span()) ? WindowsDash.variants(text) : List.of();
    }
    return dashed.stream().flatMap(spelling -> encode(key, spelling, value).stream()).toList();
  }

  private List<PatternText> encode(FieldKey key, PatternText text, Scalar value) {
    Optional<Modifier> charset = key.first(Role.CHARSET);
    PatternText encoded = charset.map(form -> Encodings.utf16(text, form)).orElse(text);
    if (!key.has(Role.BASE64)) {
      return List.of(encoded);
    }
    if (!encoded.isLiteral()) {
      String message = "a value with wildcards cannot be encoded in Base64";
      String hint = "escape them (\\* \\?) if they are meant as characters";
      context.problems().error("base64-wildcard", value.span(), message, hint);
      return List.of();
    }
    if (key.has(Modifier.BASE64)) {
      return List.of(PatternText.literal(Encodings.base64(encoded.bytes())));
    }
    return offsets(encoded.bytes(), value);
  }

  private List<PatternText> offsets(ByteString bytes, Scalar value) {
    List<PatternText> spellings =
        Encodings.base64Offsets(bytes).stream().map(PatternText::literal).toList();
    if (spellings.size() < 3) {
      String message = "too short for 'base64offset': nothing of it is certain inside Base64";
      context.problems().error("base64-too-short", value.span(), message, "use a longer value");
      return List.of();
    }
    return spellings;
  }

  /// Wildcards around the text, as far as the modifiers leave its place open.
  static PatternText place(FieldKey key, PatternText text) {
    if (key.has(Modifier.STARTSWITH)) {
      return text.anyAfter();
    }
    if (key.has(Modifier.ENDSWITH)) {
      return text.anyBefore();
    }
    // A keyword is looked for anywhere in the event, whatever else it says.
    return key.has(Modifier.CONTAINS) || key.isKeyword() ? text.anyBefore().anyAfter() : text;
  }

  private void warnIfAlwaysTrue(FieldKey key, Scalar value) {
    if (value.text().isEmpty() && (key.has(Role.PLACE) || key.isKeyword())) {
      String message = "an empty text is part of every value";
      context.problems().warning("always-true", value.span(), message, "give a text to look for");
    }
  }
}
