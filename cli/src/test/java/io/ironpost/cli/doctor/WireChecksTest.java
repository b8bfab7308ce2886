package io.ironpost.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.doctor.Finding.Gravity;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.setup.KernelFact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WireChecksTest {
  private static final String GUARDED =
      "{'interfaces':[{'name':'eth0'}],'degradations':[],'events':{'reported':300,'lost':100}}";

  private static JsonValue json(String text) {
    return JsonValue.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static List<Finding> look(String enabled, String kernel, String stats) {
    Sample sample = new Sample(json("{}"), Series.of(""), 0);
    Case the = new Case(sample, sample, List.of(), Map.of("ebpf.enabled", enabled), Instant.EPOCH);
    return new WireChecks(the, json(kernel), json(stats)).findings();
  }

  private static String fact(String name, boolean there) {
    return "{'facts':[{'name':'%s','there':%s,'found':'none','without':'blocks end','fix':'mount it'}]}"
        .formatted(name, there);
  }

  @Test
  void what_the_kernel_does_not_give_is_told_with_what_to_do() {
    Finding finding = look("true", fact("bpffs", false), "{'interfaces':[{}]}").getFirst();
    assertThat(finding.gravity()).isEqualTo(Gravity.WARNING);
    assertThat(finding.what()).isEqualTo("The kernel does not give bpffs: blocks end.");
    assertThat(finding.fix()).isEqualTo("mount it");
    assertThat(look("true", fact("rights", false), "{}").getFirst().gravity())
        .isEqualTo(Gravity.ERROR);
  }

  @Test
  void lost_reports_are_told_with_their_part() {
    List<Finding> found = look("true", fact("bpffs", true), GUARDED);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().measured()).isEqualTo("100 lost, 25.0 % of all");
  }

  @Test
  void no_interface_is_an_error() {
    assertThat(look("true", "{'facts':[]}", "{'reason':'eth7 is not there'}").getFirst().measured())
        .isEqualTo("eth7 is not there");
  }

  @Test
  void who_did_not_ask_for_the_wire_is_told_nothing() {
    assertThat(look("false", fact("rights", false), GUARDED)).isEmpty();
  }

  @Test
  void without_a_daemon_the_machine_is_judged_alike() {
    KernelFact there = new KernelFact("jit", true, "", "", "");
    KernelFact missing = new KernelFact("xdp", false, "none", "nothing is dropped", "a kernel");
    assertThat(WireChecks.of(List.of(there, missing)))
        .containsExactly(
            Finding.error("The kernel does not give xdp: nothing is dropped.", "none", "a kernel"));
  }
}
