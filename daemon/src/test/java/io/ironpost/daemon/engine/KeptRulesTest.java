package io.ironpost.daemon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleCollection;
import io.ironpost.rules.read.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptRulesTest {
  private static final Path RULE = Path.of("src/test/resources/rules/word.yml");

  @TempDir private Path folder;
  private Path rules;
  private Map<String, String> environment;
  private Instant later;

  @BeforeEach
  void aFolderWithOneRule() throws IOException {
    rules = Files.createDirectory(folder.resolve("rules"));
    Files.copy(RULE, rules.resolve("word.yml"));
    environment = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
    later = Instant.now().plusSeconds(3_600);
  }

  private RuleCollection load(Instant now) {
    return new RuleChoice(false, List.of(rules), Map.of()).load(environment, now);
  }

  private List<Path> kept() throws IOException {
    Path cache = folder.resolve("cache/ironpost/rules");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (var files = Files.list(cache)) {
      return files.toList();
    }
  }

  @Test
  void the_second_start_gets_the_same_rules() throws IOException {
    RuleCollection first = load(later);
    assertThat(kept()).hasSize(1);
    assertThat(load(later)).isEqualTo(first);
    assertThat(kept()).hasSize(1);
  }

  @Test
  void a_cache_folder_that_cannot_be_named_is_no_cache() {
    environment = Map.of("XDG_CACHE_HOME", "/a\0b");
    assertThat(load(later).eventRules()).hasSize(1);
  }

  @Test
  void a_changed_file_is_read_again() throws IOException {
    load(later);
    String changed = Files.readString(RULE).replace("A word in any line", "Another title");
    Files.writeString(rules.resolve("word.yml"), changed);
    assertThat(load(later).eventRules().getFirst().header().title()).isEqualTo("Another title");
  }

  @Test
  void files_that_were_just_written_are_not_kept() throws IOException {
    load(Instant.now());
    assertThat(kept()).isEmpty();
  }

  @Test
  void a_damaged_cache_is_as_good_as_none() throws IOException {
    RuleCollection first = load(later);
    Files.writeString(kept().getFirst(), "not a cache");
    assertThat(load(later)).isEqualTo(first);
  }

  @Test
  void without_a_home_nothing_is_kept() throws IOException {
    environment = Map.of();
    assertThat(load(later).eventRules()).hasSize(1);
    assertThat(kept()).isEmpty();
  }

  @Test
  void rules_of_which_a_file_could_not_be_read_are_not_kept() throws IOException {
    Path gone = rules.resolve("gone.yml");
    RuleCollection some =
        KeptRules.in(environment)
            .orElseThrow()
            .get(
                "name",
                () ->
                    new RuleLoader(new ReadOptions(Map.of()))
                        .load(Map.of(), List.of(rules.resolve("word.yml"), gone)));
    assertThat(some.eventRules()).hasSize(1);
    assertThat(some.refused()).isEqualTo(1);
    assertThat(kept()).isEmpty();
  }

  @Test
  void a_cache_that_cannot_be_written_is_no_fault() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file in the place of the folder");
    assertThat(load(later).eventRules()).hasSize(1);
  }
}
