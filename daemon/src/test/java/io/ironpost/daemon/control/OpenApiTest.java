package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The document says what the server does, no more and no less.
class OpenApiTest {
  private static final JsonValue DOCUMENT = JsonValue.read(OpenApi.document());

  private static final String SILENCE =
      "{\"matchers\":[\"rule=x\"],\"reason\":\"r\",\"owner\":\"o\",\"duration_seconds\":60}";

  private static final String BY = "{\"by\":\"alice\"}";

  private static final String BLOCK =
      "{\"address\":\"203.0.113.9\",\"duration_seconds\":60,\"by\":\"alice\"}";

  @TempDir Path folder;
  private Desk desk;

  /// One request and what it answers; `status` is the documented one.
  record Asked(String method, String template, Target target, String body, int status) {}

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void every_route_is_documented_and_every_documented_route_exists() {
    Set<String> routes =
        desk.program().routes().stream()
            .map(route -> route.method() + " " + route.template())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented()).isEqualTo(routes);
  }

  private static Set<String> documented() {
    Set<String> operations = new TreeSet<>();
    DOCUMENT
        .get("paths")
        .members()
        .forEach((path, methods) ->
            methods
                .members()
                .keySet()
                .forEach(method ->
                    operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
    return operations;
  }

  static Stream<Asked> requests() {
    return Stream.of(
        new Asked("GET", "/health", Target.of("health"), "", 200),
        new Asked("GET", "/status", Target.of("status"), "", 200),
        new Asked("GET", "/rules", Target.of("rules"), "", 200),
        new Asked("GET", "/config", Target.of("config"), "", 200),
        new Asked("POST", "/reload", Target.of("reload"), "", 200),
        new Asked("POST", "/stop", Target.of("stop"), "", 202),
        new Asked("GET", "/alerts", Target.of("alerts"), "", 200),
        new Asked("GET", "/alerts", Target.of("alerts").with("limit", "0"), "", 400),
        new Asked("GET", "/alerts/{id}", Target.of("alerts", "a-1"), "", 200),
        new Asked("GET", "/alerts/{id}", Target.of("alerts", "a-2"), "", 404),
        new Asked(
            "POST", "/alerts/{id}/ack", Target.of("alerts", "a-1", "ack"), "{\"by\":\"a\"}", 200),
        new Asked("POST", "/alerts/{id}/ack", Target.of("alerts", "a-1", "ack"), "[]", 400),
        new Asked("GET", "/silences", Target.of("silences"), "", 200),
        new Asked("POST", "/silences", Target.of("silences"), SILENCE, 201),
        new Asked(
            "POST", "/silences", Target.of("silences"), SILENCE.replace("rule=x", "nonsense"), 422),
        new Asked("DELETE", "/silences/{id}", Target.of("silences", "s-1"), "", 200),
        new Asked("GET", "/actions", Target.of("actions"), "", 200),
        new Asked("GET", "/actions", Target.of("actions").with("state", "gone"), "", 400),
        new Asked("GET", "/actions/{id}", Target.of("actions", "k7f3"), "", 200),
        new Asked("GET", "/actions/{id}", Target.of("actions", "none"), "", 404),
        new Asked("POST", "/actions", Target.of("actions"), BLOCK, 201),
        new Asked(
            "POST",
            "/actions",
            Target.of("actions"),
            BLOCK.replace("{", "{\"dry_run\":true,"),
            200),
        new Asked(
            "POST", "/actions", Target.of("actions"), BLOCK.replace("203.0.113.9", "::1"), 422),
        new Asked("POST", "/actions/{id}/undo", Target.of("actions", "k7f3", "undo"), BY, 200),
        new Asked("POST", "/actions/{id}/undo", Target.of("actions", "none", "undo"), BY, 404),
        new Asked("POST", "/actions/{id}/approve", Target.of("actions", "x", "approve"), BY, 200),
        new Asked("POST", "/actions/{id}/deny", Target.of("actions", "x", "deny"), BY, 422),
        new Asked(
            "POST",
            "/blocklist/unblock",
            Target.of("blocklist", "unblock"),
            "{\"address\":\"203.0.113.9\",\"by\":\"a\"}",
            503),
        new Asked("GET", "/blocklist", Target.of("blocklist"), "", 200),
        new Asked("GET", "/blocklist", Target.of("blocklist").with("address", "x"), "", 400),
        new Asked(
            "POST",
            "/blocklist/imports",
            Target.of("blocklist", "imports"),
            "{\"name\":\"drop\",\"source\":\"drop.txt\",\"by\":\"a\",\"valid_seconds\":60}",
            201),
        new Asked(
            "POST",
            "/blocklist/imports/{id}/commit",
            Target.of("blocklist", "imports", "9", "commit"),
            "",
            404),
        new Asked(
            "DELETE", "/blocklist/feeds/{name}", Target.of("blocklist", "feeds", "x"), "", 404),
        new Asked("GET", "/net/stats", Target.of("net", "stats"), "", 200),
        new Asked("GET", "/net/flows", Target.of("net", "flows"), "", 200),
        new Asked("GET", "/net/flows", Target.of("net", "flows").with("limit", "0"), "", 400),
        new Asked("GET", "/net/kernel", Target.of("net", "kernel"), "", 200),
        new Asked("GET", "/openapi.json", Target.of("openapi.json"), "", 200));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answers_are_as_documented(Asked asked) {
    ControlClient.Response answer =
        switch (asked.method()) {
          case "POST" -> desk.client.post(asked.target(), asked.body());
          case "DELETE" -> desk.client.delete(asked.target());
          default -> desk.client.get(asked.target());
        };
    assertThat(answer.status()).as(answer.text()).isEqualTo(asked.status());
    documentedAnswer(asked.method(), asked.template(), answer);
  }

  private static JsonValue documentedAnswer(
      String method, String template, ControlClient.Response answer) {
    JsonValue schema =
        DOCUMENT
            .get("paths")
            .get(template)
            .get(method.toLowerCase(java.util.Locale.ROOT))
            .get("responses")
            .get(String.valueOf(answer.status()))
            .get("content")
            .get(answer.mediaType())
            .get("schema");
    assertThat(schema).as(template + " " + answer.text()).isNotEqualTo(new JsonValue.Nothing());
    List<String> faults = new ArrayList<>();
    check(answer.json(), schema, "", faults);
    assertThat(faults).isEmpty();
    return answer.json();
  }

  /// As much of JSON Schema as the document uses.
  private static void check(JsonValue value, JsonValue given, String at, List<String> faults) {
    JsonValue schema = resolved(given);
    String type = schema.get("type").text();
    if (!type.equals(typeOf(value, type))) {
      faults.add(at + ": " + value + " is no " + type);
      return;
    }
    schema.get("required").items().stream()
        .map(JsonValue::text)
        .filter(name -> !value.members().containsKey(name))
        .forEach(name -> faults.add(at + ": " + name + " is missing"));
    value.members().forEach((name, member) -> checkMember(name, member, schema, at, faults));
    for (JsonValue item : value.items()) {
      check(item, schema.get("items"), at + "[]", faults);
    }
    List<JsonValue> words = schema.get("enum").items();
    if (!words.isEmpty() && !words.contains(value)) {
      faults.add(at + ": " + value + " is not one of " + words);
    }
  }

  private static void checkMember(
      String name, JsonValue member, JsonValue schema, String at, List<String> faults) {
    JsonValue known = schema.get("properties").get(name);
    JsonValue further = schema.get("additionalProperties");
    if (known instanceof JsonValue.Members) {
      check(member, known, at + "/" + name, faults);
    } else if (further instanceof JsonValue.Members) {
      check(member, further, at + "/" + name, faults);
    } else if (further instanceof JsonValue.Flag(var allowed) && !allowed) {
      faults.add(at + ": " + name + " is not documented");
    }
  }

  private static JsonValue resolved(JsonValue schema) {
    String reference = schema.get("$ref").text();
    return reference.isEmpty()
        ? schema
        : DOCUMENT
            .get("components")
            .get("schemas")
            .get(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static String typeOf(JsonValue value, String wanted) {
    return switch (value) {
      case JsonValue.Members _ -> "object";
      case JsonValue.Items _ -> "array";
      case JsonValue.Text _ -> "string";
      case JsonValue.Flag _ -> "boolean";
      case JsonValue.Nothing _ -> "null";
      case JsonValue.Number(var literal) ->
          wanted.equals("integer") && literal.matches("-?\\d+") ? "integer" : "number";
    };
  }

  /// What takes several requests: a feed that is brought, kept and removed.
  @Test
  void an_import_answers_as_documented() {
    String begun =
        documentedAnswer(
                "POST",
                "/blocklist/imports",
                desk.client.post(
                    Target.of("blocklist", "imports"),
                    "{\"name\":\"drop\",\"source\":\"x\",\"by\":\"a\"}"))
            .get("id")
            .text();
    documentedAnswer(
        "POST",
        "/blocklist/imports/{id}/entries",
        desk.client.post(
            Target.of("blocklist", "imports", begun, "entries"), "{\"entries\":[\"1.2.3.4\"]}"));
    documentedAnswer(
        "POST",
        "/blocklist/imports/{id}/commit",
        desk.client.post(Target.of("blocklist", "imports", begun, "commit"), ""));
    documentedAnswer("GET", "/blocklist", desk.client.get(Target.of("blocklist")));
    documentedAnswer(
        "DELETE",
        "/blocklist/feeds/{name}",
        desk.client.delete(Target.of("blocklist", "feeds", "drop")));
  }

  @Test
  void every_reference_leads_somewhere() {
    String text = new String(OpenApi.document(), java.nio.charset.StandardCharsets.UTF_8);
    Set<String> schemas = DOCUMENT.get("components").get("schemas").members().keySet();
    assertThat(
            java.util.regex.Pattern.compile("#/components/schemas/(\\w+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1)))
        .isNotEmpty()
        .allMatch(schemas::contains);
  }
}
