package io.ironpost.rules.regex;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/// Sets named by `\p{…}`, as this JDK's [Character] knows them.
final class UnicodeProperties {
  private static final Map<String, Integer> CATEGORIES =
      Map.ofEntries(
          Map.entry("lu", bit(Character.UPPERCASE_LETTER)),
          Map.entry("ll", bit(Character.LOWERCASE_LETTER)),
          Map.entry("lt", bit(Character.TITLECASE_LETTER)),
          Map.entry("lm", bit(Character.MODIFIER_LETTER)),
          Map.entry("lo", bit(Character.OTHER_LETTER)),
          Map.entry("mn", bit(Character.NON_SPACING_MARK)),
          Map.entry("mc", bit(Character.COMBINING_SPACING_MARK)),
          Map.entry("me", bit(Character.ENCLOSING_MARK)),
          Map.entry("nd", bit(Character.DECIMAL_DIGIT_NUMBER)),
          Map.entry("nl", bit(Character.LETTER_NUMBER)),
          Map.entry("no", bit(Character.OTHER_NUMBER)),
          Map.entry("zs", bit(Character.SPACE_SEPARATOR)),
          Map.entry("zl", bit(Character.LINE_SEPARATOR)),
          Map.entry("zp", bit(Character.PARAGRAPH_SEPARATOR)),
          Map.entry("cc", bit(Character.CONTROL)),
          Map.entry("cf", bit(Character.FORMAT)),
          Map.entry("co", bit(Character.PRIVATE_USE)),
          Map.entry("cs", bit(Character.SURROGATE)),
          Map.entry("cn", bit(Character.UNASSIGNED)),
          Map.entry("pd", bit(Character.DASH_PUNCTUATION)),
          Map.entry("ps", bit(Character.START_PUNCTUATION)),
          Map.entry("pe", bit(Character.END_PUNCTUATION)),
          Map.entry("pc", bit(Character.CONNECTOR_PUNCTUATION)),
          Map.entry("po", bit(Character.OTHER_PUNCTUATION)),
          Map.entry("pi", bit(Character.INITIAL_QUOTE_PUNCTUATION)),
          Map.entry("pf", bit(Character.FINAL_QUOTE_PUNCTUATION)),
          Map.entry("sm", bit(Character.MATH_SYMBOL)),
          Map.entry("sc", bit(Character.CURRENCY_SYMBOL)),
          Map.entry("sk", bit(Character.MODIFIER_SYMBOL)),
          Map.entry("so", bit(Character.OTHER_SYMBOL)));

  /// Each set costs a scan of all code points. Only names that exist get in, so the map is bounded
  /// by what Unicode has.
  private static final Map<String, CodePointSet> KNOWN = new ConcurrentHashMap<>();

  private UnicodeProperties() {}

  /// Names are compared without regard to case, spaces, `_` and `-` (UTS 18, UAX 44 LM3).
  static Optional<CodePointSet> named(String name) {
    String key = name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    CodePointSet known = KNOWN.get(key);
    if (known != null) return Optional.of(known);
    Optional<CodePointSet> set = CharClasses.posix(key).or(() -> byPredicate(key, name));
    set.ifPresent(found -> KNOWN.put(key, found));
    return set;
  }

  private static Optional<CodePointSet> byPredicate(String key, String name) {
    int mask = categories(key.startsWith("is") ? key.substring(2) : key);
    if (mask != 0) {
      return Optional.of(CodePointSet.where(c -> (mask & (1 << Character.getType(c))) != 0));
    }
    return binary(key.startsWith("is") ? key.substring(2) : key)
        .or(() -> script(afterPrefix(name, "Is", "script=", "sc=")))
        .or(() -> block(afterPrefix(name, "In", "block=", "blk=")))
        .map(CodePointSet::where);
  }

  /// `l` is all that begin with it, `lc` and `l&` are the cased letters.
  private static int categories(String key) {
    if (key.equals("lc") || key.equals("l&"))
      return categories("lu") | categories("ll") | categories("lt");
    if (key.length() > 2) return 0;
    return CATEGORIES.entrySet().stream()
        .filter(e -> key.length() == 1 ? e.getKey().startsWith(key) : e.getKey().equals(key))
        .mapToInt(Map.Entry::getValue)
        .reduce(0, (a, b) -> a | b);
  }

  private static Optional<IntPredicate> binary(String key) {
    return switch (key) {
      case "any" -> Optional.of(_ -> true);
      case "assigned" -> Optional.of(c -> Character.getType(c) != Character.UNASSIGNED);
      case "alphabetic" -> Optional.of(Character::isAlphabetic);
      case "ideographic" -> Optional.of(Character::isIdeographic);
      case "letter" -> Optional.of(Character::isLetter);
      case "lowercase" -> Optional.of(Character::isLowerCase);
      case "uppercase" -> Optional.of(Character::isUpperCase);
      case "titlecase" -> Optional.of(Character::isTitleCase);
      case "whitespace" -> Optional.of(UnicodeProperties::isWhiteSpace);
      case "emoji" -> Optional.of(Character::isEmoji);
      default -> Optional.empty();
    };
  }

  /// White_Space of PropList.txt: the separators, tab to carriage return, and next line (85).
  private static boolean isWhiteSpace(int c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
  }

  private static Optional<IntPredicate> script(String name) {
    try {
      Character.UnicodeScript script = Character.UnicodeScript.forName(name.strip());
      return Optional.of(c -> Character.UnicodeScript.of(c) == script);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<IntPredicate> block(String name) {
    try {
      Character.UnicodeBlock block = Character.UnicodeBlock.forName(name.strip());
      return Optional.of(c -> block.equals(Character.UnicodeBlock.of(c)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String afterPrefix(String name, String... prefixes) {
    for (String prefix : prefixes) {
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }

  private static int bit(byte category) {
    return 1 << category;
  }
}
