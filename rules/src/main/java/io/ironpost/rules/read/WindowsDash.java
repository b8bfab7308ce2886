package io.ironpost.rules.read;

import io.ironpost.rules.model.ByteString;
import io.ironpost.rules.model.TextPattern.Literal;
import io.ironpost.rules.model.TextPattern.Part;
import java.util.ArrayList;
import java.util.List;

/// Sigma's `windash`: Windows programs take an option with any of five dashes. Only a dash that
/// begins an option is varied: no word character before it, one after it (`/format-list` has one,
/// not two).
final class WindowsDash {
  /// Five options in one value: 5^5. More are a mistake or an attack.
  static final int MAX_VARIANTS = 3_125;

  private static final String DASHES = "-/–—―";

  private WindowsDash() {}

  /// How many variants there will be; saturates above [#MAX_VARIANTS].
  static int count(PatternText text) {
    int count = 1;
    for (Part part : text.parts()) {
      if (part instanceof Literal(ByteString bytes)) {
        String literal = bytes.toString();
        for (int at = 0; at < literal.length() && count <= MAX_VARIANTS; at++) {
          count *= isOption(literal, at) ? DASHES.length() : 1;
        }
      }
    }
    return count;
  }

  /// All spellings, the one with plain hyphens first.
  static List<PatternText> variants(PatternText text) {
    List<List<Part>> variants = List.of(List.of());
    for (Part part : text.parts()) {
      List<Part> choices = part instanceof Literal(ByteString b) ? spellings(b) : List.of(part);
      variants = times(variants, choices);
    }
    return variants.stream().map(PatternText::new).toList();
  }

  private static List<List<Part>> times(List<List<Part>> heads, List<Part> choices) {
    List<List<Part>> product = new ArrayList<>(heads.size() * choices.size());
    for (List<Part> head : heads) {
      for (Part choice : choices) {
        List<Part> longer = new ArrayList<>(head);
        longer.add(choice);
        product.add(longer);
      }
    }
    return product;
  }

  private static List<Part> spellings(ByteString bytes) {
    String literal = bytes.toString();
    List<String> heads = List.of("");
    int done = 0;
    for (int at = 0; at < literal.length(); at++) {
      if (isOption(literal, at)) {
        heads = withEachDash(heads, literal.substring(done, at));
        done = at + 1;
      }
    }
    String tail = literal.substring(done);
    return heads.stream().<Part>map(head -> new Literal(ByteString.utf8(head + tail))).toList();
  }

  private static List<String> withEachDash(List<String> heads, String between) {
    List<String> longer = new ArrayList<>(heads.size() * DASHES.length());
    for (String head : heads) {
      for (int i = 0; i < DASHES.length(); i++) {
        longer.add(head + between + DASHES.charAt(i));
      }
    }
    return longer;
  }

  private static boolean isOption(String text, int at) {
    return DASHES.indexOf(text.charAt(at)) >= 0
        && (at == 0 || !isWord(text.charAt(at - 1)))
        && at + 1 < text.length()
        && isWord(text.charAt(at + 1));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
