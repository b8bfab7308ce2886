package io.ironpost.daemon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.live.LiveHooks;
import io.ironpost.logs.live.LivePipeline;
import io.ironpost.logs.live.LiveSettings;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.judge.LiveJudge;
import io.ironpost.rules.judge.LoadedRules;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.read.RuleCollection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the threads do and wherever it is cut off, a run that goes on from its checkpoints sees
/// what an uninterrupted one sees: real parsers, our rules and two more, auditd's events over
/// several lines among them.
@Timeout(60)
class LiveRestartTest {
  private static final int SOURCES = 4;
  private static final int EVENTS = 400;
  private static final long FIRST_SECOND = 1_780_000_000;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(FIRST_SECOND + 86_400));
  private static final String RULES =
      """
      title: Password refused
      name: password_refused
      id: 11111111-1111-4111-8111-111111111111
      logsource: {product: linux}
      detection:
        selection:
          message|contains: Failed password
        condition: selection
      ---
      title: Five in five minutes
      id: 22222222-2222-4222-8222-222222222222
      correlation:
        type: event_count
        rules: [password_refused]
        group-by: [src_ip]
        timespan: 300s
        condition: {gte: 5}
      ---
      title: Evil tool
      id: 33333333-3333-4333-8333-333333333333
      logsource: {product: linux, service: auditd}
      detection:
        first: ['evil-tool']
        last: ['the-end']
        condition: first and last
      """;

  /// What is told, by rule and group: only within these is there an order.
  record Told(long count, long first, long last, List<EvidenceReference> references) {}

  /// What a checkpoint holds.
  record Saved(Map<String, String> positions, byte[] judge, Map<String, List<Told>> told) {}

  @TempDir private static Path folder;
  private static RuleCollection rules =
      new RuleCollection(List.of(), List.of(), List.of(), List.of(), 0, 0);
  private final List<List<String>> sources = new ArrayList<>();

  @BeforeAll
  static void readRules() throws IOException {
    Path file = Files.writeString(folder.resolve("own.yml"), RULES);
    rules = new RuleChoice(true, List.of(file), Map.of()).load(Map.of(), Instant.EPOCH);
  }

  /// One life of the program, from a checkpoint on.
  private final class Life {
    private final Map<String, List<Told>> told = new TreeMap<>();
    private final LiveJudge judge;
    private final LivePipeline pipeline;
    private final Thread runner;
    private final Map<String, String> positions;
    private volatile Saved saved;

    Life(Saved from, int workers) {
      Parsers parsers = new Parsers(SourceTimes.guessed(ZoneOffset.UTC, CLOCK));
      RuleEngine engine =
          new RuleEngine(rules.eventRules(), parsers.names(), EngineLimits.defaults(), () -> 0);
      Correlator correlator =
          new Correlator(rules.correlationRules(), CorrelationLimits.defaults());
      from.told().forEach((key, list) -> told.put(key, new ArrayList<>(list)));
      judge =
          new LiveJudge(
              new LoadedRules(engine, correlator, parsers.names()),
              this::saw,
              CLOCK,
              LiveJudge.DEFAULT_MAX_AHEAD);
      if (from.judge().length > 0) {
        judge.restore(from.judge());
      }
      positions = from.positions();
      saved = from;
      pipeline =
          new LivePipeline(
              settings(workers),
              parsers.of("auto"),
              judge,
              parsers::record,
              new Ledger(),
              new LiveHooks(this::checkpoint, () -> {}, (_, _) -> {}),
              positions);
      runner = Thread.ofPlatform().start(this::run);
    }

    private static LiveSettings settings(int workers) {
      return new LiveSettings(
          workers,
          1 << 20,
          1_000,
          50,
          Duration.ofSeconds(5),
          Duration.ofMinutes(1), // no event is torn apart
          Duration.ofMillis(1),
          100);
    }

    private void run() {
      try {
        pipeline.start();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void saw(Sighting sighting) {
      told.computeIfAbsent(
              sighting.rule().title() + " | " + sighting.group(), _ -> new ArrayList<>())
          .add(
              new Told(
                  sighting.count(),
                  sighting.firstNanos(),
                  sighting.lastNanos(),
                  sighting.references()));
    }

    private void checkpoint(Map<String, String> at) {
      Map<String, List<Told>> copy = new TreeMap<>();
      told.forEach((key, list) -> copy.put(key, List.copyOf(list)));
      saved = new Saved(at, judge.snapshot(), copy);
    }

    /// Feeds the rest of the sources, in turns by chance, up to `most` batches.
    boolean feed(Random random, int most) throws InterruptedException {
      BatchSink intake = pipeline.intake("test", Overflow.BLOCK);
      int[] next = new int[SOURCES];
      List<Integer> open = new ArrayList<>();
      for (int source = 0; source < SOURCES; source++) {
        next[source] = Integer.parseInt(positions.getOrDefault("source " + source, "0"));
        open.add(source);
      }
      for (int batch = 0; batch < most && !open.isEmpty(); batch++) {
        int source = open.get(random.nextInt(open.size()));
        int from = next[source];
        next[source] = Math.min(from + 1 + random.nextInt(5), sources.get(source).size());
        intake.accept(batch(source, from, next[source]));
        if (next[source] == sources.get(source).size()) {
          open.removeIf(one -> one == source);
        }
      }
      return open.isEmpty();
    }

    private Batch batch(int source, int from, int to) {
      String text = String.join("\n", sources.get(source).subList(from, to)) + "\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new Batch(
          "source " + source,
          bytes,
          bytes.length,
          offset(source, from),
          from + 1,
          Batch.Ack.NONE,
          new Batch.Position("source " + source, Integer.toString(to)));
    }

    private long offset(int source, int line) {
      return sources.get(source).subList(0, line).stream().mapToLong(l -> l.length() + 1L).sum();
    }

    Map<String, List<Told>> end() throws InterruptedException {
      pipeline.stop();
      runner.join();
      return told;
    }

    /// So that most lives get a little further. Where half an event is the last that came, there
    /// may be none.
    void awaitCheckpoint() throws InterruptedException {
      for (int i = 0; i < 1_000 && saved.positions().equals(positions); i++) {
        Thread.sleep(1);
      }
    }

    Saved crash() throws InterruptedException {
      runner.interrupt();
      runner.join();
      return saved;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_run_that_is_cut_off_again_and_again_sees_what_an_uninterrupted_one_sees(long seed)
      throws InterruptedException {
    Random random = new Random(seed);
    write(random);
    Saved nothing = new Saved(Map.of(), new byte[0], Map.of());
    Life whole = new Life(nothing, 1);
    whole.feed(random, Integer.MAX_VALUE);
    Map<String, List<Told>> expected = whole.end();

    Life life = new Life(nothing, 1 + random.nextInt(3));
    int crashes = 0;
    while (!life.feed(random, 200 + random.nextInt(200))) {
      life.awaitCheckpoint();
      Thread.sleep(random.nextInt(5)); // somewhere after it; any place must do
      life = new Life(life.crash(), 1 + random.nextInt(3));
      crashes++;
    }
    Map<String, List<Told>> found = life.end();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, told) -> assertThat(found.get(key)).as(key).isEqualTo(told));
    assertThat(crashes).isPositive();
    assertThat(expected.keySet())
        .anyMatch(key -> key.startsWith("Five in five minutes | src_ip="))
        .anyMatch(key -> key.startsWith("Evil tool"));
  }

  private void write(Random random) {
    sources.clear();
    for (int source = 0; source < SOURCES - 1; source++) {
      sources.add(sshd(random, source));
    }
    sources.add(auditd(random));
  }

  /// Failed logins by some addresses within an hour; some reach five in five minutes, others do
  /// not.
  private static List<String> sshd(Random random, int source) {
    List<String> lines = new ArrayList<>();
    long second = FIRST_SECOND;
    for (int event = 0; event < EVENTS; event++) {
      second += random.nextInt(16);
      String what = random.nextInt(5) == 0 ? "Accepted" : "Failed";
      lines.add(
          "%s host%d sshd[%d]: %s password for user%d_%d from 203.0.%d.%d port 4711 ssh2"
              .formatted(
                  Instant.ofEpochSecond(second),
                  source,
                  1_000 + event,
                  what,
                  source,
                  random.nextInt(20),
                  source,
                  random.nextInt(15)));
    }
    return lines;
  }

  /// Commands that were run, three lines each; what makes one evil stands in the first and the
  /// last.
  private static List<String> auditd(Random random) {
    List<String> lines = new ArrayList<>();
    for (int event = 0; event < EVENTS / 2; event++) {
      String id = "msg=audit(%d.123:%d):".formatted(FIRST_SECOND + event * 7L, 100 + event);
      String tool = random.nextInt(3) == 0 ? "evil-tool" : "tool";
      lines.add(
          "type=SYSCALL %s arch=c000003e syscall=59 success=yes comm=\"%s\" exe=\"/bin/%s\""
              .formatted(id, tool, tool));
      lines.add("type=EXECVE %s argc=1 a0=\"%s\"".formatted(id, tool));
      lines.add("type=PROCTITLE %s proctitle=\"the-end\"".formatted(id));
    }
    return lines;
  }
}
