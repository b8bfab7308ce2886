package io.ironpost.alerts.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.format.NativeJson;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random lines of several sources, crashes at random moments, the sources read again in another
/// order, time that passes meanwhile: every event stands in exactly one alert, once.
class CrashTest {
  private static final int ROUNDS = 25;

  /// What survives a crash: the spool as far as it was durable, and the checkpoint.
  private static final class Machine {
    private final Random random;
    private final FoldSettings settings;
    private final List<List<Seen>> sources;
    private final Duration[] passed = {Duration.ZERO};
    private final List<AlertUpdate> spool = new ArrayList<>();
    private int[] checkpointPositions;
    private byte[] checkpointFolds = {};
    private int checkpointSequence;
    private int[] positions;
    private FoldWorld world;

    Machine(long seed, FoldSettings settings) {
      this.random = new Random(seed);
      this.settings = settings;
      this.sources = lines(random);
      this.positions = new int[sources.size()];
      this.checkpointPositions = positions.clone();
      this.world = start();
    }

    private FoldWorld start() {
      return new FoldWorld(settings, Rereads.ALL, Hush.NONE, passed);
    }

    void run() {
      while (!isAtEnd()) {
        step();
        if (random.nextInt(25) == 0) {
          checkpoint();
        }
        if (random.nextInt(60) == 0) {
          crash();
        }
      }
      world.pass(settings.window().multipliedBy(2));
      takeTold();
    }

    private boolean isAtEnd() {
      for (int i = 0; i < positions.length; i++) {
        if (positions[i] < sources.get(i).size()) {
          return false;
        }
      }
      return true;
    }

    private void step() {
      int source = random.nextInt(sources.size());
      int batch = 1 + random.nextInt(4);
      while (batch-- > 0 && positions[source] < sources.get(source).size()) {
        world.folder.saw(sources.get(source).get(positions[source]++));
      }
      world.pass(Duration.ofMillis(random.nextInt(20) == 0 ? 70_000 : random.nextInt(3_000)));
      takeTold();
    }

    private void takeTold() {
      for (AlertUpdate update : world.told) {
        spool.add(NativeJson.read(NativeJson.whole(update)));
      }
      world.told.clear();
    }

    private void checkpoint() {
      checkpointPositions = positions.clone();
      checkpointFolds = world.folder.snapshot();
      checkpointSequence = spool.size();
    }

    private void crash() {
      int durable = checkpointSequence + random.nextInt(spool.size() - checkpointSequence + 1);
      spool.subList(durable, spool.size()).clear();
      passed[0] = passed[0].plusSeconds(random.nextInt(200));
      world = start();
      if (checkpointFolds.length > 0) {
        world.folder.restore(checkpointFolds);
      }
      spool.subList(checkpointSequence, durable).forEach(world.folder::alreadyTold);
      positions = checkpointPositions.clone();
    }
  }

  private static List<List<Seen>> lines(Random random) {
    List<List<Seen>> sources = new ArrayList<>();
    for (int source = 0; source < 3; source++) {
      List<Seen> lines = new ArrayList<>();
      for (int number = 1; number <= 60; number++) {
        lines.add(line(random, "/log/" + source, number));
      }
      sources.add(lines);
    }
    return sources;
  }

  private static Seen line(Random random, String source, long number) {
    AlertRule rule = Seen.rule("r" + random.nextInt(2), Severity.values()[1 + random.nextInt(2)]);
    String group = "src_ip=10.0.0." + random.nextInt(3);
    Seen one = Seen.line(rule, group, source, number * 10);
    if (random.nextInt(6) > 0) {
      return one;
    }
    List<Evidence> several = new ArrayList<>(); // what a correlation that comes true brings
    for (long earlier = number * 10 - 4; earlier <= number * 10; earlier++) {
      several.add(Seen.evidence(source, earlier));
    }
    return new Seen(rule, group, 5, one.firstNanos(), one.lastNanos(), several, one.entities());
  }

  /// With few references kept, numbers of events decide where places of lines cannot.
  @ParameterizedTest(name = "{0} references, {1} folds at most")
  @CsvSource({"1000, 1000", "1000, 2", "7, 1000", "0, 3"})
  void whatever_the_crash_every_event_stands_once(int references, int folds) {
    FoldSettings settings =
        new FoldSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            folds,
            1 << 20,
            references);
    for (long seed = 0; seed < ROUNDS; seed++) {
      Machine machine = new Machine(seed, settings);
      machine.run();
      check(machine, references == 1_000, "seed " + seed);
    }
  }

  private static void check(Machine machine, boolean areLinesKnown, String seed) {
    Map<String, AlertUpdate> highest = new HashMap<>();
    for (AlertUpdate update : machine.spool) {
      AlertUpdate before = highest.put(update.alert().id(), update);
      if (before != null) {
        assertThat(update.revision()).as(seed).isGreaterThan(before.revision());
        assertThat(update.alert().count()).as(seed).isGreaterThanOrEqualTo(before.alert().count());
        assertThat(update.traceId()).as(seed).isEqualTo(before.traceId());
        assertThat(before.phase()).as(seed).isNotEqualTo(Phase.CLOSED);
      }
    }
    Map<FoldKey, Long> expected = new HashMap<>();
    Map<EvidenceReference, FoldKey> places = new HashMap<>();
    machine.sources.stream()
        .flatMap(List::stream)
        .forEach(seen -> {
          FoldKey key = new FoldKey(seen.rule().id(), seen.group());
          expected.merge(key, seen.count(), Long::sum);
          seen.references().forEach(line -> places.put(line, key));
        });
    Map<FoldKey, Long> counted = new HashMap<>();
    Map<EvidenceReference, FoldKey> found = new HashMap<>();
    for (AlertUpdate update : highest.values()) {
      FoldKey key = new FoldKey(update.rule().id(), update.group());
      assertThat(update.phase()).as(seed).isEqualTo(Phase.CLOSED);
      counted.merge(key, update.alert().count(), Long::sum);
      for (EvidenceReference line : update.references()) {
        assertThat(found.put(line, key)).as("%s: %s twice", seed, line).isNull();
      }
    }
    assertThat(counted).as(seed).isEqualTo(expected);
    if (areLinesKnown) {
      assertThat(found).as(seed).isEqualTo(places);
    }
    assertThat(machine.world.books().inFlight()).as(seed).isZero();
  }
}
