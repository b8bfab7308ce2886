package io.ironpost.daemon.control;

import java.util.List;

/// Why a request was not done, as RFC 9457 writes it: what, where, and what to do about it.
///
/// @param title the same for every problem of the kind
/// @param detail what it was this time; empty when the title says it all
/// @param whatToDo for a person
/// @param problems single faults, when there may be several
record Problem(int status, String title, String detail, String whatToDo, List<String> problems) {
  static final String MEDIA_TYPE = "application/problem+json";

  Problem {
    problems = List.copyOf(problems);
  }

  static Problem badRequest(List<String> problems) {
    return new Problem(
        400,
        "The request is not understood.",
        String.join("; ", problems),
        "Correct the request; GET /openapi.json describes it.",
        problems);
  }

  static Problem noSuch(String what, String whatToDo) {
    return new Problem(404, "There is no such " + what + ".", "", whatToDo, List.of());
  }

  static Problem refused(String title, List<String> problems, String whatToDo) {
    return new Problem(422, title, String.join("; ", problems), whatToDo, problems);
  }

  static Problem tooLarge(int maxBytes) {
    return new Problem(
        413, "The body is larger than " + maxBytes + " bytes.", "", "Send less.", List.of());
  }

  static Problem unavailable(String detail, String whatToDo) {
    return new Problem(503, "This cannot be had now.", detail, whatToDo, List.of());
  }

  /// A fault of the program. Its text may hold anything and stands in the log only.
  static Problem internal() {
    return new Problem(
        500,
        "Ironpost made a mistake.",
        "",
        "The program's log says more; please report it with `ironpost support`.",
        List.of());
  }

  Answer answer(String where) {
    byte[] body =
        JsonBody.of(json -> {
          json.writeStringProperty("type", "about:blank");
          json.writeStringProperty("title", title);
          json.writeNumberProperty("status", status);
          json.writeStringProperty("detail", detail);
          json.writeStringProperty("instance", where);
          json.writeStringProperty("what_to_do", whatToDo);
          JsonBody.texts(json, "problems", problems);
        });
    return new Answer.Whole(status, MEDIA_TYPE, body);
  }
}
