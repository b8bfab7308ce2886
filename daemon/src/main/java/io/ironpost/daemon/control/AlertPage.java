package io.ironpost.daemon.control;

import java.util.List;

/// @param next to be given as `after` for the page that follows; empty when this is the last
public record AlertPage(List<StoredAlert> alerts, String next) {
  public AlertPage {
    alerts = List.copyOf(alerts);
  }
}
