package io.ironpost.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AttackTest {
  @Test
  void tags_are_sorted_into_tactics_and_techniques() {
    Attack attack =
        Attack.ofTags(
            List.of("attack.credential-access", "attack.T1110.001", "attack.t1110", "cve.2021-1"));
    assertThat(attack.tactics()).containsExactly("credential-access");
    assertThat(attack.techniques()).extracting(Technique::id).containsExactly("T1110", "T1110.001");
  }

  @Test
  void both_spellings_of_a_tactic_are_one() {
    Attack attack = Attack.ofTags(List.of("attack.initial_access", "attack.initial-access"));
    assertThat(attack.tactics()).containsExactly("initial-access");
  }

  @Test
  void groups_and_software_are_not_tactics() {
    Attack attack = Attack.ofTags(List.of("attack.g0049", "attack.s0002", "attack."));
    assertThat(attack.tactics()).isEmpty();
    assertThat(attack.techniques()).isEmpty();
  }

  @Test
  void a_sub_technique_knows_its_parent() {
    assertThat(new Technique("T1110.001").parent()).isEqualTo(new Technique("T1110"));
    assertThat(new Technique("T1110").isSub()).isFalse();
  }

  @Test
  void a_wrong_technique_is_refused() {
    assertThat(Technique.of("t11")).isEmpty();
    assertThatThrownBy(() -> new Technique("t1110")).hasMessageContaining("t1110");
  }
}
