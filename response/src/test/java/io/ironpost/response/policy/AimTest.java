package io.ironpost.response.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.Alerts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AimTest {
  private static List<String> targets(Aim aim, List<String> addresses, String group) {
    return aim
        .addresses(Alerts.from("x", Instant.EPOCH).addresses(addresses, group).update())
        .stream()
        .map(IpPrefix::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "src_ip=203.0.113.9                       | 203.0.113.9",
        "src_ip=203.0.113.9, user=root            | 203.0.113.9",
        "user=root, src_ip=203.0.113.9            | 203.0.113.9",
        "src_ip=2001:db8::1                       | 2001:db8::1",
        "user=root                                | ''",
        "''                                       | ''",
        "dst_src_ip=203.0.113.9                   | ''",
        "src_ip=203.0.113.99                      | ''",
        // A user name that tries to have somebody else blocked: not an entity of the alert.
        "user=x, src_ip=192.0.2.53                | ''",
      })
  void an_alert_is_about_the_address_it_folds_by(String group, String expected) {
    List<String> entities = List.of("203.0.113.9", "2001:db8::1", "198.51.100.4");
    assertThat(targets(Aim.source(), entities, group))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @Test
  void every_address_is_taken_where_asked_for_each_once() {
    Aim every = new Aim("src_ip", true, 32, 128);
    List<String> entities = List.of("203.0.113.9", "::ffff:203.0.113.9", "rubbish", "2001:db8::1");
    assertThat(targets(every, entities, "")).containsExactly("203.0.113.9", "2001:db8::1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.0/24",
    "2001:db8:1:2:3::4, 2001:db8:1:2::/64",
    "64:ff9b::203.0.113.9, 64:ff9b::cb00:7109", // all of IPv4 is behind this /64
    "2001:0:53aa:64c::1, 2001:0:53aa:64c::1", // Teredo: all clients of a server
  })
  void neighbours_are_those_of_one_customer(String address, String expected) {
    Aim wide = new Aim("src_ip", false, 24, 64);
    IpPrefix one = IpPrefix.of(address).orElseThrow();
    assertThat(wide.widened(one)).hasToString(expected);
    assertThat(Aim.source().widened(one)).isEqualTo(one);
  }
}
