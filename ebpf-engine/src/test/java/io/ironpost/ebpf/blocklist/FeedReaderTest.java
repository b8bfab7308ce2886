package io.ironpost.ebpf.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static FeedReading read(
      String text, FeedFormat format, String column, FeedLimits limits) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return new FeedReader(limits, NOW)
          .read("list.txt", new ByteArrayInputStream(bytes), format, column);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FeedReading.Read read(String text) {
    return (FeedReading.Read) read(text, FeedFormat.AUTO, "", FeedLimits.defaults());
  }

  private static List<String> lines(FeedReading.Read read) {
    List<String> lines = new ArrayList<>();
    read.entries().forEachLine(lines::add);
    return lines;
  }

  private static List<String> problems(FeedReading.Read read) {
    return read.problems().stream().map(FeedProblem::toString).toList();
  }

  @Test
  void a_plain_list_has_remarks_blank_lines_networks_and_ranges() {
    FeedReading.Read read =
        read(
            """
            # a list
            ; another remark
            // and another

            203.0.113.9
              203.0.113.11   # seen twice
            198.51.100.0/24 some words
            2001:db8::/32
            192.0.2.4 - 192.0.2.7
            192.0.2.8-192.0.2.9,remark
            """);
    assertThat(read.format()).isEqualTo(FeedFormat.PLAIN);
    assertThat(problems(read)).isEmpty();
    assertThat(lines(read))
        .containsExactly(
            "192.0.2.4/30",
            "192.0.2.8/31",
            "198.51.100.0/24",
            "203.0.113.9",
            "203.0.113.11",
            "2001:db8::/32");
  }

  @Test
  void spamhaus_drop_as_text_is_plain() {
    FeedReading.Read read =
        read(
            "; Spamhaus DROP List\n; Expires: never\n1.10.16.0/20 ; SBL256894\n1.19.0.0/16 ; SBL434604\n");
    assertThat(read.format()).isEqualTo(FeedFormat.PLAIN);
    assertThat(lines(read)).containsExactly("1.10.16.0/20", "1.19.0.0/16");
  }

  @Test
  void spamhaus_drop_as_json_lines_ends_with_what_it_is() {
    FeedReading.Read read =
        read(
            """
            {"cidr":"1.10.16.0/20","sblid":"SBL256894","rir":"apnic"}
            {"cidr":"2a06:e480::/29","sblid":"SBL301771","rir":"ripencc"}
            {"type":"metadata","timestamp":1764000000,"size":2,"records":2}
            """);
    assertThat(read.format()).isEqualTo(FeedFormat.JSON_LINES);
    assertThat(problems(read)).isEmpty();
    assertThat(lines(read)).containsExactly("1.10.16.0/20", "2a06:e480::/29");
  }

  @Test
  void a_broken_json_line_does_no_harm_to_the_next() {
    FeedReading.Read read =
        read("{\"cidr\":\"1.10.16.0/20\"}\n{\"cidr\":\n{\"nothing\":1}\n{\"cidr\":\"1.2.3.4\"}\n");
    assertThat(lines(read)).containsExactly("1.2.3.4", "1.10.16.0/20");
    assertThat(problems(read)).hasSize(2);
    assertThat(problems(read).getFirst()).startsWith("list.txt:2:").contains("no JSON");
    assertThat(problems(read).getLast()).startsWith("list.txt:3:1: none of cidr");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip,score\\n203.0.113.9,5\\n203.0.113.10,6|203.0.113.9 203.0.113.10",
        "score;network\\n5;203.0.113.0/24|203.0.113.0/24",
        "first_seen,dst_ip,port\\n\"2026-01-01\",\"203.0.113.9\",\"443\"|203.0.113.9",
        "5,203.0.113.9\\n6,203.0.113.10|203.0.113.9 203.0.113.10",
        "#remark\\nscore\\tIP\\n1\\t2001:db8::1|2001:db8::1",
      })
  void a_csv_list_says_by_its_heading_or_its_first_row_where_addresses_are(
      String text, String wanted) {
    String real = text.replace("\\n", "\n").replace("\\t", "\t");
    FeedReading.Read read = read(real);
    assertThat(read.format()).isEqualTo(FeedFormat.CSV);
    assertThat(problems(read)).isEmpty();
    assertThat(String.join(" ", lines(read))).isEqualTo(wanted);
  }

  @Test
  void a_column_may_be_named_or_counted() {
    String text = "source,victim\n203.0.113.9,192.0.2.1\n";
    for (String column : List.of("victim", "2")) {
      FeedReading.Read read =
          (FeedReading.Read) read(text, FeedFormat.AUTO, column, FeedLimits.defaults());
      assertThat(lines(read)).containsExactly("192.0.2.1");
    }
    assertThat(read(text, FeedFormat.CSV, "attacker", FeedLimits.defaults()))
        .isInstanceOfSatisfying(
            FeedReading.Refused.class,
            refused ->
                assertThat(refused.problem().toString())
                    .isEqualTo("list.txt:1:1: the column attacker is not among [source, victim]"));
  }

  @Test
  void decisions_of_crowdsec_are_bans_of_addresses_that_end() {
    FeedReading.Read read =
        read(
            """
            [{"id":1,"source":{"ip":"9.9.9.9","scope":"Ip","value":"9.9.9.9"},
              "decisions":[
               {"duration":"3h59m30.5s","scope":"Ip","type":"ban","value":"203.0.113.9","simulated":false},
               {"duration":"1h","scope":"Range","type":"ban","value":"198.51.100.0/24"},
               {"duration":"1h","scope":"Country","type":"ban","value":"XX"},
               {"duration":"1h","scope":"Ip","type":"captcha","value":"203.0.113.10"},
               {"duration":"-5m","scope":"Ip","type":"ban","value":"203.0.113.11"},
               {"duration":"1h","scope":"Ip","type":"ban","value":"203.0.113.12","simulated":true},
               {"duration":"soon","scope":"Ip","type":"ban","value":"203.0.113.13"}]}]
            """);
    assertThat(read.format()).isEqualTo(FeedFormat.CROWDSEC);
    assertThat(lines(read))
        .containsExactly(
            "198.51.100.0/24 until=2026-11-23T13:00:00Z", "203.0.113.9 until=2026-11-23T15:59:30Z");
    assertThat(read.skipped()).isEqualTo(4);
    assertThat(problems(read))
        .containsExactly("list.txt:9:57: 203.0.113.13: no duration as 3h59m: soon");
  }

  @Test
  void what_a_stream_of_decisions_took_back_is_not_blocked() {
    FeedReading.Read read =
        read(
            "{\"new\":[{\"duration\":\"1h\",\"scope\":\"ip\",\"type\":\"ban\",\"value\":\"203.0.113.9\"}],"
                + "\"deleted\":[{\"duration\":\"-1h\",\"scope\":\"ip\",\"type\":\"ban\",\"value\":\"1.2.3.4\"}]}");
    assertThat(lines(read)).containsExactly("203.0.113.9 until=2026-11-23T13:00:00Z");
    assertThat(read.skipped()).isZero();
  }

  @Test
  void decisions_of_crowdsec_as_csv_have_their_scope_in_front() {
    FeedReading.Read read =
        read(
            """
            id,source,ip,reason,action,country,as,events_count,expiration,simulated,alert_id
            7,crowdsec,Ip:203.0.113.9,ssh-bf,ban,FR,"1234 A, B",6,3h0m0s,false,9
            8,crowdsec,Range:198.51.100.0/24,x,ban,,,1,1h,false,9
            9,crowdsec,Country:FR,x,ban,,,1,1h,false,9
            10,crowdsec,Ip:2001:db8::1,x,ban,,,1,1h,false,9
            """);
    assertThat(problems(read)).isEmpty();
    assertThat(lines(read))
        .containsExactly(
            "198.51.100.0/24 until=2026-11-23T13:00:00Z",
            "203.0.113.9 until=2026-11-23T15:00:00Z",
            "2001:db8::1 until=2026-11-23T13:00:00Z");
    assertThat(read.skipped()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300.1.2.3|1:1: 300.1.2.3: not an address, network or range",
        "example.com|1:1: example.com: not an address, network or range",
        "010.0.0.1|1:1: 010.0.0.1: not an address, network or range",
        "0.0.0.0/0|1:1: 0.0.0.0/0: wider than /8, the widest that is taken from a list",
        "::/0|1:1: ::/0: wider than /19, the widest that is taken from a list",
        "::/64|1:1: ::/64: holds every IPv4 address (as ::ffff:0:0/96)",
        "10.1.2.3/8|1:1: 10.1.2.3/8: has bits behind its length; the network is 10.0.0.0/8",
        "0.0.0.0-255.255.255.255|1:1: 0.0.0.0-255.255.255.255: wider than /8, the widest that is taken from a list",
        "10.0.0.9-10.0.0.1|1:1: 10.0.0.9-10.0.0.1: the range ends before it begins",
        "10.0.0.9-::1|1:1: 10.0.0.9-::1: not an address, network or range",
        "203.0.113.1 203.0.113.9|1:13: a second address on the line; a range is written FIRST-LAST",
        "203.0.113.1,203.0.113.9|1:13: a second address on the line; a range is written FIRST-LAST",
      })
  void what_is_not_understood_is_told_with_its_place_and_the_rest_is_used(String line, String why) {
    FeedReading.Read read =
        (FeedReading.Read)
            read(line + "\n192.0.2.1\n", FeedFormat.PLAIN, "", FeedLimits.defaults());
    assertThat(problems(read)).containsExactly("list.txt:" + why);
    assertThat(lines(read)).containsExactly("192.0.2.1");
  }

  @Test
  void half_a_list_is_no_list() {
    FeedLimits small = new FeedLimits(3, 1_000, 40, 8, 19, 2);
    assertThat(read("1.1.1.1\n2.2.2.2\n3.3.3.3\n4.4.4.4\n", FeedFormat.PLAIN, "", small).toString())
        .contains("has more than 3 entries");
    assertThat(read("#".repeat(2_000), FeedFormat.PLAIN, "", small).toString())
        .contains("has more than 1,000 bytes");
    assertThat(read("[{\"value\":\"1.2.3.4\"", FeedFormat.CROWDSEC, "", small))
        .isInstanceOf(FeedReading.Refused.class);
  }

  @Test
  void a_line_that_is_too_long_is_left_out_and_problems_are_told_up_to_a_number() {
    FeedLimits small = new FeedLimits(3, 1_000, 40, 8, 19, 2);
    String text = "1.1.1.1 " + "x".repeat(50) + "\na\nb\n2.2.2.2\r\n";
    FeedReading.Read read = (FeedReading.Read) read(text, FeedFormat.PLAIN, "", small);
    assertThat(problems(read))
        .containsExactly(
            "list.txt:1:1: the line is too long",
            "list.txt:2:1: a: not an address, network or range");
    assertThat(read.problemCount()).isEqualTo(3);
    assertThat(lines(read)).containsExactly("2.2.2.2");
  }

  @Test
  void marks_of_editors_and_odd_bytes_do_no_harm() {
    FeedReading.Read read = read("\ufeff203.0.113.9\r\n203.0.113.10 # caf\u00e9\n\u0000\n");
    assertThat(lines(read)).containsExactly("203.0.113.9", "203.0.113.10");
    assertThat(read("").entries().size()).isZero();
  }

  @Test
  void no_bytes_throw() {
    Random random = new Random(4);
    String[] seeds = {
      "203.0.113.9\n",
      "ip,b\n1.2.3.4,\"x\n",
      "{\"cidr\":\"1.2.3.0/24\"}\n",
      "[{\"value\":\"1.2.3.4\",\"type\":\"ban\"}]",
      "1.2.3.4-1.2.3.9\n",
      "::ffff:1.2.3.4/120\n"
    };
    for (int round = 0; round < 4_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.append(seeds[random.nextInt(seeds.length)]);
      }
      for (int i = random.nextInt(6); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x180));
      }
      FeedFormat format = FeedFormat.values()[random.nextInt(FeedFormat.values().length)];
      String column = random.nextInt(4) == 0 ? "1" : "";
      assertThat(read(text.toString(), format, column, FeedLimits.defaults())).isNotNull();
    }
  }
}
