package io.ironpost.response;

import io.ironpost.response.journal.ActionRecord;
import java.util.List;

/// What came of an [Order].
public sealed interface OrderResult {
  /// @param record the action as it is now
  /// @param warnings what the person should know: who stays allowed, that the disk is full
  record Done(ActionRecord record, List<String> warnings) implements OrderResult {
    public Done {
      warnings = List.copyOf(warnings);
    }
  }

  /// It was so before; nothing changed.
  record AlreadySo(String said) implements OrderResult {}

  /// A dry run: it would be done.
  record Would(String said, List<String> warnings) implements OrderResult {
    public Would {
      warnings = List.copyOf(warnings);
    }
  }

  /// @param why for people, with what to do
  record Refused(Ground ground, String why) implements OrderResult {}

  /// Why an order is refused.
  enum Ground {
    /// The target may never be blocked: on the allowlist, or no address of anybody.
    PROTECTED,
    /// The order makes no sense: a network too wide, a duration out of bounds.
    UNFIT,
    /// There is no such action, or the address is not blocked.
    UNKNOWN,
    /// The action is in a state in which this cannot be done.
    WRONG_STATE,
    /// A limit is reached.
    FULL,
    /// Nobody here can do it, or it went wrong.
    FAILED
  }
}
