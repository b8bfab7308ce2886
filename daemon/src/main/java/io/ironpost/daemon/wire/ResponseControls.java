package io.ironpost.daemon.wire;

import io.ironpost.daemon.control.ActionControls;
import io.ironpost.response.ActionQuery;
import io.ironpost.response.Order;
import io.ironpost.response.OrderResult;
import io.ironpost.response.Responder;
import io.ironpost.response.journal.ActionRecord;
import java.util.List;
import java.util.Optional;

/// The response as the control server asks it.
record ResponseControls(Responder responder) implements ActionControls {
  @Override
  public List<ActionRecord> actions(ActionQuery query) {
    return responder.actions(query);
  }

  @Override
  public Optional<ActionRecord> action(String id) {
    return responder.action(id);
  }

  @Override
  public OrderResult order(Order order) {
    return responder.order(order);
  }
}
