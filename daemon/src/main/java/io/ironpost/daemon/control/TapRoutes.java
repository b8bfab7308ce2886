package io.ironpost.daemon.control;

import java.util.List;

/// Records as they pass.
final class TapRoutes {
  private final TapFeed feed;

  TapRoutes(TapFeed feed) {
    this.feed = feed;
  }

  List<Route> all() {
    return List.of(Route.get("/tap", this::tap));
  }

  private Answer tap(Request request) {
    Query query = request.query();
    String source = query.text("source");
    int rate = query.whole("rate", TapFeed.DEFAULT_PER_SECOND, 1, TapFeed.MAX_PER_SECOND);
    query.check();
    return new Answer.Events(feed.listen(source, rate));
  }
}
