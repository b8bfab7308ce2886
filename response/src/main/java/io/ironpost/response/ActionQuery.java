package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import java.util.Set;

/// Which actions are asked for; the latest come first.
///
/// @param states empty for all
/// @param target as people write it: an address also finds networks it is in; empty for all
/// @param most at least 1
public record ActionQuery(Set<ActionState> states, String target, int most) {
  /// A page for people.
  public static final int DEFAULT_MOST = 100;

  public ActionQuery {
    states = Set.copyOf(states);
    if (most < 1) {
      throw new IllegalArgumentException("at most " + most);
    }
  }

  /// The latest, whatever they are.
  public static ActionQuery latest() {
    return new ActionQuery(Set.of(), "", DEFAULT_MOST);
  }

  boolean takes(ActionRecord record) {
    return (states.isEmpty() || states.contains(record.state()))
        && (target.isEmpty() || isOn(record.action()));
  }

  private boolean isOn(Action action) {
    return action.target().equals(target)
        || action instanceof BlockAddress(var prefix)
            && IpPrefix.of(target).filter(prefix::contains).isPresent();
  }
}
