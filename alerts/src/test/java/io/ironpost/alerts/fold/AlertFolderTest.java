package io.ironpost.alerts.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AlertFolderTest {
  private static final String LOG = "/var/log/auth.log";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FoldWorld world = new FoldWorld();

  private void see(String group, long number) {
    world.folder.saw(Seen.line("r1", group, LOG, number));
  }

  private List<Phase> phases() {
    return world.told.stream().map(AlertUpdate::phase).toList();
  }

  @Test
  void the_first_sighting_is_told_at_once() {
    see("src_ip=192.0.2.1", 1);
    assertThat(world.told).hasSize(1);
    AlertUpdate told = world.last();
    assertThat(told.phase()).isEqualTo(Phase.OPENED);
    assertThat(told.revision()).isEqualTo(1);
    assertThat(told.group()).isEqualTo("src_ip=192.0.2.1");
    assertThat(told.host()).isEqualTo("web1");
    assertThat(told.alert().title()).isEqualTo("Title of r1");
    assertThat(told.alert().firstSeen()).isEqualTo(told.alert().lastSeen()).isPresent();
  }

  @Test
  void repeats_are_counted_and_told_ever_more_rarely() {
    for (int second = 0; second < 600; second++) {
      see("a", second + 1);
      world.pass(SECOND);
    }
    // After 1 s, then 2, 4, 8, 16, 32 and each 60.
    assertThat(world.told).hasSizeBetween(12, 16);
    assertThat(world.last().alert().count()).isGreaterThan(500);
    assertThat(world.told.stream().map(update -> update.alert().id()).distinct()).hasSize(1);
    assertThat(world.told.stream().map(AlertUpdate::revision))
        .isEqualTo(LongStream.rangeClosed(1, world.told.size()).mapToObj(n -> (int) n).toList());
  }

  @Test
  void nothing_new_is_told_when_nothing_grew() {
    see("a", 1);
    world.pass(Duration.ofSeconds(30));
    assertThat(phases()).containsExactly(Phase.OPENED);
  }

  @Test
  void after_the_window_it_closes_and_the_next_is_another_alert() {
    see("a", 1);
    see("a", 2);
    world.pass(Duration.ofSeconds(61));
    see("a", 3);
    assertThat(phases()).containsExactly(Phase.OPENED, Phase.CLOSED, Phase.OPENED);
    assertThat(world.told.get(1).alert().count()).isEqualTo(2);
    assertThat(world.last().alert().id()).isNotEqualTo(world.told.getFirst().alert().id());
    assertThat(world.folder.stats().open()).isEqualTo(1);
  }

  @Test
  void rules_and_groups_fold_by_themselves() {
    see("a", 1);
    see("b", 2);
    world.folder.saw(Seen.line("r2", "a", LOG, 3));
    assertThat(phases()).containsExactly(Phase.OPENED, Phase.OPENED, Phase.OPENED);
  }

  @Test
  void a_rise_in_severity_breaks_the_fold() {
    AlertRule low = Seen.rule("r1", Severity.LOW);
    AlertRule high = Seen.rule("r1", Severity.HIGH);
    world.folder.saw(Seen.line(low, "a", LOG, 1));
    world.folder.saw(Seen.line(high, "a", LOG, 2));
    world.folder.saw(Seen.line(low, "a", LOG, 3));
    assertThat(phases()).containsExactly(Phase.OPENED, Phase.CLOSED, Phase.OPENED);
    assertThat(world.last().alert().severity()).isEqualTo(Severity.HIGH);
    assertThat(world.folder.stats().brokenByRise()).isEqualTo(1);
    world.pass(Duration.ofMinutes(2));
    assertThat(world.last().alert().count()).isEqualTo(2);
  }

  @Test
  void a_flood_keeps_its_beginning_its_latest_lines_and_the_number_of_all() {
    for (long number = 1; number <= 5_000; number++) {
      see("a", number);
      if (number % 500 == 0) {
        world.pass(SECOND);
      }
    }
    world.pass(Duration.ofMinutes(2));
    AlertUpdate told = world.last();
    assertThat(told.alert().count()).isEqualTo(5_000);
    assertThat(told.references()).hasSize(1_000);
    assertThat(told.referencesLeftOut()).isEqualTo(4_000);
    assertThat(told.alert().evidence()).hasSize(13);
    assertThat(told.alert().evidence().getFirst().lineNumber()).isEqualTo(1);
    assertThat(told.alert().evidence().getLast().lineNumber()).isEqualTo(4_501);
  }

  @Test
  void values_of_an_entity_are_bounded() {
    for (int i = 0; i < 50; i++) {
      Seen line = Seen.line("r1", "a", LOG, i + 1);
      world.folder.saw(
          new Seen(
              line.rule(),
              "a",
              1,
              line.firstNanos(),
              line.lastNanos(),
              line.evidence(),
              Map.of("user", List.of("user" + i))));
    }
    world.pass(Duration.ofMinutes(2));
    assertThat(world.last().alert().entity("user")).hasSize(10).contains("user0");
  }

  @Test
  void beyond_the_limit_the_stalest_is_closed_and_counted() {
    FoldSettings few =
        new FoldSettings(Duration.ofMinutes(1), SECOND, Duration.ofMinutes(1), 3, 1 << 20, 10);
    FoldWorld small = new FoldWorld(few);
    for (String group : List.of("a", "b", "c", "a", "d")) {
      small.folder.saw(Seen.line("r1", group, LOG, small.told.size() + 1));
    }
    assertThat(small.last().phase()).isEqualTo(Phase.CLOSED);
    assertThat(small.last().group()).isEqualTo("b");
    assertThat(small.folder.stats().closedForRoom()).isEqualTo(1);
  }

  @Test
  void memory_is_bounded_in_bytes_too() {
    FoldSettings narrow =
        new FoldSettings(
            Duration.ofMinutes(1), SECOND, Duration.ofMinutes(1), 1_000, 100_000, 1_000);
    FoldWorld small = new FoldWorld(narrow);
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      small.folder.saw(Seen.line("r1", "group" + random.nextInt(1_000), LOG, i + 1));
      assertThat(small.folder.stats().bytes()).isBetween(0L, 100_000L);
    }
    small.pass(Duration.ofMinutes(2));
    assertThat(small.folder.stats().bytes()).isZero();
    assertThat(small.books().delivered()).isEqualTo(20_000);
  }

  @Test
  void without_room_for_lines_alerts_stay_open_and_count() {
    FoldSettings narrow =
        new FoldSettings(
            Duration.ofMinutes(1), SECOND, Duration.ofMinutes(1), 1_000, 200_000, 1_000);
    FoldWorld small = new FoldWorld(narrow);
    for (int i = 0; i < 20_000; i++) {
      small.folder.saw(Seen.line("r1", "group" + i % 100, LOG, i + 1));
    }
    assertThat(small.told).hasSize(100);
    small.pass(Duration.ofMinutes(2));
    assertThat(small.last().alert().count()).isEqualTo(200);
    assertThat(small.last().references().size() + small.last().referencesLeftOut()).isEqualTo(200);
  }

  @Test
  void the_books_balance_when_all_is_told() {
    see("a", 1);
    see("a", 2);
    assertThat(world.books().inFlight()).isEqualTo(1);
    world.pass(Duration.ofMinutes(2));
    assertThat(world.books().inFlight()).isZero();
    assertThat(world.books().delivered()).isEqualTo(2);
  }

  @Test
  void a_silenced_alert_is_told_with_its_silence_and_opens_anew_when_that_ends() {
    String[] silence = {"s1"};
    FoldWorld quiet =
        new FoldWorld(
            FoldSettings.defaults(),
            Rereads.ALL,
            (_, _) -> silence[0],
            new Duration[] {Duration.ZERO});
    quiet.folder.saw(Seen.line("r1", "a", LOG, 1));
    assertThat(quiet.last().silencedBy()).isEqualTo("s1");
    silence[0] = "";
    quiet.pass(SECOND);
    quiet.folder.saw(Seen.line("r1", "a", LOG, 2));
    assertThat(quiet.told.stream().map(AlertUpdate::phase))
        .containsExactly(Phase.OPENED, Phase.CLOSED, Phase.OPENED);
    assertThat(quiet.told.get(1).silencedBy()).isEqualTo("s1");
    assertThat(quiet.last().silencedBy()).isEmpty();
  }

  /// Another run of the same lines gives the same id, and a receiver whose offsets begin anew does
  /// not give an old one.
  @Test
  void ids_are_stable_where_lines_come_again_and_new_where_they_do_not() {
    Set<String> files = new HashSet<>();
    Set<String> datagrams = new HashSet<>();
    for (int run = 0; run < 3; run++) {
      Duration[] passed = {Duration.ofSeconds(run)};
      FoldWorld each = new FoldWorld(FoldSettings.defaults(), LOG::equals, Hush.NONE, passed);
      each.folder.saw(Seen.line("r1", "a", LOG, 1));
      files.add(each.last().alert().id());
      each.folder.saw(Seen.line("r1", "b", "syslog-udp", 1));
      datagrams.add(each.last().alert().id());
    }
    assertThat(files).hasSize(1);
    assertThat(datagrams).hasSize(3);
  }

  @Test
  void a_datagram_that_looks_like_one_told_before_the_crash_is_counted() {
    Duration[] passed = {Duration.ZERO};
    FoldWorld before = new FoldWorld(FoldSettings.defaults(), LOG::equals, Hush.NONE, passed);
    byte[] snapshot = before.folder.snapshot();
    before.folder.saw(Seen.line("r1", "a", "syslog-udp", 1));
    before.folder.saw(Seen.line("r1", "b", LOG, 1));
    FoldWorld after = new FoldWorld(FoldSettings.defaults(), LOG::equals, Hush.NONE, passed);
    after.folder.restore(snapshot);
    before.told.forEach(after.folder::alreadyTold);
    after.folder.saw(Seen.line("r1", "a", "syslog-udp", 1));
    after.folder.saw(Seen.line("r1", "b", LOG, 1));
    after.pass(Duration.ofMinutes(2));
    assertThat(after.told)
        .extracting(AlertUpdate::group, update -> update.alert().count())
        .containsExactlyInAnyOrder(tuple("a", 2L), tuple("b", 1L));
  }

  @Test
  void a_snapshot_is_the_same_after_it_was_brought_back() {
    for (int i = 0; i < 300; i++) {
      see("group" + i % 7, i + 1);
    }
    byte[] snapshot = world.folder.snapshot();
    FoldWorld other = new FoldWorld();
    other.folder.restore(snapshot);
    assertThat(other.folder.snapshot()).isEqualTo(snapshot);
    assertThat(other.folder.stats().bytes()).isEqualTo(world.folder.stats().bytes());
  }

  @Test
  void a_damaged_snapshot_is_refused_and_nothing_of_it_is_taken() {
    see("a", 1);
    byte[] snapshot = world.folder.snapshot();
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(snapshot, random.nextInt(snapshot.length + 1));
      if (damaged.length == snapshot.length) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      FoldWorld other = new FoldWorld();
      assertThatThrownBy(() -> other.folder.restore(damaged))
          .isInstanceOf(UnreadableFoldsException.class);
      assertThat(other.folder.stats().open()).isZero();
    }
  }

  @Test
  void debts_that_are_never_paid_swallow_nothing_for_ever() {
    Duration[] passed = {Duration.ZERO};
    FoldSettings blind =
        new FoldSettings(SECOND, SECOND, SECOND, 10, 1 << 20, 0); // no places: numbers decide
    FoldWorld before = new FoldWorld(blind, Rereads.ALL, Hush.NONE, passed);
    byte[] snapshot = before.folder.snapshot();
    before.folder.saw(Seen.line("r1", "a", LOG, 1)); // and then its file is removed
    FoldWorld after = new FoldWorld(blind, Rereads.ALL, Hush.NONE, passed);
    after.folder.restore(snapshot);
    before.told.forEach(after.folder::alreadyTold);
    after.pass(Debts.KEPT.plusSeconds(1));
    after.folder.saw(Seen.line("r1", "a", LOG, 2));
    assertThat(after.last().phase()).isEqualTo(Phase.OPENED);
  }
}
