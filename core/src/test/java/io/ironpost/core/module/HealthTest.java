package io.ironpost.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthTest {
  private static final Health UP = new Health.Up();

  @Test
  void a_whole_is_as_bad_as_its_worst_part() {
    Health slow = new Health.Degraded("disk is slow");
    assertThat(Health.worstOf(List.of())).isEqualTo(UP);
    assertThat(Health.worstOf(List.of(UP, UP))).isEqualTo(UP);
    assertThat(Health.worstOf(List.of(UP, slow))).isEqualTo(slow);
    assertThat(Health.worstOf(List.of(slow, new Health.Down("no socket"), UP)))
        .isEqualTo(new Health.Down("no socket"));
  }

  @Test
  void the_reasons_of_all_parts_that_bad_are_kept_once() {
    List<Health> parts =
        List.of(new Health.Degraded("a"), new Health.Degraded("b"), new Health.Degraded("a"));
    assertThat(Health.worstOf(parts)).isEqualTo(new Health.Degraded("a; b"));
  }
}
