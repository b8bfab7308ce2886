package io.ironpost.logs.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamFramerTest {
  private static final int MAX = 480;

  private final Ledger ledger = new Ledger();
  private final Intake intake =
      new Intake("test", _ -> {}, ledger, InstantSource.fixed(Instant.EPOCH));
  private final LineBuffer lines = new LineBuffer(MAX);
  private final StreamFramer framer = new StreamFramer(lines, intake);

  private List<String> taken() {
    if (lines.count() == 0) {
      return List.of();
    }
    int count = lines.count();
    Lines taken = lines.take();
    String text = new String(taken.bytes(), 0, taken.length(), StandardCharsets.ISO_8859_1);
    assertThat(text).endsWith("\n");
    List<String> all = new ArrayList<>(List.of(text.split("\n", -1)));
    all.removeLast();
    assertThat(all).hasSize(count);
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static List<Arguments> streams() {
    return List.of(
        Arguments.of("<1>one\n<2>two\n", List.of("<1>one", "<2>two")),
        Arguments.of("<1>one\r\n<2>two\r\n", List.of("<1>one", "<2>two")),
        Arguments.of("<1>one\0<2>two\0", List.of("<1>one", "<2>two")),
        Arguments.of("6 <1>one6 <2>two", List.of("<1>one", "<2>two")),
        Arguments.of("7 <1>one\n7 <2>two\n", List.of("<1>one", "<2>two")),
        Arguments.of("6 <1>one\n6 <2>two\n", List.of("<1>one", "<2>two")),
        Arguments.of("8 <1>a\nbc\n", List.of("<1>a bc")),
        Arguments.of("6 <1>one<2>two\n6 <3>tri", List.of("<1>one", "<2>two", "<3>tri")),
        Arguments.of("6 <1>one7 no prio", List.of("<1>one", "no prio")),
        Arguments.of("404 not found\n12 monkeys\n", List.of("404 not found", "12 monkeys")),
        Arguments.of("2026-01-02 up\n7\n", List.of("2026-01-02 up", "7")),
        Arguments.of("0 <1>zero\n", List.of("0 <1>zero")),
        Arguments.of("1234567890 <1>x\n", List.of("1234567890 <1>x")),
        Arguments.of("\n\r\n\0<1>after nothing\n", List.of("<1>after nothing")),
        Arguments.of("<1>without end", List.of("<1>without end")),
        Arguments.of("12", List.of("12")),
        Arguments.of("12 ", List.of("12 ")),
        Arguments.of("", List.of()));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void messages_are_the_same_wherever_the_stream_is_cut(String stream, List<String> expected) {
    byte[] all = bytes(stream);
    for (int cut = 0; cut <= all.length; cut++) {
      StreamFramer fresh = new StreamFramer(lines, intake);
      fresh.accept(all, 0, cut);
      fresh.accept(all, cut, all.length);
      fresh.finish();
      assertThat(taken()).as("cut at " + cut).isEqualTo(expected);
    }
    StreamFramer fresh = new StreamFramer(lines, intake);
    List<String> oneByOne = new ArrayList<>();
    for (int at = 0; at < all.length; at++) {
      fresh.accept(all, at, at + 1);
      oneByOne.addAll(taken()); // takes while a message is open
    }
    fresh.finish();
    oneByOne.addAll(taken());
    assertThat(oneByOne).isEqualTo(expected);
    assertThat(ledger.account("collect", "test").balance().droppedTotal()).isZero();
  }

  @Test
  void of_a_long_message_the_beginning_is_kept() {
    framer.accept(bytes("<1>" + "x".repeat(MAX) + "\n"), 0, MAX + 4);
    framer.accept(bytes("483 <1>" + "y".repeat(MAX) + "<1>z\n"), 0, MAX + 12);
    assertThat(taken())
        .containsExactly("<1>" + "x".repeat(MAX - 3), "<1>" + "y".repeat(MAX - 3), "<1>z");
    assertThat(ledger.stage("collect").dropped(DropReason.LINE_TOO_LONG)).isEqualTo(2);
    assertThat(ledger.stage("collect").received()).isEqualTo(5);
  }

  @Test
  void a_message_cut_short_is_handed_on_and_booked() {
    framer.accept(bytes("50 <1>only this"), 0, 15);
    assertThat(framer.isInside()).isTrue();
    framer.finish();
    assertThat(taken()).containsExactly("<1>only this");
    assertThat(ledger.stage("collect").dropped(DropReason.CUT_SHORT)).isEqualTo(1);
  }

  @Test
  void a_broken_line_is_handed_on_and_booked() {
    framer.accept(bytes("<1>only"), 0, 7);
    framer.finishBroken();
    assertThat(taken()).containsExactly("<1>only");
    assertThat(ledger.stage("collect").dropped(DropReason.CUT_SHORT)).isEqualTo(1);
  }

  /// Whatever comes, each line is at most as long as allowed, and the book agrees with the lines.
  @Test
  void random_bytes_do_no_harm() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] alphabet = bytes("0123456789 <>\n\r\0ab\u00ff");
    long handedOn = 0;
    for (int round = 0; round < 20_000; round++) {
      StreamFramer fresh = new StreamFramer(lines, intake);
      for (int piece = 0; piece < 3; piece++) {
        byte[] bytes = new byte[random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = alphabet[random.nextInt(alphabet.length)];
        }
        fresh.accept(bytes, 0, bytes.length);
        handedOn += taken().size();
      }
      fresh.finishBroken();
      handedOn += taken().size();
    }
    var book = ledger.stage("collect");
    assertThat(book.received() - book.droppedTotal()).isEqualTo(handedOn).isPositive();
  }
}
