package io.ironpost.daemon.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds who does what is asked and turns every way in which it can fail into an answer.
///
/// It knows nothing of sockets: the same desk serves the Unix socket, the metrics port and tests.
final class FrontDesk {
  private static final Logger LOG = LoggerFactory.getLogger(FrontDesk.class);

  private final List<Route> routes;

  /// @param routes of two that fit a path the first is taken
  FrontDesk(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> routes() {
    return routes;
  }

  Answer answer(Request request) {
    String where = request.path();
    try {
      return route(request);
    } catch (RefusedException refused) {
      return refused.problem().answer(where);
    } catch (UnavailableException e) {
      return Problem.unavailable(String.valueOf(e.getMessage()), e.whatToDo()).answer(where);
    } catch (RuntimeException e) {
      LOG.error("A control request failed: {} {}", request.method(), where, e);
      return Problem.internal().answer(where);
    }
  }

  private Answer route(Request request) {
    boolean otherMethod = false;
    for (Route route : routes) {
      Optional<Map<String, String>> names = route.match(request.path());
      if (names.isPresent() && route.method().equals(request.method())) {
        return route.handler().answer(request.named(names.get()));
      }
      otherMethod |= names.isPresent();
    }
    throw new RefusedException(otherMethod ? wrongMethod(request) : notFound());
  }

  private static Problem notFound() {
    return Problem.noSuch("page", "GET /openapi.json lists what there is.");
  }

  private Problem wrongMethod(Request request) {
    List<String> allowed =
        routes.stream()
            .filter(route -> route.match(request.path()).isPresent())
            .map(Route::method)
            .distinct()
            .toList();
    return new Problem(
        405,
        "This cannot be done here.",
        "Allowed: " + String.join(", ", allowed),
        "Use one of the allowed methods.",
        List.of());
  }
}
