package io.ironpost.response.allow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.net.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowlistTest {
  private static IpPrefix prefix(String text) {
    return IpPrefix.of(text).orElseThrow();
  }

  private final Allowlist list =
      Allowlist.of(
          List.of(
              new AllowEntry(prefix("192.0.2.1"), "an address of this host"),
              new AllowEntry(prefix("2001:db8::/64"), "an address of this host")),
          List.of(prefix("192.0.2.1"), prefix("10.0.0.0/8")));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, an address of this host",
    "::ffff:192.0.2.1, an address of this host",
    "10.255.0.1, in response.allow",
    "127.0.0.53, loopback",
    "::1, loopback",
    "'fe80::1', 'link-local, where routers speak from'",
    "'169.254.169.254', 'link-local, where clouds serve their hosts from'",
  })
  void what_is_allowed_has_a_reason(String address, String why) {
    assertThat(list.covering(prefix(address)).orElseThrow().why()).isEqualTo(why);
    assertThat(list.touching(prefix(address)).orElseThrow().why()).isEqualTo(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "::/0",
        "128.0.0.0/1",
        "0.0.0.0",
        "224.0.0.251",
        "255.255.255.255",
        "::",
        "ff02::1",
        "::/16",
        "::/96",
        "2000::/3",
        "224.0.0.0/8",
        "::ffff:0:0/96"
      })
  void nobody_blocks_what_is_no_hosts_address_or_everything(String text) {
    assertThat(list.impossible(prefix(text))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"203.0.113.9", "203.0.113.0/24", "2001:db8:5::/48", "1.0.0.0/8", "240.0.0.1"})
  void other_addresses_can_be_blocked(String text) {
    assertThat(list.impossible(prefix(text))).isEmpty();
    assertThat(list.touching(prefix(text))).isEmpty();
  }

  @Test
  void who_stays_allowed_within_a_network_is_named() {
    IpPrefix network = prefix("192.0.2.0/24");
    assertThat(list.covering(network)).isEmpty();
    assertThat(list.within(network))
        .extracting(AllowEntry::prefix)
        .containsExactly(prefix("192.0.2.1"));
  }
}
