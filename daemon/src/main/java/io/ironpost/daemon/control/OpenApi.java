package io.ironpost.daemon.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The description of everything here, written by hand and kept true by a test.
final class OpenApi {
  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  static List<Route> routes() {
    return List.of(
        Route.get(
            "/openapi.json",
            request -> {
              request.query().check();
              return new Answer.Whole(200, "application/json", document());
            }));
  }

  static byte[] document() {
    try (InputStream in =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("our own " + RESOURCE + " cannot be read", e);
    }
  }
}
