package io.ironpost.logs.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 11",
        "203.0.113.9: 11 | 11",
        "203.0.113.9. | 11",
        "0.0.0.0 | 7",
        ":: | 2",
        "::1 | 3",
        "2001:db8::9 port | 11",
        "2001:db8::9: 11: bye | 11",
        "2001:0db8:0000:0000:0000:0000:0000:0009 | 39",
        "fe80::1%eth0 x | 12",
        "::ffff:203.0.113.9 x | 18",
        "2001:DB8::A] | 11",
        "1:2:3:4:5:6:7:8 | 15",
        "1:2:3:4:5:6:7:: | 15",
      })
  void ends_where_the_address_ends(String text, int end) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(AddressText.end(bytes, 0, bytes.length)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1.2.3",
        "256.1.1.1",
        "1.2.3.4.5",
        "1.2.3.4567",
        "1234.1.1.1",
        "12:34:56",
        "1:2:3:4:5:6:7",
        "12345::1",
        "host-9.example.net",
        ":",
        "1:",
        "deadbeef"
      })
  void what_is_no_address_is_none(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(AddressText.end(bytes, 0, bytes.length)).isNegative();
  }

  @Test
  void a_mapped_address_is_the_address_within() {
    byte[] bytes = "::FFFF:203.0.113.9".getBytes(StandardCharsets.UTF_8);
    assertThat(AddressText.withoutMapping(bytes, 0, bytes.length)).isEqualTo(7);
  }
}
