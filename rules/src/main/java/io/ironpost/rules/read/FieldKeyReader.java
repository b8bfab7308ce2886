package io.ironpost.rules.read;

import io.ironpost.rules.read.Modifier.Role;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Takes `field|modifier|modifier` apart and says what is wrong with the chain.
final class FieldKeyReader {
  private final RuleContext context;
  private final FieldSpelling spelling;

  FieldKeyReader(RuleContext context) {
    this.context = context;
    this.spelling = new FieldSpelling(context);
  }

  /// Empty when a modifier is unknown or the chain makes no sense; the reason is reported.
  Optional<FieldKey> read(Scalar key) {
    int before = context.problems().errors();
    String text = key.text();
    int bar = text.indexOf('|');
    String field = bar < 0 ? text : text.substring(0, bar);
    List<Modifier> modifiers = new ArrayList<>();
    for (int from = bar + 1; bar >= 0; from = bar + 1) {
      bar = text.indexOf('|', from);
      int end = bar < 0 ? text.length() : bar;
      addModifier(key, text.substring(from, end), from, modifiers);
    }
    FieldKey read = new FieldKey(key, field, List.copyOf(modifiers));
    spelling.check(key, field);
    if (context.problems().errors() == before) {
      checkChain(read);
    }
    return context.problems().errors() == before ? Optional.of(read) : Optional.empty();
  }

  private void addModifier(Scalar key, String word, int from, List<Modifier> modifiers) {
    Optional<Modifier> known = Modifier.of(word);
    if (known.isEmpty()) {
      reportUnknown(key, word, from);
    } else if (modifiers.contains(known.get())) {
      Span span = context.part(key, from, word.length());
      context.problems().warning("modifier-twice", span, "'" + word + "' is there twice", "");
    } else {
      modifiers.add(known.get());
    }
  }

  private void reportUnknown(Scalar key, String word, int from) {
    Span span = context.part(key, from, word.length());
    String lower = word.strip().toLowerCase(Locale.ROOT);
    Optional<String> nearest =
        Modifier.of(lower).map(Modifier::word).or(() -> Nearest.to(lower, Modifier.words()));
    String message = "unknown modifier '" + word + "'";
    if (nearest.isPresent()) {
      String hint = "did you mean '" + nearest.get() + "'?";
      context
          .problems()
          .fixable(Severity.ERROR, "unknown-modifier", span, message, hint, nearest.get());
    } else {
      String hint = "known: " + String.join(", ", Modifier.words());
      context.problems().error("unknown-modifier", span, message, hint);
    }
  }

  private void checkChain(FieldKey key) {
    int before = context.problems().errors();
    checkSingle(key);
    if (context.problems().errors() == before) {
      checkTypes(key);
      checkOrder(key);
    }
    if (key.isKeyword()) {
      checkKeyword(key);
    }
  }

  private void checkSingle(FieldKey key) {
    for (Role role : Role.values()) {
      List<Modifier> same = key.modifiers().stream().filter(m -> m.role() == role).toList();
      if (role != Role.LINK && role != Role.REGEX_FLAG && same.size() > 1) {
        conflict(key, same.get(0), same.get(1));
      }
    }
  }

  private void checkTypes(FieldKey key) {
    Optional<Modifier> type =
        key.first(Role.TYPE).or(() -> key.first(Role.COMPARE)).or(() -> key.first(Role.TIME_PART));
    if (key.has(Role.REGEX_FLAG) && !key.has(Modifier.RE)) {
      Modifier flag = key.first(Role.REGEX_FLAG).orElseThrow();
      report(key, flag, "'" + flag.word() + "' only has a meaning after 're'", "write re|i");
    } else if (type.isPresent()) {
      for (Modifier other : key.modifiers()) {
        if (!combines(type.get(), other)) {
          conflict(key, type.get(), other);
        }
      }
    }
  }

  private static boolean combines(Modifier type, Modifier other) {
    if (type == other) {
      return true;
    }
    return switch (other.role()) {
      case LINK -> type != Modifier.EXISTS && !(other == Modifier.NEQ && isCompare(type));
      case EXPAND -> type == Modifier.RE || type == Modifier.CIDR;
      case PLACE -> type == Modifier.FIELDREF || type == Modifier.RE && other == Modifier.CONTAINS;
      case CASE -> type == Modifier.FIELDREF || type == Modifier.RE;
      case REGEX_FLAG -> type == Modifier.RE;
      case TIME_PART -> isCompare(type);
      case COMPARE -> type.role() == Role.TIME_PART;
      case TYPE, DASH, CHARSET, BASE64 -> false;
    };
  }

  private static boolean isCompare(Modifier modifier) {
    return modifier.role() == Role.COMPARE;
  }

  /// Dashes must be varied before encoding, and wildcards come after it; other orders would give
  /// values that are nowhere to be found.
  private void checkOrder(FieldKey key) {
    List<Role> order = List.of(Role.DASH, Role.CHARSET, Role.BASE64, Role.PLACE);
    boolean encodes = key.has(Role.CHARSET) || key.has(Role.BASE64);
    int highest = -1;
    for (Modifier modifier : key.modifiers()) {
      int place = order.indexOf(modifier.role());
      if (encodes && place >= 0 && place < highest) {
        String message = "'%s' comes too late in the chain".formatted(modifier.word());
        report(key, modifier, message, "the order is windash, utf16…, base64…, contains…");
      }
      highest = Math.max(highest, place);
    }
  }

  private void checkKeyword(FieldKey key) {
    for (Modifier modifier : key.modifiers()) {
      boolean needsField =
          modifier == Modifier.EXISTS
              || modifier == Modifier.FIELDREF
              || modifier.role() == Role.COMPARE
              || modifier.role() == Role.TIME_PART;
      if (needsField) {
        report(key, modifier, "'" + modifier.word() + "' needs a field before it", "");
      }
    }
  }

  private void conflict(FieldKey key, Modifier one, Modifier other) {
    String message = "'%s' and '%s' do not go together".formatted(one.word(), other.word());
    report(key, other, message, "");
  }

  private void report(FieldKey key, Modifier modifier, String message, String hint) {
    int from = Math.max(0, key.key().text().lastIndexOf("|" + modifier.word()) + 1);
    Span span = context.part(key.key(), from, modifier.word().length());
    context.problems().error("modifier-conflict", span, message, hint);
  }
}
