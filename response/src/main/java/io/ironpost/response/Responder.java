package io.ironpost.response;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.journal.ActionRecord;
import java.util.List;
import java.util.Optional;

/// Answers alerts.
public final class Responder implements Module {
  public Responder(ResponsePlace place, ResponseRules rules) {}

  @Override
  public String name() {
    return "response";
  }

  @Override
  public void start() throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop() {}

  @Override
  public Health health() {
    throw new UnsupportedOperationException();
  }

  /// An alert that was just appended to the spool. On the thread that settles: never waits. What
  /// there is no room for comes from the spool a little later.
  public void told(long spoolSequence, AlertUpdate update) {
    throw new UnsupportedOperationException();
  }

  /// Does what a person wants, by the same path as policies; back when it is in the journal. From
  /// any thread.
  public OrderResult order(Order order) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// The latest first.
  public List<ActionRecord> actions(ActionQuery query) {
    throw new UnsupportedOperationException();
  }

  public Optional<ActionRecord> action(String id) {
    throw new UnsupportedOperationException();
  }

  /// Other policies, limits, networks, from the next alert on. What holds goes on, but for what is
  /// allowlisted now.
  public void reload(ResponseRules rules) {
    throw new UnsupportedOperationException();
  }

  /// Asks again who is on this host and at its keyboard: to be called when somebody logged in.
  public void rescan() {
    throw new UnsupportedOperationException();
  }

  /// An enforcer works again: what should hold is ordered anew, what failed is tried again.
  public void enforcerReady() {
    throw new UnsupportedOperationException();
  }

  /// The allowlist as it is, with the reasons.
  public List<AllowEntry> allowed() {
    throw new UnsupportedOperationException();
  }

  public ResponseFigures figures() {
    throw new UnsupportedOperationException();
  }
}
