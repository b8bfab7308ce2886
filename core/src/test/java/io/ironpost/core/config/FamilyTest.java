package io.ironpost.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FamilyTest {
  private static final Key<String> TYPE =
      new Key<>("type", new Kind.Choice(List.of("file", "webhook")), "", "The kind of sink.");
  private static final Key<Long> RATE =
      new Key<>("rate", new Kind.Whole(1, 100), 10L, "Messages per second.");
  private static final Key<String> PATH =
      new Key<>("path", new Kind.Text(TextRule.ANY), "", "Where to.");
  private static final Key<Secret> URL =
      new Key<>("url", new Kind.Hidden(), new Secret(""), "Where to.");
  private static final Family SINKS =
      new Family(
          "sinks",
          "SINKS",
          "Where alerts go.",
          TYPE,
          List.of(RATE),
          List.of(
              new Family.Variant(
                  "file",
                  "A file.",
                  List.of(PATH),
                  (member, problems) ->
                      problems.require(
                          !member.get(PATH).isEmpty(), member.setting(PATH), "must be given")),
              new Family.Variant("webhook", "HTTP.", List.of(URL), Family.Check.NONE)));
  private static final ConfigSchema SCHEMA = new ConfigSchema(List.of(), List.of(SINKS));

  private static Config read(String toml, Map<String, String> env, Map<String, String> options) {
    ConfigSources sources = new ConfigSources("ironpost.toml", toml, env, options);
    return switch (ConfigReader.read(SCHEMA, sources)) {
      case ConfigReading.Read(var config) -> config;
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String toml) {
    return switch (ConfigReader.read(SCHEMA, ConfigSources.ofFile("ironpost.toml", toml))) {
      case ConfigReading.Read _ -> List.of();
      case ConfigReading.Refused(var problems) -> problems.stream().map(Problem::toString).toList();
    };
  }

  private static final String TWO =
      """
      [sinks.pager]
      type = "webhook"
      url = "https://pager.example"
      [sinks.disk]
      type = "file"
      path = "/a"
      rate = 5
      """;

  @Test
  void members_are_read_in_the_order_of_the_file_each_with_its_own_values() {
    List<Member> members = read(TWO, Map.of(), Map.of()).members(SINKS);
    assertThat(members).extracting(Member::name).containsExactly("pager", "disk");
    assertThat(members).extracting(Member::type).containsExactly("webhook", "file");
    assertThat(members).extracting(member -> member.get(RATE)).containsExactly(10L, 5L);
    assertThat(members.get(1).get(PATH)).isEqualTo("/a");
  }

  @Test
  void the_environment_and_options_reach_a_member_of_the_file() {
    Config config =
        read(
            TWO,
            Map.of("IRONPOST_SINKS_PAGER_RATE", "7", "IRONPOST_SINKS_DISK_RATE", "8"),
            Map.of("sinks.disk.path", "/b"));
    assertThat(config.members(SINKS)).extracting(m -> m.get(RATE)).containsExactly(7L, 8L);
    assertThat(config.members(SINKS).get(1).get(PATH)).isEqualTo("/b");
  }

  @Test
  void all_problems_of_members_are_told_with_their_places() {
    assertThat(
            problems(
                """
                [sinks.a]
                path = "/x"
                [sinks.b]
                type = "webhok"
                [sinks.c]
                type = "file"
                pth = "/x"
                [sinks.Dee]
                type = "file"
                """))
        .satisfiesExactly(
            one -> assertThat(one).contains("ironpost.toml:1:", "sinks.a.type", "is missing"),
            two -> assertThat(two).contains("ironpost.toml:4:1", "must be one of", "webhook"),
            three -> assertThat(three).contains("ironpost.toml:7:1", "unknown key", "path"),
            four -> assertThat(four).contains("ironpost.toml:8:", "is no name"));
  }

  @Test
  void a_member_is_checked_as_a_whole() {
    assertThat(problems("[sinks.disk]\ntype = \"file\"\n"))
        .singleElement()
        .asString()
        .contains("sinks.disk.path", "must be given");
  }

  @Test
  void the_values_of_members_are_listed_with_the_others() {
    assertThat(read(TWO, Map.of(), Map.of()).settings())
        .extracting(Setting::dotted)
        .contains("sinks.pager.url", "sinks.disk.path");
  }
}
