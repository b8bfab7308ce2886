package io.ironpost.logs.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProgramLibraryTest {
  private static final Function<String, Optional<byte[]>> BUNDLED =
      ProgramLibrary.resources(ProgramLibraryTest.class.getClassLoader(), BundledPrograms.FOLDER);

  @Test
  void every_bundled_file_is_sound_and_known_by_all_its_names() throws IOException {
    Map<String, List<String>> index = index();
    for (var entry : index.entrySet()) {
      String file = entry.getKey() + ".yml";
      ProgramFile read = ProgramFileReader.read(file, BUNDLED.apply(file).orElseThrow());
      assertThat(read.program()).isEqualTo(entry.getKey());
      assertThat(read.aliases()).as(file).isEqualTo(entry.getValue());
    }
    FieldNames names = new FieldNames();
    ProgramLibrary library = BundledPrograms.library(names, new Logsources());
    Programs programs = library.forOneThread();
    index.keySet().forEach(programs::named);
    programs.unnamed();
    assertThat(library.problems()).isEmpty();
  }

  @Test
  void names_are_known_once_only() throws IOException {
    List<String> all = new ArrayList<>();
    index()
        .forEach((name, aliases) -> {
          all.add(name);
          all.addAll(aliases);
        });
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void a_file_is_read_when_its_program_is_met() {
    List<String> asked = new ArrayList<>();
    ProgramLibrary library =
        new ProgramLibrary(
            new FieldNames(),
            new Logsources(),
            name -> {
              asked.add(name);
              return BUNDLED.apply(name);
            });
    assertThat(asked).containsExactly("index.txt");
    library.forOneThread().named("sshd-session");
    assertThat(asked).containsExactly("index.txt", "sshd.yml", "pam.yml");
    library.forOneThread().named("sshd");
    library.forOneThread().named("sudo");
    assertThat(asked).containsExactly("index.txt", "sshd.yml", "pam.yml", "sudo.yml");
  }

  @Test
  void invented_names_read_nothing() {
    List<String> asked = new ArrayList<>();
    ProgramLibrary library =
        new ProgramLibrary(
            new FieldNames(),
            new Logsources(),
            name -> {
              asked.add(name);
              return BUNDLED.apply(name);
            });
    Programs programs = library.forOneThread();
    for (int i = 0; i < 1_000; i++) {
      programs.named("../../etc/passwd" + i);
    }
    assertThat(asked).containsExactly("index.txt", "other.yml", "pam.yml");
  }

  @Test
  void a_users_own_file_takes_the_place_of_ours() {
    ProgramLibrary library = BundledPrograms.library(new FieldNames(), new Logsources());
    library.add("mine.yml", bytes("program: sshd\nproduct: mine\naliases: [myapp]\n"));
    Programs programs = library.forOneThread();
    assertThat(programs.named("sshd").logsource().product()).isEqualTo("mine");
    assertThat(programs.named("myapp").logsource().product()).isEqualTo("mine");
    assertThat(programs.named("sudo").logsource().product()).isEqualTo("linux");
  }

  @Test
  void a_broken_bundled_file_is_a_problem_and_no_exception() {
    ProgramLibrary library =
        new ProgramLibrary(
            new FieldNames(),
            new Logsources(),
            name ->
                Optional.of(
                    bytes(name.equals("index.txt") ? "app\n" : "program: app\nfoo: bar\n")));
    assertThat(library.forOneThread().named("app").logsource().services())
        .containsExactly("syslog");
    assertThat(library.problems()).hasSize(1);
  }

  @Test
  void members_of_a_family_are_found_by_its_name() {
    Programs programs = BundledPrograms.library(new FieldNames(), new Logsources()).forOneThread();
    assertThat(programs.named("postfix/submission/smtpd").name()).isEqualTo("postfix");
    assertThat(programs.named("openvpn@office").name()).isEqualTo("openvpn");
    assertThat(programs.named("nobody/smtpd").name()).isEqualTo("other");
  }

  private static Map<String, List<String>> index() {
    Map<String, List<String>> index = new TreeMap<>();
    String text =
        new String(BUNDLED.apply(ProgramLibrary.INDEX).orElseThrow(), StandardCharsets.UTF_8);
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      List<String> words = List.of(line.split(" ", -1));
      index.put(words.getFirst(), words.subList(1, words.size()));
    }
    return index;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
