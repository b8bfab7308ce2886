package io.ironpost.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AlertTest {
  @Test
  void entities_keep_their_order_and_cannot_be_changed_from_outside() {
    Map<String, List<String>> entities = new LinkedHashMap<>();
    entities.put("user", List.of("root"));
    entities.put("hostname", List.of("db1"));
    entities.put("command", List.of("id"));
    Alert alert = alert("", 1, entities);
    entities.clear();
    assertThat(alert.entities().keySet()).containsExactly("user", "hostname", "command");
    assertThat(alert.entity("user")).containsExactly("root");
    assertThat(alert.entity("src_ip")).isEmpty();
  }

  @Test
  void a_rule_without_a_name_is_called_by_its_title() {
    assertThat(alert("", 1, Map.of()).rule()).isEqualTo("SSH brute force");
    assertThat(alert("ssh_brute_force", 1, Map.of()).rule()).isEqualTo("ssh_brute_force");
  }

  @Test
  void an_alert_of_nothing_is_refused() {
    assertThatThrownBy(() -> alert("", 0, Map.of())).hasMessageContaining("at least one record");
  }

  private static Alert alert(String name, long count, Map<String, List<String>> entities) {
    return new Alert(
        "id",
        "rule",
        name,
        "SSH brute force",
        Severity.HIGH,
        Attack.ofTags(List.of()),
        Optional.empty(),
        Optional.empty(),
        count,
        entities,
        List.of());
  }
}
