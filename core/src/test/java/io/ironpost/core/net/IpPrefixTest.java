package io.ironpost.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "10.1.2.3/8, 10.0.0.0/8",
    "0.0.0.0/0, 0.0.0.0/0",
    "255.255.255.255/32, 255.255.255.255",
    "::, ::",
    "::/0, ::/0",
    "::1, ::1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8::1/32, 2001:db8::/32",
    "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
    "fe80::, fe80::",
    "::ffff:203.0.113.9, 203.0.113.9",
    "::ffff:cb00:7109, 203.0.113.9",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
  })
  void reads_and_writes(String text, String written) {
    assertThat(IpPrefix.of(text)).map(IpPrefix::toString).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "10.1",
        "010.0.0.1",
        "1.2.3.256",
        "1.2.3.4.5",
        "1.2.3.",
        "1.2.3.4/33",
        "1.2.3.4/",
        "1.2.3.4/08",
        "1.2.3.4/-1",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8:9",
        "12345::",
        "g::",
        "::/129",
        "fe80::1%eth0",
        "1.2.3.4:80",
        "::1.2.3",
        "1.2.3.4::",
        "+1.2.3.4",
        "host.example",
        "١.2.3.4"
      })
  void refuses(String text) {
    assertThat(IpPrefix.of(text)).isEmpty();
  }

  @Test
  void what_it_writes_is_what_java_reads() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      long mask = random.nextLong();
      IpPrefix prefix = IpPrefix.address(random.nextLong() & mask, random.nextLong() & ~mask);
      assertThat(IpPrefix.of(prefix.toString())).contains(prefix);
      byte[] bytes = InetAddress.ofLiteral(prefix.toString()).getAddress();
      assertThat(bytes[bytes.length - 1]).isEqualTo((byte) prefix.low());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.0.0/16, 10.0.0.0/8, false",
    "::/0, 10.0.0.1, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "2001:db8::/65, 2001:db8::1, true",
  })
  void contains(String outer, String inner, boolean expected) {
    assertThat(IpPrefix.of(outer).orElseThrow().contains(IpPrefix.of(inner).orElseThrow()))
        .isEqualTo(expected);
  }
}
