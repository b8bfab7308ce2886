package io.ironpost.daemon.config;

import io.ironpost.core.config.Key;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TextRule;
import java.util.List;

/// `[rules]`: which rules judge.
public final class RuleKeys {
  public static final Key<Boolean> BUILT_IN =
      Keys.flag("builtin", true, "Whether the rules that come with Ironpost are used.");
  public static final Key<List<String>> PATHS =
      Keys.texts(
          "paths",
          0,
          TextRule.PATH,
          List.of("/etc/ironpost/rules"),
          "Your own rule files, and folders of them. A path that is not there is told and passed"
              + " over.");
  public static final Key<List<String>> DISABLED =
      Keys.texts(
          "disabled", 0, TextRule.NOT_EMPTY, List.of(), "Ids or names of rules not to be used.");
  public static final Key<String> PLACEHOLDERS =
      Keys.text(
          "placeholders",
          TextRule.ANY,
          "",
          "A YAML file of values for rules that say |expand; empty for none.");
  public static final Key<Boolean> WATCH =
      Keys.flag(
          "watch",
          true,
          "Whether changed rule files and a changed configuration are loaded by themselves.");

  private RuleKeys() {}

  static Section section() {
    return Keys.section(
        "rules",
        "RULES",
        "The rules that judge what is read.",
        BUILT_IN,
        PATHS,
        DISABLED,
        PLACEHOLDERS,
        WATCH);
  }
}
