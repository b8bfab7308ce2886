package io.ironpost.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AlertIdTest {
  private static final Evidence LINE = new Evidence("auth.log", 7, 420, "Failed password");

  @Test
  void the_same_evidence_gives_the_same_id() {
    assertThat(AlertId.of("ssh", List.of(LINE))).isEqualTo(AlertId.of("ssh", List.of(LINE)));
  }

  @Test
  void rule_source_offset_and_text_all_count() {
    List<String> ids =
        List.of(
            AlertId.of("ssh", List.of(LINE)),
            AlertId.of("ssh2", List.of(LINE)),
            AlertId.of("ssh", List.of(LINE, LINE)),
            AlertId.of("ssh", List.of(new Evidence("auth.log.1", 7, 420, LINE.text()))),
            AlertId.of("ssh", List.of(new Evidence("auth.log", 7, 421, LINE.text()))),
            AlertId.of("ssh", List.of(new Evidence("auth.log", 7, 420, "failed password"))));
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void a_byte_moved_between_parts_changes_the_id() {
    Evidence ab = new Evidence("ab", 1, 0, "");
    Evidence a = new Evidence("a", 1, 0, "");
    assertThat(AlertId.of("x", List.of(ab))).isNotEqualTo(AlertId.of("xa", List.of(a)));
  }

  @Test
  void it_is_a_uuid_of_version_8() {
    UUID id = UUID.fromString(AlertId.of("ssh", List.of(LINE)));
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }
}
