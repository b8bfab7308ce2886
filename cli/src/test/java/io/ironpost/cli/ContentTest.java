package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.daemon.engine.BuiltIn;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleCollection;
import io.ironpost.rules.read.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is promised of the rules that come with Ironpost.
class ContentTest {
  private static final String MISSING =
      "the logs of loghub are not here: set IRONPOST_SHARED_DATA, or put them at ../shared/data";

  @Test
  void every_case_beside_the_built_in_rules_holds() {
    Ran ran = Ran.piped("rules", "test");

    assertThat(ran.exit()).describedAs("%s%n%s", ran.err(), ran.out()).isZero();
  }

  @Test
  void every_alerting_rule_says_what_it_means_and_how_it_errs() {
    assertThat(alerting())
        .hasSizeGreaterThan(80)
        .allSatisfy(rule -> {
          assertThat(rule.id())
              .describedAs(rule.title())
              .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
          assertThat(rule.description()).describedAs(rule.title()).hasSizeGreaterThan(60);
          assertThat(rule.name()).describedAs(rule.title()).isNotEmpty();
          assertThat(rule.falsePositives()).describedAs(rule.title()).isNotEmpty();
          assertThat(rule.tags()).describedAs(rule.title()).anyMatch(t -> t.startsWith("attack.t"));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Android",
        "BGL",
        "HDFS",
        "HPC",
        "Hadoop",
        "HealthApp",
        "Mac",
        "OpenStack",
        "Proxifier",
        "Spark",
        "Thunderbird",
        "Windows",
        "Zookeeper"
      })
  void real_logs_without_an_attack_stay_quiet(String system) {
    Optional<Path> log = loghub(system);
    assumeTrue(log.isPresent(), MISSING);

    Ran ran = Ran.piped("try", log.orElseThrow().toString());

    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OpenSSH", "Linux", "Apache"})
  void real_logs_with_an_attack_name_the_attackers(String system) {
    Optional<Path> log = loghub(system);
    assumeTrue(log.isPresent(), MISSING);

    Ran ran = Ran.piped("try", log.orElseThrow().toString());

    assertThat(ran.out()).contains("\"src_ip\":[");
  }

  private static List<RuleHeader> alerting() {
    RuleCollection rules = new RuleLoader(ReadOptions.defaults()).load(BuiltIn.rules(), List.of());
    Stream<Rule> events = rules.eventRules().stream().filter(EventRule::alerts).map(r -> r);
    Stream<Rule> correlations =
        rules.correlationRules().stream().filter(r -> r.alerts()).map(r -> r);
    return Stream.concat(events, correlations).map(Rule::header).toList();
  }

  private static Optional<Path> loghub(String system) {
    String said = System.getenv("IRONPOST_SHARED_DATA");
    Stream<Path> places =
        said == null
            ? Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolve("shared/data"))
            : Stream.of(Path.of(said));
    return places
        .map(data -> data.resolve("loghub").resolve(system).resolve(system + "_2k.log"))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
