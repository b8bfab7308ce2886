package io.ironpost.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sections that users name themselves, each of one of several types: `[sinks.pager]` with `type =
/// "webhook"`.
///
/// @param name the word before the dot (`sinks`)
/// @param environment its word in variables: `IRONPOST_<environment>_<NAME>_<KEY>`
/// @param selector the key whose value says the type
/// @param common keys that every type takes
public record Family(
    String name,
    String environment,
    String description,
    Key<String> selector,
    List<Key<?>> common,
    List<Variant> variants) {
  /// What users may call a member: it becomes part of file names, metric labels and variables.
  private static final Pattern MEMBER_NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

  /// One type.
  ///
  /// @param word the value of the selector
  public record Variant(String word, String description, List<Key<?>> keys, Check check) {
    public Variant {
      keys = List.copyOf(keys);
    }
  }

  /// Looks at the values of one member together.
  @FunctionalInterface
  public interface Check {
    /// Single values say it all.
    Check NONE = (_, _) -> {};

    void check(Member member, Problems problems);
  }

  public Family {
    common = List.copyOf(common);
    variants = List.copyOf(variants);
  }

  Optional<Variant> variant(String word) {
    return variants.stream().filter(variant -> variant.word().equals(word)).findFirst();
  }

  List<String> words() {
    return variants.stream().map(Variant::word).toList();
  }

  static boolean isMemberName(String word) {
    return MEMBER_NAME.matcher(word).matches();
  }

  /// The section of a member of a type.
  public Section section(String member, Variant variant) {
    List<Key<?>> keys = new ArrayList<>();
    keys.add(selector);
    keys.addAll(common);
    keys.addAll(variant.keys());
    return new Section(
        name + "." + member,
        environment + "_" + member.toUpperCase(Locale.ROOT),
        variant.description(),
        keys,
        Section.Check.NONE);
  }
}
