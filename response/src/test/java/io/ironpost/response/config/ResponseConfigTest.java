package io.ironpost.response.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.alert.Severity;
import io.ironpost.core.config.ConfigReader;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.ConfigSchema;
import io.ironpost.core.config.ConfigSources;
import io.ironpost.core.config.Problem;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.ResponseRules;
import io.ironpost.response.ResponseSettings;
import io.ironpost.response.policy.Aim;
import io.ironpost.response.policy.Glob;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResponseConfigTest {
  private static final ConfigSchema SCHEMA =
      new ConfigSchema(List.of(ResponseKeys.SECTION), List.of(PolicyFamily.POLICIES));

  private static ConfigReading read(String toml) {
    return ConfigReader.read(SCHEMA, ConfigSources.ofFile("ironpost.toml", toml));
  }

  private static ResponseRules rules(String toml) {
    return switch (read(toml)) {
      case ConfigReading.Read(var config) -> ResponseConfig.rules(config);
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String toml) {
    return switch (read(toml)) {
      case ConfigReading.Read _ -> List.of();
      case ConfigReading.Refused(var problems) -> problems.stream().map(Problem::toString).toList();
    };
  }

  @Test
  void nothing_configured_observes_attackers() {
    ResponseRules rules = rules("");
    assertThat(rules.policies()).extracting(Policy::name).containsExactly("attackers");
    Policy policy = rules.policies().getFirst();
    assertThat(policy.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(policy.escalation().after(0)).isEqualTo(Duration.ofHours(1));
    assertThat(policy.escalation().after(9)).isEqualTo(Duration.ofDays(7));
    assertThat(rules.settings()).isEqualTo(ResponseSettings.defaults());
  }

  @Test
  void a_policy_is_what_is_written() {
    ResponseRules rules =
        rules(
            """
            [response]
            mode = "enforce"
            allow = ["203.0.113.0/24", "2001:db8::1"]
            max_in_force = 50
            [policies.guessing]
            action = "block_address"
            min_severity = "high"
            tags = ["attack.t1110*"]
            durations = ["10m", "1d"]
            extend = true
            v6_prefix = 56
            [policies.web]
            action = "block_address"
            mode = "ask"
            rules = ["web_*"]
            """);
    assertThat(rules.allow())
        .containsExactly(
            IpPrefix.of("203.0.113.0/24").orElseThrow(), IpPrefix.of("2001:db8::1").orElseThrow());
    assertThat(rules.settings().maxInForce()).isEqualTo(50);
    Policy guessing = rules.policies().getFirst();
    assertThat(guessing.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(guessing.when().atLeast()).isEqualTo(Severity.HIGH);
    assertThat(guessing.when().tags()).containsExactly(new Glob("attack.t1110*"));
    assertThat(guessing.when().notSources())
        .containsExactly(new Glob("syslog-udp*"), new Glob("ebpf-network*"));
    assertThat(guessing.escalation().steps())
        .containsExactly(Duration.ofMinutes(10), Duration.ofDays(1));
    assertThat(guessing.aim()).isEqualTo(new Aim("src_ip", false, 32, 56));
    assertThat(guessing.extend()).isTrue();
    assertThat(rules.policies().getLast().mode()).isEqualTo(Mode.ASK);
  }

  @Test
  void all_that_is_wrong_is_said_with_its_key() {
    assertThat(
            problems(
                """
                [response]
                mode = "attack"
                allow = ["10.0.0.0/8", "gateway.example"]
                max_in_force = 0
                [policies.a]
                action = "block_address"
                durations = ["1h", "soon", "0s"]
                v4_prefix = 8
                tag = ["x"]
                """))
        .anyMatch(p -> p.contains("response.mode: must be one of observe, ask, enforce"))
        .anyMatch(p -> p.contains("response.max_in_force"))
        .anyMatch(p -> p.contains("policies.a.v4_prefix: must be a whole number from 24 to 32"))
        .anyMatch(p -> p.contains("policies.a.tag: unknown key; did you mean tags?"));
    assertThat(problems("[response]\nallow = ['gateway.example']\n"))
        .anyMatch(
            p -> p.contains("response.allow: must be addresses") && p.contains("gateway.example"));
    assertThat(
            problems("[policies.a]\naction = 'block_address'\ndurations = ['1h', 'soon', '0s']\n"))
        .anyMatch(p -> p.contains("policies.a.durations") && p.contains("soon"))
        .anyMatch(p -> p.contains("policies.a.durations") && p.contains("0s"));
  }
}
