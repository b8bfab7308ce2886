package io.ironpost.ebpf.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.action.Effect;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocklistTest {
  @TempDir Path folder;
  private final HandClock hand = new HandClock();
  private final FakeTable table = new FakeTable(hand.clock);

  private Blocklist blocklist() {
    return blocklist(FeedLimits.of(100));
  }

  private Blocklist blocklist(FeedLimits limits) {
    FeedStore store = new FeedStore(new LocalDisk(), folder.resolve("blocklists"), limits);
    return new Blocklist(store, table, hand.clock, limits);
  }

  private ImportResult bring(Blocklist list, String name, Instant until, String... entries) {
    FeedOrigin origin =
        new FeedOrigin(new FeedName(name), "/tmp/list\nof.txt", "alice", hand.now(), until);
    FeedImport feed = list.begin(origin);
    assertThat(feed.add(List.of(entries))).isEmpty();
    return list.commit(feed);
  }

  private static List<IpPrefix> prefixes(String text) {
    return List.of(IpPrefix.of(text).orElseThrow());
  }

  @Test
  void a_feed_is_blocked_and_is_blocked_after_a_restart() {
    bring(blocklist(), "drop", Instant.MAX, "203.0.113.0/24", "2001:db8::1");
    assertThat(table.drops("203.0.113.77")).isTrue();
    assertThat(table.drops("2001:db8::1")).isTrue();
    assertThat(table.drops("203.0.114.1")).isFalse();
    table.feeds.clear();
    Blocklist again = blocklist();
    again.load(List.of());
    assertThat(table.drops("203.0.113.77")).isTrue();
    Feed feed = again.feeds().getFirst();
    assertThat(feed.origin().source()).isEqualTo("/tmp/list of.txt");
    assertThat(feed.origin().by()).isEqualTo("alice");
    assertThat(feed.origin().importedAt()).isEqualTo(HandClock.START);
    assertThat(feed.entries()).isEqualTo(2);
    assertThat(again.health()).isEqualTo(new Health.Up());
  }

  @Test
  void feeds_of_an_earlier_life_hold_until_the_feeds_are_read_and_not_longer() {
    table.takeOver("203.0.113.0/24");
    Blocklist list = blocklist();
    list.tableIsNew();
    assertThat(table.drops("203.0.113.77")).isTrue();
    list.load(List.of());
    assertThat(table.drops("203.0.113.77")).isFalse();
    assertThat(list.health()).isEqualTo(new Health.Up());
  }

  @Test
  void feeds_of_an_earlier_life_go_also_when_the_feeds_were_read_first() {
    Blocklist list = blocklist();
    list.load(List.of());
    table.takeOver("203.0.113.0/24");
    list.tableIsNew();
    assertThat(table.drops("203.0.113.77")).isFalse();
    assertThat(list.renew()).isEqualTo(new Effect.AlreadySo());
  }

  @Test
  void feeds_overlap_and_one_goes_without_the_other() {
    Blocklist list = blocklist();
    bring(list, "a", Instant.MAX, "203.0.113.0/24", "198.51.100.1");
    bring(list, "b", Instant.MAX, "203.0.113.7");
    assertThat(table.feedSize()).isEqualTo(2);
    assertThat(list.holding(IpPrefix.of("203.0.113.7").orElseThrow()))
        .containsExactly(new FeedName("a"), new FeedName("b"));
    assertThat(list.remove(new FeedName("a"))).contains(new Effect.Done());
    assertThat(table.drops("203.0.113.7")).isTrue();
    assertThat(table.drops("203.0.113.8")).isFalse();
    assertThat(list.remove(new FeedName("a"))).isEmpty();
    assertThat(folder.resolve("blocklists/a.txt")).doesNotExist();
  }

  @Test
  void what_touches_the_allowlist_is_left_out_until_it_is_no_longer_allowed() {
    Blocklist list = blocklist();
    list.allow(prefixes("203.0.113.7"));
    ImportResult result = bring(list, "a", Instant.MAX, "203.0.113.0/24", "198.51.100.1");
    assertThat(result)
        .isInstanceOfSatisfying(
            ImportResult.Imported.class,
            made -> {
              assertThat(made.feed().leftOut()).isEqualTo(1);
              assertThat(made.feed().leftOutFirst()).isEqualTo(prefixes("203.0.113.0/24"));
            });
    assertThat(table.drops("203.0.113.9")).isFalse();
    assertThat(table.drops("198.51.100.1")).isTrue();
    list.allow(List.of());
    assertThat(table.drops("203.0.113.9")).isTrue();
    assertThat(list.allow(List.of())).isEqualTo(new Effect.AlreadySo());
  }

  @Test
  void a_feed_ends_in_the_kernel_and_is_forgotten_here() {
    Blocklist list = blocklist();
    bring(
        list,
        "a",
        hand.now().plusSeconds(60),
        "203.0.113.7",
        "203.0.113.9 until=2026-11-23T12:00:30Z");
    assertThat(table.drops("203.0.113.9")).isTrue();
    hand.pass(Duration.ofSeconds(31));
    assertThat(table.drops("203.0.113.9")).isFalse();
    assertThat(table.drops("203.0.113.7")).isTrue();
    hand.pass(Duration.ofSeconds(30));
    assertThat(table.drops("203.0.113.7")).isFalse();
    list.forgetEnded();
    assertThat(list.feeds()).isEmpty();
    assertThat(table.feedSize()).isZero();
  }

  @Test
  void without_an_engine_a_feed_is_kept_and_holds_when_there_is_one() {
    table.broken = "no CAP_BPF";
    Blocklist list = blocklist();
    assertThat(bring(list, "a", Instant.MAX, "203.0.113.7"))
        .isInstanceOfSatisfying(
            ImportResult.Imported.class,
            made -> assertThat(made.effect()).isEqualTo(new Effect.Failed("no CAP_BPF")));
    assertThat(list.health()).isEqualTo(new Health.Degraded("feeds are not blocked: no CAP_BPF"));
    table.broken = "";
    list.renew();
    assertThat(table.drops("203.0.113.7")).isTrue();
    assertThat(list.health()).isEqualTo(new Health.Up());
  }

  @Test
  void a_feed_that_the_table_never_takes_leaves_the_old_one() {
    Blocklist list = blocklist();
    bring(list, "a", Instant.MAX, "203.0.113.7");
    table.room = 1;
    assertThat(bring(list, "a", Instant.MAX, "1.1.1.1", "3.3.3.3"))
        .isEqualTo(new ImportResult.Refused(List.of("the table has room for 1")));
    assertThat(bring(list, "b", Instant.MAX, "1.1.1.1"))
        .isEqualTo(new ImportResult.Refused(List.of("the table has room for 1")));
    assertThat(table.drops("203.0.113.7")).isTrue();
    assertThat(list.feeds()).hasSize(1);
    assertThat(folder.resolve("blocklists/b.txt")).doesNotExist();
  }

  @Test
  void all_feeds_together_have_a_limit() {
    Blocklist list = blocklist(FeedLimits.of(3));
    bring(list, "a", Instant.MAX, "1.1.1.1", "3.3.3.3");
    assertThat(bring(list, "b", Instant.MAX, "5.5.5.5", "7.7.7.7").toString())
        .contains("it has 2 entries and there is room for 1");
    assertThat(bring(list, "a", Instant.MAX, "5.5.5.5", "7.7.7.7", "9.9.9.9"))
        .isInstanceOf(ImportResult.Imported.class);
  }

  @Test
  void an_import_with_a_fault_or_without_an_entry_changes_nothing() {
    Blocklist list = blocklist();
    assertThat(bring(list, "a", Instant.MAX, "1.1.1.1", "0.0.0.0/0").toString()).contains("a:2:1:");
    assertThat(bring(list, "a", Instant.MAX, "1.1.1.1 until=2020-01-01T00:00:00Z").toString())
        .contains("not one entry");
    assertThat(bring(list, "a", Instant.MAX, "1.1.1.1 until=soon").toString()).contains("a:1:15:");
    assertThat(list.feeds()).isEmpty();
  }

  @Test
  void a_damaged_file_is_told_and_its_good_lines_are_used() throws IOException {
    bring(blocklist(), "a", Instant.MAX, "1.1.1.1");
    Files.writeString(folder.resolve("blocklists/b.txt"), "3.3.3.3\nrubbish\n");
    Files.writeString(folder.resolve("blocklists/Not A Feed.txt"), "rubbish\n");
    Blocklist list = blocklist();
    list.load(List.of());
    assertThat(list.feeds()).hasSize(2);
    assertThat(table.drops("3.3.3.3")).isTrue();
    assertThat(list.health().reason()).startsWith("a feed was damaged: b:2:1: rubbish");
  }

  @Test
  void names_are_files_everywhere() {
    for (String name : List.of("", "..", "a/b", "A", "a b", ".a", "a.txt", "x".repeat(65))) {
      assertThat(FeedName.isOne(name)).as(name).isFalse();
    }
    assertThat(FeedName.isOne("firehol_level1-2")).isTrue();
  }
}
