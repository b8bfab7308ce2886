package io.ironpost.daemon.run;

import io.ironpost.core.config.Setting;
import io.ironpost.daemon.control.Acknowledgement;
import io.ironpost.daemon.control.AlertPage;
import io.ironpost.daemon.control.AlertQuery;
import io.ironpost.daemon.control.Controls;
import io.ironpost.daemon.control.ReloadOutcome;
import io.ironpost.daemon.control.SettingView;
import io.ironpost.daemon.control.SilenceOrder;
import io.ironpost.daemon.control.SilenceOutcome;
import io.ironpost.daemon.control.SilenceView;
import io.ironpost.daemon.control.StoredAlert;
import io.ironpost.daemon.control.UnavailableException;
import io.ironpost.store.history.AlertRow;
import io.ironpost.store.history.HistoryException;
import io.ironpost.store.history.Position;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers what the control server asks, from the parts of the running program.
final class ProgramControls implements Controls {
  private final Daemon daemon;

  ProgramControls(Daemon daemon) {
    this.daemon = daemon;
  }

  @Override
  public AlertPage alerts(AlertQuery query) {
    var wanted =
        io.ironpost.store.history.AlertQuery.builder()
            .rule(query.rule())
            .text(query.text())
            .limit(query.limit());
    query.since().ifPresent(wanted::from);
    query.until().ifPresent(wanted::until);
    query.atLeast().ifPresent(wanted::atLeast);
    query.phase().ifPresent(phase -> wanted.phases(EnumSet.of(phase)));
    query.entities().forEach(wanted::entity);
    Position.of(query.after()).ifPresent(wanted::after);
    List<AlertRow> rows = asked(() -> daemon.history().list(wanted.build()));
    String next = rows.size() < query.limit() ? "" : rows.getLast().position().toString();
    return new AlertPage(rows.stream().map(ProgramControls::stored).toList(), next);
  }

  @Override
  public Optional<StoredAlert> alert(String id) {
    return asked(() -> daemon.history().find(id)).map(details -> stored(details.alert()));
  }

  private static StoredAlert stored(AlertRow row) {
    return new StoredAlert(
        row.document(),
        row.acknowledgement().map(ack -> new Acknowledgement(ack.by(), ack.at(), ack.note())));
  }

  @Override
  public Optional<StoredAlert> acknowledge(String id, String by, String note) {
    return asked(() -> daemon.history().acknowledge(id, by, note)) ? alert(id) : Optional.empty();
  }

  /// A database that is away is no fault of the program.
  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (HistoryException e) {
      throw new UnavailableException(
          String.valueOf(e.getMessage()), "Look at the health of history: ironpost status", e);
    }
  }

  @Override
  public List<SilenceView> silences() {
    return daemon.silencing().views();
  }

  @Override
  public SilenceOutcome silence(SilenceOrder order) {
    return daemon.silencing().add(order);
  }

  @Override
  public boolean endSilence(String id) {
    return daemon.silencing().end(id);
  }

  @Override
  public ReloadOutcome reload() {
    try {
      return daemon.reloads().reload("asked for over the control socket");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the program is stopping", "Start it again.", e);
    }
  }

  @Override
  public List<SettingView> config() {
    return daemon.reloads().inForce().settings().stream().map(ProgramControls::view).toList();
  }

  private static SettingView view(Setting<?> setting) {
    return new SettingView(
        setting.dotted(), String.valueOf(setting.shown()), setting.origin().toString());
  }

  @Override
  public void stop() {
    daemon.askToStop("asked for over the control socket");
  }
}
