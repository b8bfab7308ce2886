package io.ironpost.core.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All logsources met so far. A JSON event may name its own, so their number is capped.
public final class Logsources {
  /// SigmaHQ knows 138 triples; an attacker who invents more gets the logsource that says nothing.
  public static final int MAX_LOGSOURCES = 4_096;

  /// SigmaHQ's longest word has 42 characters. An event that names a longer one says nothing by it;
  /// words are kept for good, so their length is capped like their number.
  public static final int MAX_WORD_CHARS = 128;

  private record Triple(String product, String category, List<String> services) {}

  private final Map<Triple, Logsource> known = new HashMap<>();
  private final List<Logsource> byId = new ArrayList<>();
  private final Logsource unspecified;

  public Logsources() {
    unspecified = of("", "");
  }

  /// The logsource for these words (case does not matter, empty means not said), with the services
  /// narrowest first.
  public synchronized Logsource of(String product, String category, String... services) {
    List<String> said =
        Arrays.stream(services).filter(s -> !s.isEmpty()).map(Logsources::fold).toList();
    Triple triple = new Triple(fold(product), fold(category), said);
    if (isTooLong(triple)) {
      return unspecified;
    }
    Logsource found = known.get(triple);
    if (found != null) {
      return found;
    }
    if (byId.size() >= MAX_LOGSOURCES) {
      return unspecified;
    }
    Logsource added =
        new Logsource(byId.size(), triple.product(), triple.category(), triple.services());
    byId.add(added);
    known.put(triple, added);
    return added;
  }

  /// The logsource that says nothing: every rule may concern it.
  public Logsource unspecified() {
    return unspecified;
  }

  private static boolean isTooLong(Triple triple) {
    return triple.product.length() > MAX_WORD_CHARS
        || triple.category.length() > MAX_WORD_CHARS
        || triple.services.stream().anyMatch(service -> service.length() > MAX_WORD_CHARS);
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
