package io.ironpost.core.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a rule's `attack.*` tags say: tactics as words with hyphens (`credential-access`) and
/// techniques.
///
/// Sigma spells tactics with hyphens since 2.0 and had underscores before; both are read. Tactics
/// are not checked against a list here: MITRE renames them (v19 split `defense-evasion` in two),
/// and an alert must not lose a word because this program is older than the rule.
public record Attack(List<String> tactics, List<Technique> techniques) {
  private static final String NAMESPACE = "attack.";

  /// `attack.g0049` and `attack.s0002` are groups and software, neither tactic nor technique.
  private static final Pattern GROUP_OR_SOFTWARE = Pattern.compile("[gsc]\\d{4}");

  public Attack {
    tactics = List.copyOf(tactics);
    techniques = List.copyOf(techniques);
  }

  /// Reads the tags of a rule; tags of other namespaces are passed over. Sorted, each once.
  public static Attack ofTags(List<String> tags) {
    TreeSet<String> tactics = new TreeSet<>();
    TreeSet<Technique> techniques = new TreeSet<>();
    for (String tag : tags) {
      String folded = tag.strip().toLowerCase(Locale.ROOT);
      if (!folded.startsWith(NAMESPACE)) {
        continue;
      }
      String word = folded.substring(NAMESPACE.length());
      Optional<Technique> technique = Technique.of(word);
      if (technique.isPresent()) {
        techniques.add(technique.get());
      } else if (!word.isEmpty() && !GROUP_OR_SOFTWARE.matcher(word).matches()) {
        tactics.add(word.replace('_', '-'));
      }
    }
    return new Attack(List.copyOf(tactics), List.copyOf(techniques));
  }
}
