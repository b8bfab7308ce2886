package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResponseCommandsTest {
  private static final String ACTION =
      """
      {"id":"k7f3","state":"applied","mode":"enforce","kind":"block_address","target":"203.0.113.9",\
      "cause":"policy","policy":"ssh","alert_id":"a-1","trace_id":"t-1","rule":"SSH \\u001b[31mforce",\
      "severity":"medium","duration_seconds":3600,"until":"2026-11-23T13:00:00.5Z",\
      "made_at":"2026-11-23T12:00:00Z","changed_at":"2026-11-23T12:00:00Z","said":"blocked"}\
      """;

  private static final String DONE =
      "{\"result\":\"done\",\"action\":%s,\"said\":\"blocked\",\"warnings\":[\"the disk is full\"]}"
          .formatted(ACTION);

  private static final String NOT_BLOCKED =
      "{\"blocks\":[],\"feeds\":[],\"room\":{},\"health\":\"up\",\"reason\":\"\"}";

  private static final String BLOCKLIST =
      """
      {"blocks":[{"address":"203.0.113.9","until":"2026-11-23T13:00:00Z","dropped":42,"action":%s},\
      {"address":"198.51.100.0/24","dropped":0}],\
      "feeds":[{"name":"drop","entries":1200,"left_out":7,"left_out_first":["10.0.0.0/8"],\
      "source":"drop.txt","by":"alice","imported_at":"2026-11-23T10:00:00Z"}],\
      "room":{},"health":"degraded","reason":"no native mode"}\
      """
          .formatted(ACTION);

  @TempDir Path folder;
  private CannedDaemon daemon;

  @BeforeEach
  void open() throws IOException {
    daemon = new CannedDaemon(folder);
  }

  @AfterEach
  void close() throws IOException {
    daemon.close();
  }

  private Ran people(String... arguments) {
    Map<String, String> wide = Map.of("COLUMNS", "120", "NO_COLOR", "1");
    return Ran.in(FakeTerminal.forPeople(wide), daemon.with(arguments));
  }

  @Test
  void a_block_says_who_how_long_and_why_and_is_told_what_to_know() {
    daemon.answers("POST /actions", "201 " + DONE);
    Ran ran = people("block", "203.0.113.9", "--for", "2h", "--reason", "scan", "--by", "bob");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo("203.0.113.9: applied (action k7f3). blocked\nnote: the disk is full\n");
    assertThat(daemon.asked.getFirst())
        .startsWith("POST /actions {")
        .contains(
            "\"address\":\"203.0.113.9\"",
            "\"duration_seconds\":7200",
            "\"by\":\"bob\"",
            "\"reason\":\"scan\"",
            "\"dry_run\":false");
  }

  @Test
  void in_a_pipe_a_block_is_a_line_of_json() {
    daemon.answers("POST /actions", "201 " + DONE);
    Ran ran = daemon.ask("block", "203.0.113.9");
    assertThat(ran.out()).startsWith("{\"result\":\"done\",\"action\":{\"id\":\"k7f3\"");
    assertThat(daemon.asked.getFirst()).contains("\"duration_seconds\":3600");
  }

  @Test
  void a_refused_block_says_why_and_ends_with_2() {
    daemon.answers(
        "POST /actions",
        "422 {\"title\":\"This is not done.\",\"problems\":[\"192.0.2.1 is your own address\"]}");
    Ran ran = daemon.ask("block", "192.0.2.1");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("This is not done.", "192.0.2.1 is your own address");
  }

  @Test
  void a_block_that_nobody_can_do_ends_with_4() {
    daemon.answers(
        "POST /actions",
        "503 {\"title\":\"This cannot be had now.\",\"detail\":\"packets are not guarded\"}");
    Ran ran = daemon.ask("block", "203.0.113.9");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("This cannot be had now: packets are not guarded");
  }

  @Test
  void what_is_no_address_or_no_time_needs_no_daemon() {
    assertThat(daemon.ask("block", "example.com").err()).contains("names are not looked up");
    assertThat(daemon.ask("block", "1.2.3.4", "--for", "long").err()).contains("--for takes");
    assertThat(daemon.ask("block", "1.2.3.4", "--for", "10ms").exit()).isEqualTo(2);
    assertThat(daemon.ask("blocklist", "list", "x").exit()).isEqualTo(2);
    assertThat(daemon.asked).isEmpty();
  }

  @Test
  void unblocking_says_what_still_blocks() {
    daemon
        .answers("POST /blocklist/unblock", DONE)
        .answers("GET /blocklist?address=203.0.113.9", BLOCKLIST);
    Ran ran = people("unblock", "203.0.113.9");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("still blocked by 198.51.100.0/24", "by the list drop");
  }

  @Test
  void a_dry_run_says_what_would_be() {
    daemon
        .answers(
            "POST /blocklist/unblock",
            "{\"result\":\"would\",\"said\":\"it would pass again\",\"warnings\":[]}")
        .answers("GET /blocklist?address=203.0.113.9", NOT_BLOCKED);
    Ran ran = people("unblock", "203.0.113.9", "--dry-run");
    assertThat(ran.err()).isEqualTo("nothing done: it would pass again\n");
    assertThat(daemon.asked.getFirst()).contains("\"dry_run\":true");
  }

  @Test
  void the_blocklist_has_addresses_and_lists() {
    daemon.answers("GET /blocklist", BLOCKLIST);
    Ran table = people("blocklist", "list");
    assertThat(table.out())
        .contains("203.0.113.9", "policy ssh", "198.51.100.0/24", "drop.txt, by alice", "1200");
    assertThat(table.out()).doesNotContain("\u001b").contains("DROPPED");
    assertThat(table.err())
        .contains("no native mode", "drop: 7 of its entries not blocked", "10.0.0.0/8 and 6 more");
    Ran lines = daemon.ask("blocklist", "list");
    assertThat(lines.out().lines()).hasSize(3);
    assertThat(daemon.ask("blocklist", "list", "-o", "csv").out())
        .startsWith("kind,blocked,entries,source,until,dropped");
    assertThat(daemon.ask("blocklist", "list", "-o", "json").out()).contains("\"room\"");
  }

  @Test
  void actions_are_listed_for_people_and_for_programs() {
    daemon.answers("GET /actions?state=open&limit=50", "{\"actions\":[%s]}".formatted(ACTION));
    Ran table = people("actions", "list", "--state", "open");
    assertThat(table.out())
        .contains(
            "k7f3", "applied", "203.0.113.9", "2026-11-23T13:00:00Z", "(medium)", "policy ssh")
        .doesNotContain("\u001b");
    assertThat(daemon.ask("actions", "list", "--state", "open").out())
        .contains("\"alert_id\":\"a-1\"", "\\u001b[31m");
  }

  @Test
  void an_action_is_shown_whole() {
    daemon.answers("GET /actions/k7f3", ACTION);
    Ran ran = people("actions", "show", "k7f3");
    assertThat(ran.out())
        .startsWith("block address 203.0.113.9: applied\n")
        .contains("lasts  1h", "alert  a-1", "mode   enforce");
    assertThat(daemon.ask("actions", "show", "none").exit()).isEqualTo(2);
  }

  @Test
  void actions_are_undone_denied_and_approved() {
    daemon
        .answers("POST /actions/k7f3/undo", DONE)
        .answers("POST /actions/k7f3/deny", DONE)
        .answers("POST /actions/k7f3/approve", DONE)
        .answers(
            "POST /actions/k7f4/approve", "422 {\"title\":\"no\",\"problems\":[\"it lapsed\"]}")
        .answers(
            "GET /actions?state=waiting&limit=10000",
            "{\"actions\":[{\"id\":\"k7f4\"},{\"id\":\"k7f3\"}]}");
    assertThat(daemon.ask("actions", "undo", "k7f3").exit()).isZero();
    assertThat(daemon.ask("actions", "deny", "k7f3").exit()).isZero();
    assertThat(daemon.ask("actions", "approve", "k7f3").exit()).isZero();
    Ran all = people("actions", "approve", "--all");
    assertThat(all.exit()).isEqualTo(2);
    assertThat(all.err()).contains("k7f4: no", "it lapsed", "k7f3");
    assertThat(daemon.ask("actions", "approve").exit()).isEqualTo(2);
    assertThat(daemon.ask("actions", "approve", "k7f3", "--all").exit()).isEqualTo(2);
  }

  @Test
  void a_list_is_read_here_and_brought_in_parts() throws IOException {
    StringBuilder text = new StringBuilder("# list\nnobody\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("10.%d.%d.1\n".formatted(i / 250, i % 250));
    }
    Path list = Files.writeString(folder.resolve("list.txt"), text);
    daemon
        .answers("POST /blocklist/imports", "201 {\"id\":\"7\"}")
        .answers("POST /blocklist/imports/7/entries", "{\"taken\":1}")
        .answers(
            "POST /blocklist/imports/7/commit",
            "{\"feed\":{\"name\":\"bad\",\"left_out\":1,\"left_out_first\":[\"10.0.0.1\"]},"
                + "\"in_force\":true,\"why_not\":\"\"}");
    Ran ran = people("blocklist", "import", list.toString(), "--name", "bad", "--expires", "7d");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains(
            "list.txt:2:1: nobody: not an address, network or range",
            "bad: 5,000 entries (plain), 1 not understood and left out",
            "not blocked because of the allowlist: 10.0.0.1",
            "blocked\n");
    assertThat(daemon.asked.getFirst()).contains("\"valid_seconds\":604800");
    assertThat(daemon.asked.stream().filter(one -> one.contains("/entries")))
        .hasSize(2)
        .allMatch(one -> one.length() < 60_000);
  }

  @Test
  void a_list_that_is_kept_but_not_in_force_ends_with_4() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "1.2.3.4\n");
    daemon
        .answers("POST /blocklist/imports", "201 {\"id\":\"7\"}")
        .answers("POST /blocklist/imports/7/entries", "{\"taken\":1}")
        .answers(
            "POST /blocklist/imports/7/commit",
            "{\"feed\":{\"left_out\":0},\"in_force\":false,\"why_not\":\"no CAP_BPF\"}");
    Ran ran = people("blocklist", "import", list.toString(), "--name", "bad");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("kept, but not blocked yet: no CAP_BPF");
  }

  @Test
  void what_is_wrong_with_a_list_is_told_before_a_daemon_is_asked() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "1.2.3.4\nnobody\n");
    String file = list.toString();
    Ran strict = daemon.ask("blocklist", "import", file, "--name", "bad", "--strict");
    assertThat(strict.exit()).isEqualTo(2);
    assertThat(strict.err()).contains("list.txt:2:1:", "nothing changed");
    assertThat(daemon.ask("blocklist", "import", file, "--name", "B A D").exit()).isEqualTo(2);
    assertThat(daemon.ask("blocklist", "import", file).err()).contains("--name");
    assertThat(daemon.ask("blocklist", "import", file, "--name", "a", "--format", "x").err())
        .contains("auto, plain, csv, json-lines, crowdsec");
    assertThat(daemon.ask("blocklist", "import", folder + "/none", "--name", "a").exit())
        .isEqualTo(4);
    Ran dry = daemon.ask("blocklist", "import", file, "--name", "a", "--dry-run");
    assertThat(dry.exit()).isZero();
    assertThat(dry.err()).contains("a: 1 entries (plain), 1 not understood and left out");
    assertThat(daemon.asked).isEmpty();
  }

  @Test
  void a_refused_import_is_given_up() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "1.2.3.4\n");
    daemon
        .answers("POST /blocklist/imports", "201 {\"id\":\"7\"}")
        .answers("POST /blocklist/imports/7/entries", "{\"taken\":1}")
        .answers(
            "POST /blocklist/imports/7/commit",
            "422 {\"title\":\"The feed is not imported.\",\"problems\":[\"no room\"]}");
    Ran ran = daemon.ask("blocklist", "import", list.toString(), "--name", "bad");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(daemon.asked.getLast()).isEqualTo("DELETE /blocklist/imports/7");
  }

  @Test
  void a_list_is_removed() {
    daemon.answers("DELETE /blocklist/feeds/bad", "{\"in_force\":true,\"why_not\":\"\"}");
    assertThat(daemon.ask("blocklist", "remove", "bad").err()).isEqualTo("removed bad\n");
    assertThat(daemon.ask("blocklist", "remove", "none").exit()).isEqualTo(2);
  }
}
