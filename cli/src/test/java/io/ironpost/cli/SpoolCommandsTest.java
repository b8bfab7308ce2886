package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.store.spool.Spool;
import io.ironpost.store.spool.SpoolSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolCommandsTest {

  @TempDir private Path folder;

  @BeforeEach
  void fill() throws IOException, InterruptedException {
    try (Spool spool = Spool.open(folder, SpoolSettings.defaults(), new Random(7))) {
      spool.reader("sink pager", Spool.From.BEGINNING);
      for (int i = 1; i <= 5; i++) {
        spool.append(alert(i).getBytes(StandardCharsets.UTF_8));
      }
      spool.awaitDurable(5);
    }
  }

  /// Its title clears the screen.
  private static String alert(int number) {
    return """
    {"id":"0123456789","severity":"high","title":"T%d\\u001b[2J","group":"g","count":1}\
    """
        .formatted(number);
  }

  private Ran spool(String command, String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(more, 0, all, 4, more.length);
    all[0] = "spool";
    all[1] = command;
    all[2] = "--dir";
    all[3] = folder.toString();
    return Ran.piped(all);
  }

  private Path segment() {
    return folder.resolve("00000000000000000001.spool");
  }

  @Test
  void a_whole_spool_is_told_with_its_readers() {
    Ran ran = spool("check", "-o", "table");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("00000000000000000001.spool", "sink pager");
    assertThat(ran.err()).contains("5 entries", "nobody writes to it", "no damage");
    assertThat(spool("check").out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"part\":"));
    assertThat(spool("check", "-o", "json").out()).contains("\"damage\": []");
  }

  @Test
  void a_flipped_bit_is_told_with_its_place_and_ends_with_4() throws IOException {
    byte[] bytes = Files.readAllBytes(segment());
    int second = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("T2");
    bytes[second] ^= 1;
    Files.write(segment(), bytes);
    Ran ran = spool("check", "-o", "table");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).contains("BAD_RECORD", "00000000000000000001.spool:", "Check the disk");
    assertThat(ran.err()).contains("1 damaged place, 1 entry lost");
    Ran export = spool("export");
    assertThat(export.exit()).isEqualTo(4);
    assertThat(export.out()).contains("T1", "T3", "T5").doesNotContain("T2");
    assertThat(export.err()).contains("1 in between");
  }

  @Test
  void a_write_cut_short_lost_nothing_that_was_promised() throws IOException {
    byte[] bytes = Files.readAllBytes(segment());
    byte[] torn = Arrays.copyOf(bytes, bytes.length + 20);
    Files.write(segment(), torn);
    Ran ran = spool("check", "-o", "ndjson");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("TORN_TAIL");
  }

  @Test
  void entries_are_shown_from_a_number_on_and_never_act_on_the_terminal() {
    Ran table = spool("show", "--from", "3", "-n", "2", "-o", "table");
    assertThat(table.out())
        .contains("T3\\x1b", "T4", "01234567")
        .doesNotContain("T2", "T5", "\u001b");
    assertThat(spool("show", "-n", "1").out())
        .startsWith("{\"sequence\":1,\"alert\":{\"id\":\"0123456789\"");
    assertThat(spool("show", "--from", "9").err()).contains("nothing lies in the spool");
    assertThat(spool("show", "-n", "0").exit()).isEqualTo(2);
  }

  @Test
  void a_folder_that_is_not_there_is_a_problem() {
    Ran ran = Ran.piped("spool", "check", "--dir", folder.resolve("no").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no spool at");
  }
}
