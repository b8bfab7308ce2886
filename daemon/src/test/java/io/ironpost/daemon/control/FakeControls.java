package io.ironpost.daemon.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A program with one alert and one silence; keeps what it was asked.
final class FakeControls implements Controls {
  static final String ALERT =
      "{\"id\":\"a-1\",\"title\":\"SSH brute force\",\"entities\":{\"src_ip\":[\"203.0.113.9\"]}}";
  static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  final List<AlertQuery> queries = new ArrayList<>();
  final List<SilenceOrder> orders = new ArrayList<>();
  final CountDownLatch stopped = new CountDownLatch(1);
  boolean databaseAway;
  boolean faulty;
  ReloadOutcome reload =
      new ReloadOutcome.Applied(List.of("rules: 2 added"), List.of("metrics.port"));

  @Override
  public AlertPage alerts(AlertQuery query) {
    if (databaseAway) {
      throw new UnavailableException("the history cannot be read", "Look at its disk.");
    }
    if (faulty) {
      throw new IllegalStateException("secret inside");
    }
    queries.add(query);
    return new AlertPage(List.of(new StoredAlert(ALERT, Optional.empty())), "2026.a-1");
  }

  @Override
  public Optional<StoredAlert> alert(String id) {
    return id.equals("a-1")
        ? Optional.of(new StoredAlert(ALERT, Optional.empty()))
        : Optional.empty();
  }

  @Override
  public Optional<StoredAlert> acknowledge(String id, String by, String note) {
    return alert(id)
        .map(a -> new StoredAlert(a.json(), Optional.of(new Acknowledgement(by, AT, note))));
  }

  @Override
  public List<SilenceView> silences() {
    return List.of(
        new SilenceView(
            "s-1",
            List.of("rule=ssh_brute_force"),
            "penetration test",
            "alice",
            AT,
            AT.plusSeconds(600)));
  }

  @Override
  public SilenceOutcome silence(SilenceOrder order) {
    orders.add(order);
    return order.matchers().contains("nonsense")
        ? new SilenceOutcome.Refused(List.of("nonsense: must be name=value"))
        : new SilenceOutcome.Made(silences().getFirst());
  }

  @Override
  public boolean endSilence(String id) {
    return id.equals("s-1");
  }

  @Override
  public ReloadOutcome reload() {
    return reload;
  }

  @Override
  public List<SettingView> config() {
    return List.of(
        new SettingView("general.log_level", "info", "default"),
        new SettingView(
            "log_pipeline.storage.postgres_url",
            "postgresql://********@db/x",
            "ironpost.toml:3:1"));
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
