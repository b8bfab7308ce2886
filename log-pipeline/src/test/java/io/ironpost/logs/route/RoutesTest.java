package io.ironpost.logs.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.ParserWorld;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private final ParserWorld world = new ParserWorld();
  private final LogParser json = world.parser("json");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | process_creation",
        "2 | file_change",
        "3 | network_connection",
        "5 | process_termination",
        "6 | driver_load",
        "7 | image_load",
        "8 | create_remote_thread",
        "9 | raw_access_thread",
        "10 | process_access",
        "11 | file_event",
        "12 | registry_add",
        "13 | registry_set",
        "14 | registry_rename",
        "15 | create_stream_hash",
        "17 | pipe_created",
        "18 | pipe_created",
        "19 | wmi_event",
        "21 | wmi_event",
        "22 | dns_query",
        "23 | file_delete",
        "24 | clipboard_capture",
        "25 | process_tampering",
        "26 | file_delete_detected",
        "27 | file_block_executable",
        "28 | file_block_shredding",
        "29 | file_executable_detected"
      })
  void each_sysmon_event_has_its_category(int id, String category) {
    world.parse(
        json,
        "{\"EventID\":%d,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\"}".formatted(id));
    assertLogsource("windows", category, "sysmon");
    world.parse(
        json, "{\"winlog\":{\"event_id\":%d,\"provider_name\":\"Linux-Sysmon\"}}".formatted(id));
    assertLogsource("linux", category, "sysmon");
  }

  private void assertLogsource(String product, String category, String service) {
    assertThat(world.record.logsource())
        .hasToString("product=%s category=%s service=%s".formatted(product, category, service));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Channel\":\"Security\",\"EventID\":4688 | windows | process_creation | security",
        "\"Channel\":\"security\",\"EventID\":1102 | windows | `` | security",
        "\"Channel\":\"Windows PowerShell\",\"EventID\":400 | windows | ps_classic_start |"
            + " powershell-classic",
        "\"Channel\":\"Microsoft-Windows-PowerShell/Operational\",\"EventID\":4104 | windows |"
            + " ps_script | powershell",
        "\"Channel\":\"Microsoft-Windows-AppLocker/EXE and DLL\",\"EventID\":1 | windows | `` |"
            + " applocker",
        "\"Channel\":\"Strange\",\"EventID\":1 | windows | `` | ``",
        "\"eventVersion\":\"1\",\"eventSource\":\"x\",\"eventName\":\"y\" | aws | `` | cloudtrail",
        "\"category\":\"AuditLogs\",\"operationName\":\"x\" | azure | `` | auditlogs",
        "\"logName\":\"projects/x/logs/cloudaudit.googleapis.com%2Factivity\" | gcp | `` |"
            + " gcp.audit",
        "\"apiVersion\":\"audit.k8s.io/v1\",\"kind\":\"Event\" | kubernetes | application | audit",
        "\"_path\":\"dns\",\"query\":\"x\" | zeek | `` | dns",
        "\"event_type\":\"alert\",\"src_ip\":\"1.1.1.1\" | suricata | `` | ``",
        "\"Workload\":\"Exchange\",\"Operation\":\"x\" | m365 | `` | exchange,audit",
        "\"category\":\"shop\" | `` | shop | ``",
      })
  void known_shapes_have_their_logsource(
      String fields, String product, String category, String service) {
    world.parse(json, "{" + fields + "}");
    assertLogsource(product, category, service);
  }

  @Test
  void fields_of_a_shipped_event_are_offered_under_their_own_names() {
    world.names.idOf("TargetObject");
    world.parse(
        json,
        "{\"Event\":{\"EventData\":{\"TargetObject\":\"HKLM\"},\"System\":{\"EventID\":13}}}");
    assertThat(world.values("TargetObject")).containsExactly("HKLM");
    assertThat(world.values("EventID")).containsExactly("13");
  }

  @Test
  void an_alias_does_not_repeat_a_name_the_event_has() {
    world.parse(
        json,
        "{\"Channel\":\"Security\",\"EventID\":4688,\"NewProcessName\":\"a\",\"Image\":\"b\"}");
    assertThat(world.values("Image")).containsExactly("b");
  }

  @Test
  void all_mistakes_of_a_file_are_told_with_their_place() {
    Routes.Reading reading =
        Routes.read(
            "mine.yml",
            """
            name: mine
            prefix: [a.]
            routes:
              - when: {a: 1}
              - logsource: {products: x}
              - word
            """);
    assertThat(reading.problems())
        .extracting(RouteProblem::line, RouteProblem::column)
        .containsExactly(tuple(2, 1), tuple(4, 5), tuple(5, 17), tuple(6, 5), tuple(6, 5));
  }

  @Test
  void a_file_that_is_no_yaml_is_one_problem() {
    assertThat(Routes.read("x.yml", "a: [").problems()).hasSize(1);
  }

  @Test
  void the_users_own_routes_are_asked_first() {
    Routes mine =
        Routes.read("mine.yml", "routes:\n  - {when: {app: shop}, logsource: {product: mine}}")
            .routes();
    Routes other =
        Routes.read("their.yml", "routes:\n  - {when: {app: '*'}, logsource: {product: other}}")
            .routes();
    List<Pipeline> all = mine.then(other).pipelines();
    assertThat(all).extracting(Pipeline::name).containsExactly("mine.yml", "their.yml");
  }
}
