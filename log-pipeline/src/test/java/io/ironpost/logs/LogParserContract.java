package io.ironpost.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every parser promises, whatever its format. A parser's test extends this and says how to
/// make one and what it reads.
public abstract class LogParserContract {
  /// Short in every build; `-Dironpost.fuzz.rounds=10000000` for the long run.
  private static final int ROUNDS = Integer.getInteger("ironpost.fuzz.rounds", 3_000);

  private static final int LONG_LINE = 64 << 10;
  private static final long LONG_LINE_NANOS =
      2_000_000_000L; // far from quadratic, far from a busy machine's noise

  protected final ParserWorld world = new ParserWorld();

  /// A new parser over [#world].
  protected abstract LogParser parser();

  /// Lines of the format.
  protected abstract List<String> examples();

  @Test
  void lines_of_the_format_are_taken() {
    LogParser parser = parser();
    for (String example : examples()) {
      assertThat(world.parse(parser, example))
          .as(example)
          .isInstanceOfAny(Outcome.Parsed.class, Outcome.Pending.class);
    }
  }

  @Test
  void the_bytes_of_the_line_are_left_as_they_are() {
    LogParser parser = parser();
    for (String example : examples()) {
      byte[] line = example.getBytes(StandardCharsets.UTF_8);
      byte[] before = line.clone();
      world.parse(parser, line);
      assertThat(line).isEqualTo(before);
    }
  }

  @Test
  void what_stands_around_the_line_in_its_buffer_does_not_matter() {
    for (String example : examples()) {
      byte[] line = example.getBytes(StandardCharsets.UTF_8);
      world.parse(parser(), line);
      List<String> alone = world.fields();
      byte[] around = new byte[line.length + 64];
      Arrays.fill(around, (byte) '"');
      System.arraycopy(line, 0, around, 32, line.length);
      LogParser other = parser();
      world.record.begin(around, 32, 32 + line.length, 1);
      other.parse(world.record);
      assertThat(world.fields()).isEqualTo(alone);
    }
  }

  @Test
  void every_beginning_of_a_line_is_read_without_a_fault() {
    LogParser parser = parser();
    for (String example : examples()) {
      byte[] line = example.getBytes(StandardCharsets.UTF_8);
      for (int length = 0; length <= line.length; length++) {
        parsedOrRefused(parser, Arrays.copyOf(line, length));
      }
    }
  }

  @Test
  void mutated_lines_are_read_without_a_fault() {
    LogParser parser = parser();
    Random random = new Random(7);
    for (int i = 0; i < ROUNDS; i++) {
      String example = examples().get(random.nextInt(examples().size()));
      byte[] line = example.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(6); change >= 0 && line.length > 0; change--) {
        line = mutated(line, random);
      }
      parsedOrRefused(parser, line);
    }
  }

  @Test
  void random_bytes_are_read_without_a_fault() {
    LogParser parser = parser();
    Random random = new Random(11);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] line = new byte[random.nextInt(300)];
      random.nextBytes(line);
      parsedOrRefused(parser, line);
    }
  }

  @Test
  void the_longest_lines_take_linear_time() {
    String head = examples().getFirst().substring(0, examples().getFirst().length() / 2);
    for (String part : List.of("\\", "\"", "a=", "[", "{\"", " ", "=", ",", "<", "a b", "|", "'")) {
      byte[] line =
          (head + part.repeat(LONG_LINE / part.length())).getBytes(StandardCharsets.UTF_8);
      long start = System.nanoTime();
      parsedOrRefused(parser(), line);
      assertThat(System.nanoTime() - start).as("repeated " + part).isLessThan(LONG_LINE_NANOS);
    }
  }

  /// Parses, flushes, and looks at every slice the record holds.
  protected final void parsedOrRefused(LogParser parser, byte[] line) {
    Outcome outcome = world.parse(parser, line);
    if (outcome instanceof Outcome.Malformed(var reason, var at)) {
      assertThat(reason).isNotBlank();
      assertThat(at).isBetween(0, line.length);
    }
    EventRecord record = world.record;
    for (int entry = 0; entry < record.count(); entry++) {
      assertThat(record.start(entry)).isBetween(0, record.end(entry));
      assertThat(record.end(entry)).isLessThanOrEqualTo(record.bytes(entry).length);
    }
    assertThat(world.fields()).hasSize(record.count());
  }

  private static byte[] mutated(byte[] line, Random random) {
    int at = random.nextInt(line.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(line, at);
      case 1 -> replaced(line, at, (byte) random.nextInt(256));
      case 2 -> replaced(line, at, (byte) " \"\\[]{}=:|,'<>%\0\n".charAt(random.nextInt(17)));
      case 3 -> without(line, at, random.nextInt(8));
      default -> doubled(line, at, random.nextInt(12));
    };
  }

  private static byte[] replaced(byte[] line, int at, byte by) {
    byte[] changed = line.clone();
    changed[at] = by;
    return changed;
  }

  private static byte[] without(byte[] line, int at, int count) {
    int gone = Math.min(count, line.length - at);
    byte[] changed = Arrays.copyOf(line, line.length - gone);
    System.arraycopy(line, at + gone, changed, at, line.length - at - gone);
    return changed;
  }

  private static byte[] doubled(byte[] line, int at, int count) {
    int more = Math.min(count, line.length - at);
    byte[] changed = Arrays.copyOf(line, line.length + more);
    System.arraycopy(line, at, changed, at + more, line.length - at);
    return changed;
  }
}
