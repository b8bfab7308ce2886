package io.ironpost.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.store.spool.ReaderTable.Place;
import io.ironpost.store.spool.SimulatedDisk.PowerLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The power fails before every step that changes the disk: once, and again before every step of
/// the recovery. What must hold: recovery ends; what was durable is there; what is there was
/// appended, under that sequence, once, in order and without a hole.
@Timeout(60)
final class SpoolCrashTest {
  private static final Path FOLDER = Path.of("/spool");
  private static final int SEEDS = Integer.getInteger("ironpost.crash.seeds", 2);
  private static final SpoolSettings SETTINGS =
      new SpoolSettings(new ByteSize(16 << 10), new ByteSize(4 << 10), new ByteSize(1 << 20));

  /// What was done so far, as the one who did it knows.
  private static final class Known {
    private final TreeMap<Long, byte[]> appended = new TreeMap<>();
    private long durable;
    private Place place = new Place(0, 0);
    private int made;
  }

  @Test
  void a_power_loss_before_any_step_loses_nothing_that_was_durable() throws IOException {
    int steps = stepsOf(new SimulatedDisk());
    assertThat(steps).isGreaterThan(100);
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int step = 0; step < steps; step++) {
        Random random = new Random(seed * 1_000L + step);
        Known known = new Known();
        SimulatedDisk disk = crashed(new SimulatedDisk(), known, step, random);
        check(disk, known, random);
        work(disk, known, random);
        check(disk.afterPowerLoss(random), known, random);
      }
    }
  }

  @Test
  void a_second_power_loss_during_recovery_changes_nothing() throws IOException {
    int steps = stepsOf(new SimulatedDisk());
    for (int step = 0; step < steps; step++) {
      boolean again = true;
      for (int second = 0; again; second++) {
        Random random = new Random(step * 100L + second);
        Known known = new Known();
        SimulatedDisk disk = crashed(new SimulatedDisk(), known, step, random);
        disk.crashBeforeStep(second);
        again = false;
        try {
          SpoolRecovery.recover(disk, FOLDER, random);
        } catch (PowerLoss _) {
          again = true;
        }
        disk.crashBeforeStep(Integer.MAX_VALUE);
        SimulatedDisk after = disk.afterPowerLoss(random);
        check(after, known, random);
        work(after, known, random);
        check(after.afterPowerLoss(random), known, random);
      }
    }
  }

  @Test
  void what_a_killed_process_left_is_made_safe_before_it_counts() throws IOException {
    int steps = stepsOf(new SimulatedDisk());
    for (int step = 0; step < steps; step++) {
      Random random = new Random(step);
      Known known = new Known();
      SimulatedDisk disk = new SimulatedDisk();
      disk.crashBeforeStep(step);
      try {
        work(disk, known, random);
      } catch (PowerLoss _) {
        // Here the process dies and the machine does not: nothing in memory is lost.
      }
      disk.crashBeforeStep(Integer.MAX_VALUE);
      known.durable = SpoolRecovery.recover(disk, FOLDER, random).last();
      known.appended.tailMap(known.durable, false).clear();
      check(disk.afterPowerLoss(random), known, random);
    }
  }

  @Test
  void a_step_that_is_refused_is_made_good_and_a_power_loss_then_loses_nothing()
      throws IOException {
    int steps = stepsOf(new SimulatedDisk());
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int step = 0; step < steps; step++) {
        Random random = new Random(seed * 7_000L + step);
        Known known = new Known();
        SimulatedDisk disk = new SimulatedDisk();
        disk.refuseSteps(step, step + 1 + random.nextInt(3));
        work(disk, known, random);
        assertThat(known.durable).isEqualTo(known.appended.lastKey());
        check(disk.afterPowerLoss(random), known, random);
      }
    }
  }

  @Test
  void a_power_loss_after_a_refused_step_loses_nothing_that_was_durable() throws IOException {
    int steps = stepsOf(new SimulatedDisk());
    Random random = new Random(11);
    for (int round = 0; round < SEEDS * 200; round++) {
      Known known = new Known();
      SimulatedDisk disk = new SimulatedDisk();
      int refused = random.nextInt(steps);
      disk.refuseSteps(refused, refused + 1 + random.nextInt(4));
      disk.crashBeforeStep(refused + random.nextInt(20));
      SimulatedDisk after = disk;
      try {
        work(disk, known, random);
      } catch (PowerLoss _) {
        after = disk.afterPowerLoss(random);
      }
      after.crashBeforeStep(Integer.MAX_VALUE);
      after.refuseSteps(Integer.MAX_VALUE, Integer.MAX_VALUE);
      check(after, known, random);
      work(after, known, random);
      check(after.afterPowerLoss(random), known, random);
    }
  }

  private static int stepsOf(SimulatedDisk disk) throws IOException {
    disk.crashBeforeStep(Integer.MAX_VALUE);
    work(disk, new Known(), new Random(1));
    return disk.steps().size();
  }

  private static SimulatedDisk crashed(SimulatedDisk disk, Known known, int step, Random random)
      throws IOException {
    disk.crashBeforeStep(step);
    try {
      work(disk, known, random);
    } catch (PowerLoss _) {
      return disk.afterPowerLoss(random);
    }
    return disk.afterPowerLoss(random);
  }

  /// A run of the program, as its writer thread does it: groups, places, removals.
  private static void work(SimulatedDisk disk, Known known, Random random) throws IOException {
    SpoolRecovery.Recovered found = recovered(disk, random);
    known.appended.tailMap(found.last(), false).clear();
    SpoolLog log = new SpoolLog(disk, FOLDER, SETTINGS, found);
    Places places = new Places(found.places());
    places.retainFrom(Long.MAX_VALUE);
    places.put("sink", places.of("sink"));
    long next = found.last() + 1;
    for (int group = 0; group < 24; group++) {
      List<SpoolEntry> entries = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        byte[] payload = payload(known.made++, random);
        known.appended.put(next, payload);
        entries.add(new SpoolEntry(next++, payload));
      }
      commit(log, entries, known);
      if (group % 3 == 2) {
        long done = Math.min(known.durable, places.of("sink").acknowledged() + 5);
        places.put("sink", new Place(done, 0));
        save(disk, found.key(), places, known);
      }
      trim(log, places);
    }
    log.close();
  }

  private static SpoolRecovery.Recovered recovered(SimulatedDisk disk, Random random) {
    while (true) {
      try {
        return SpoolRecovery.recover(disk, FOLDER, random);
      } catch (IOException _) {
        // Refused; the supervisor starts it again.
      }
    }
  }

  private static void commit(SpoolLog log, List<SpoolEntry> entries, Known known) {
    boolean done = false;
    while (!done) {
      try {
        log.commit(entries);
        done = true;
      } catch (IOException _) {
        // Tried again, as the writer does.
      }
      known.durable = Math.max(known.durable, log.durable());
    }
  }

  private static void save(SimulatedDisk disk, long key, Places places, Known known) {
    Map<String, Place> saving = places.takeChanged();
    try {
      disk.replace(FOLDER.resolve(ReaderTable.FILE), new ReaderTable(key, saving).bytes());
      places.saved(saving);
      known.place = places.of("sink");
    } catch (IOException _) {
      places.notSaved();
    }
  }

  private static void trim(SpoolLog log, Places places) {
    try {
      log.trim(places.neededFrom());
    } catch (IOException _) {
      // Removed another time.
    }
  }

  private static byte[] payload(int number, Random random) {
    byte[] payload = new byte[random.nextInt(600)];
    random.nextBytes(payload);
    if (payload.length > 3) {
      payload[0] = (byte) number;
      payload[1] = (byte) (number >> 8);
    }
    return payload;
  }

  private static void check(SimulatedDisk disk, Known known, Random random) throws IOException {
    SpoolRecovery.Recovered found = SpoolRecovery.recover(disk, FOLDER, random);
    assertThat(found.last()).isGreaterThanOrEqualTo(known.durable);
    assertThat(found.damage()).allMatch(d -> d.kind() == SpoolDamage.Kind.TORN_TAIL);
    assertThat(found.placesLost()).isFalse();
    Place saved = found.places().getOrDefault("sink", new Place(0, 0));
    assertThat(saved.acknowledged()).isGreaterThanOrEqualTo(known.place.acknowledged());
    EntryStream stream = new EntryStream(disk, found.segments(), found.key(), saved.acknowledged());
    long expected = Math.max(saved.acknowledged() + 1, found.segments().oldest(found.last() + 1));
    boolean atLimit = expected > saved.acknowledged() + 1;
    assertThat(atLimit && kept(found) < SETTINGS.limit().bytes() / 2).isFalse();
    for (Optional<SpoolEntry> e = stream.next(); e.isPresent(); e = stream.next()) {
      assertThat(e.get().sequence()).isEqualTo(expected);
      assertThat(e.get().payload()).isEqualTo(known.appended.get(expected));
      expected++;
    }
    assertThat(expected - 1).isEqualTo(Math.max(found.last(), saved.acknowledged()));
  }

  private static long kept(SpoolRecovery.Recovered found) {
    return found.segments().all().stream().mapToLong(s -> s.extent().end()).sum();
  }
}
