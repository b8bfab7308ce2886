package io.ironpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTest {
  @Test
  void both_outputs_and_the_end_are_told() {
    Command.Result result = Command.of("sh", "-c", "echo out; echo err >&2; exit 3").run();
    assertThat(result.output()).isEqualTo("out\nerr\n");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.ok()).isFalse();
    assertThatThrownBy(result::orFail)
        .hasMessageContaining("ended with 3")
        .hasMessageEndingWith("err");
  }

  @Test
  void a_program_that_takes_too_long_is_killed_with_what_it_started() {
    long start = System.nanoTime();
    Command.Result result =
        Command.of("sh", "-c", "echo early; sleep 30 & sleep 30; echo late")
            .within(Duration.ofMillis(300))
            .run();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(result.exitCode()).isEqualTo(Command.Result.TIMED_OUT);
    assertThat(result.output()).isEqualTo("early\n");
    assertThatThrownBy(result::orFail).hasMessageContaining("took too long");
  }

  @Test
  void a_program_that_is_missing_has_its_name_said() {
    assertThat(Privileges.tool("no-such-program").reason()).contains("no-such-program");
    assertThat(Privileges.tool("sh").met()).isTrue();
    assertThatThrownBy(() -> Command.of("no-such-program").run())
        .hasMessageContaining("no-such-program");
  }
}
