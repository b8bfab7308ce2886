package io.ironpost.response.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.alert.Severity;
import io.ironpost.response.Alerts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WhenTest {
  private static List<Glob> globs(String spaced) {
    return Arrays.stream(spaced.split(" ")).filter(s -> !s.isEmpty()).map(Glob::new).toList();
  }

  /// The alert: medium, rule b0169629 `ssh_brute_force`, "SSH brute force", tagged attack.t1110.001
  /// and attack.credential-access, from /var/log/auth.log.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // least | rules | not | tags | not | sources | not | holds
        "medium|''|''|''|''|''|''|true",
        "high|''|''|''|''|''|''|false",
        "low|ssh_*|''|''|''|''|''|true",
        "low|SSH?brute*|''|''|''|''|''|true",
        "low|b0169629|''|''|''|''|''|true",
        "low|web_*|''|''|''|''|''|false",
        "low|web_* ssh_*|''|''|''|''|''|true",
        "low|ssh_*|*brute*|''|''|''|''|false",
        "low|''|''|attack.t1110*|''|''|''|true",
        "low|''|''|ATTACK.T1110.001|''|''|''|true",
        "low|''|''|attack.t1110|''|''|''|false",
        "low|''|''|attack.t1046|''|''|''|false",
        "low|''|''|attack.t1110*|*credential*|''|''|false",
        "low|''|''|''|''|/var/log/*|''|true",
        "low|''|''|''|''|journald|''|false",
        "low|''|''|''|''|''|/var/log/auth.log|false",
        "low|''|''|''|''|''|syslog-udp*|true",
      })
  void every_part_must_hold(
      String least,
      String rules,
      String notRules,
      String tags,
      String notTags,
      String sources,
      String notSources,
      boolean holds) {
    When when =
        new When(
            Severity.of(least).orElseThrow(),
            globs(rules),
            globs(notRules),
            globs(tags),
            globs(notTags),
            globs(sources),
            globs(notSources));
    assertThat(when.holds(Alerts.from("203.0.113.9", Instant.EPOCH).update())).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "*,'',true",
    "'','',true",
    "a*c,abc,true",
    "a*c,abcd,false",
    "a?c,ac,false",
    "*b*b*,abab,true",
    "a*b*c,a--b--c,true",
    "**,x,true",
    "?,'',false",
    "x*x,x,false",
  })
  void a_glob_matches_whole_texts(String pattern, String text, boolean matches) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"a*a*a*a*a*a*a*a*b, 20000"})
  void a_hostile_text_costs_its_length(String pattern, int length) {
    assertThat(new Glob(pattern).matches("a".repeat(length))).isFalse();
  }
}
