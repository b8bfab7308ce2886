package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.Order;
import io.ironpost.response.journal.ActionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireRoutesTest {
  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private ControlClient.Response post(String body, String... path) {
    return desk.client.post(Target.of(path), body);
  }

  @Test
  void actions_are_asked_for_by_state_and_target() {
    JsonValue answer =
        desk.client
            .get(
                Target.of("actions")
                    .with("state", "waiting,undone")
                    .with("target", "203.0.113.9")
                    .with("limit", "5"))
            .json();
    var query = desk.wire.queries.getFirst();
    assertThat(query.states()).containsExactlyInAnyOrder(ActionState.WAITING, ActionState.UNDONE);
    assertThat(query.target()).isEqualTo("203.0.113.9");
    assertThat(query.most()).isEqualTo(5);
    JsonValue first = answer.get("actions").items().getFirst();
    assertThat(first.get("cause").text()).isEqualTo("policy");
    assertThat(first.get("rule").text()).isEqualTo("SSH brute force");
    assertThat(first.get("duration_seconds").whole()).isEqualTo(3_600);
    desk.client.get(Target.of("actions").with("state", "open"));
    assertThat(desk.wire.queries.getLast().states())
        .containsExactlyInAnyOrder(
            ActionState.PROPOSED, ActionState.WAITING, ActionState.APPLIED, ActionState.FAILED);
    assertThat(desk.client.get(Target.of("actions").with("state", "applied,gone")).status())
        .isEqualTo(400);
  }

  @Test
  void a_person_blocks_an_address_and_is_told_what_to_know() {
    ControlClient.Response answer =
        post(
            "{\"address\":\"203.0.113.9\",\"duration_seconds\":60,\"by\":\"alice\",\"reason\":\"scan\"}",
            "actions");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().get("warnings").items().getFirst().text())
        .isEqualTo("the disk is full");
    assertThat(answer.json().get("action").get("by").text()).isEqualTo("alice");
    assertThat(desk.wire.orders)
        .containsExactly(
            new Order.Block(FakeWire.ATTACKER, Duration.ofMinutes(1), FakeWire.alice(), "scan"));
  }

  @Test
  void a_dry_run_is_an_order_of_its_own() {
    ControlClient.Response answer =
        post(
            "{\"address\":\"203.0.113.9\",\"by\":\"alice\",\"dry_run\":true}",
            "blocklist",
            "unblock");
    assertThat(answer.json().get("result").text()).isEqualTo("would");
    assertThat(desk.wire.orders)
        .containsExactly(
            new Order.DryRun(new Order.Unblock(FakeWire.ATTACKER, FakeWire.alice(), "")));
  }

  @Test
  void every_ground_of_a_refusal_has_its_status() {
    String by = "{\"by\":\"alice\"}";
    String mine = "{\"address\":\"192.0.2.1\",\"duration_seconds\":60,\"by\":\"alice\"}";
    assertThat(post(mine, "actions").status()).isEqualTo(422);
    assertThat(post(mine, "actions").text()).contains("it is your own address");
    assertThat(post(by, "actions", "none", "undo").status()).isEqualTo(404);
    assertThat(post(by, "actions", "k7f3", "deny").status()).isEqualTo(422);
    assertThat(post("{\"address\":\"1.1.1.1\",\"by\":\"a\"}", "blocklist", "unblock").status())
        .isEqualTo(503);
  }

  @Test
  void every_fault_of_an_order_is_told_at_once() {
    ControlClient.Response answer =
        post("{\"address\":\"nobody\",\"duration_seconds\":0,\"dry_run\":1,\"x\":1}", "actions");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("problems").items().stream().map(JsonValue::text))
        .containsExactlyInAnyOrder(
            "address: must be an address or a network as 203.0.113.0/24",
            "duration_seconds: must be a whole number from 1 to 316224000",
            "by: is missing",
            "dry_run: must be true or false",
            "x: there is no such property");
  }

  @Test
  void an_order_of_nobody_is_refused() {
    String order = "{\"address\":\"192.0.2.9\",\"duration_seconds\":60,\"by\":null}";
    assertThat(post(order, "actions").status()).isEqualTo(400);
    assertThat(post(order, "actions").text()).contains("by: is missing");
    assertThat(desk.wire.orders).isEmpty();
  }

  @Test
  void a_network_with_bits_behind_its_length_is_asked_back() {
    String order = "{\"address\":\"10.1.2.3/8\",\"duration_seconds\":60,\"by\":\"alice\"}";
    assertThat(post(order, "actions").text()).contains("the network is 10.0.0.0/8");
    assertThat(desk.wire.orders).isEmpty();
  }

  @Test
  void the_blocklist_says_who_is_blocked_until_when_why_and_how_often_it_mattered() {
    JsonValue all = desk.client.get(Target.of("blocklist")).json();
    assertThat(all.get("blocks").items()).hasSize(2);
    JsonValue first = all.get("blocks").items().getFirst();
    assertThat(first.get("address").text()).isEqualTo("203.0.113.9");
    assertThat(first.get("dropped").whole()).isEqualTo(42);
    assertThat(first.get("until").text())
        .isEqualTo(FakeWire.NOW.plus(Duration.ofHours(1)).toString());
    assertThat(first.get("action").get("policy").text()).isEqualTo("ssh");
    assertThat(all.get("blocks").items().getLast().get("until")).isEqualTo(new JsonValue.Nothing());
    JsonValue one = desk.client.get(Target.of("blocklist").with("address", "198.51.100.77")).json();
    assertThat(one.get("blocks").items()).hasSize(1);
    assertThat(one.get("feeds").items()).isEmpty();
  }

  @Test
  void a_feed_comes_in_parts_and_holds_when_it_is_committed() {
    desk.wire.blocklist.allow(List.of(IpPrefix.of("10.0.0.1").orElseThrow()));
    String id = begin("drop");
    add(id, "203.0.113.0/24", "10.0.0.0/24");
    add(id, "2001:db8::1 until=2126-01-01T00:00:00Z");
    assertThat(desk.client.get(Target.of("blocklist")).json().get("feeds").items()).isEmpty();
    JsonValue made = post("", "blocklist", "imports", id, "commit").json();
    assertThat(made.get("in_force").isTrue()).isTrue();
    assertThat(made.get("feed").get("entries").whole()).isEqualTo(3);
    assertThat(made.get("feed").get("left_out_first").items().getFirst().text())
        .isEqualTo("10.0.0.0/24");
    JsonValue holding =
        desk.client.get(Target.of("blocklist").with("address", "203.0.113.80")).json();
    assertThat(holding.get("feeds").items().getFirst().get("name").text()).isEqualTo("drop");
    assertThat(holding.get("room").get("feed_entries").whole()).isEqualTo(2);
    assertThat(desk.client.delete(Target.of("blocklist", "feeds", "drop")).status()).isEqualTo(200);
    assertThat(desk.client.delete(Target.of("blocklist", "feeds", "drop")).status()).isEqualTo(404);
  }

  private String begin(String name) {
    ControlClient.Response answer =
        post(
            "{\"name\":\"%s\",\"source\":\"x\",\"by\":\"alice\"}".formatted(name),
            "blocklist",
            "imports");
    return answer.json().get("id").text();
  }

  private void add(String id, String... entries) {
    String body = "{\"entries\":[\"" + String.join("\",\"", entries) + "\"]}";
    assertThat(post(body, "blocklist", "imports", id, "entries").status()).isEqualTo(200);
  }

  @Test
  void an_import_with_a_fault_is_refused_as_a_whole_and_is_over() {
    String id = begin("drop");
    add(id, "203.0.113.1", "0.0.0.0/0");
    ControlClient.Response answer = post("", "blocklist", "imports", id, "commit");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("drop:2:1: 0.0.0.0/0");
    assertThat(post("", "blocklist", "imports", id, "commit").status()).isEqualTo(404);
  }

  @Test
  void more_entries_than_there_is_room_for_end_an_import() {
    String id = begin("big");
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      entries.add("\"10.0.%d.%d\"".formatted(i / 128, i % 128 * 2));
    }
    String body = "{\"entries\":[" + String.join(",", entries) + "]}";
    ControlClient.Response answer = post(body, "blocklist", "imports", id, "entries");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("more than 1,000 entries");
    assertThat(post("", "blocklist", "imports", id, "commit").status()).isEqualTo(404);
  }

  @Test
  void imports_do_not_pile_up() {
    begin("a");
    String second = begin("b");
    assertThat(
            post("{\"name\":\"c\",\"source\":\"x\",\"by\":\"a\"}", "blocklist", "imports").status())
        .isEqualTo(503);
    assertThat(desk.client.delete(Target.of("blocklist", "imports", second)).status())
        .isEqualTo(200);
    assertThat(begin("c")).isNotEmpty();
  }

  @Test
  void a_name_that_is_no_name_is_refused() {
    assertThat(
            post("{\"name\":\"../etc\",\"source\":\"x\",\"by\":\"a\"}", "blocklist", "imports")
                .text())
        .contains("name: must be of small letters");
    assertThat(desk.client.delete(Target.of("blocklist", "feeds", "..")).status()).isEqualTo(404);
  }

  @Test
  void the_wire_is_shown_by_interface_protocol_and_verdict() {
    JsonValue stats = desk.client.get(Target.of("net", "stats")).json();
    JsonValue one = stats.get("interfaces").items().getFirst();
    assertThat(one.get("mode").text()).isEqualTo("skb");
    assertThat(one.get("total").get("packets").whole()).isEqualTo(20);
    assertThat(one.get("verdicts").get("blocked").get("bytes").whole()).isEqualTo(1_000);
    assertThat(stats.get("events").get("lost").whole()).isEqualTo(1);
    assertThat(stats.get("reason").text()).isEqualTo("eth0: generic mode");
    JsonValue flow =
        desk.client.get(Target.of("net", "flows")).json().get("flows").items().getFirst();
    assertThat(flow.get("verdict").text()).isEqualTo("blocked");
    assertThat(flow.get("opener").text()).isEqualTo("203.0.113.9");
  }

  @Test
  void a_program_without_the_wire_says_so() {
    WireControls none = WireControls.none(() -> FakeWire.NOW);
    assertThat(none.net().view().health().reason()).contains("without the wire");
    assertThat(none.net().flows(1)).isEmpty();
    assertThat(none.net().kernel()).isEmpty();
    assertThat(none.actions().action("x")).isEmpty();
  }
}
