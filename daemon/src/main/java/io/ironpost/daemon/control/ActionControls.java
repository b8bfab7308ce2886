package io.ironpost.daemon.control;

import io.ironpost.response.ActionQuery;
import io.ironpost.response.Order;
import io.ironpost.response.OrderResult;
import io.ironpost.response.journal.ActionRecord;
import java.util.List;
import java.util.Optional;

/// What the control server asks of the response: actions that were done, and orders of people.
///
/// Called by many threads at once; what cannot be had now is told by [UnavailableException].
public interface ActionControls {
  /// The latest first.
  List<ActionRecord> actions(ActionQuery query);

  Optional<ActionRecord> action(String id);

  /// Back when it is in the journal.
  OrderResult order(Order order);
}
