package io.ironpost.alerts.deliver;

import io.ironpost.alerts.fold.Hush;
import io.ironpost.alerts.format.AlertFormat;
import io.ironpost.alerts.format.NativeJson;
import io.ironpost.alerts.format.UnreadableAlertException;
import io.ironpost.alerts.sink.Message;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.spool.SpoolEntry;

/// Decides what goes to a receiver and what does not.
final class Sorter {
  private final Route route;
  private final Hush hush;
  private final RateLimit limit;
  private final HeldBack heldBack;
  private final AlertFormat format;

  Sorter(Route route, Hush hush, RateLimit limit, HeldBack heldBack, AlertFormat format) {
    this.route = route;
    this.hush = hush;
    this.limit = limit;
    this.heldBack = heldBack;
    this.format = format;
  }

  Errand sort(SpoolEntry entry) {
    try {
      return sort(entry.sequence(), NativeJson.read(entry.payload()));
    } catch (UnreadableAlertException _) {
      return new Errand.Pass(entry.sequence(), DropReason.UNREADABLE);
    } catch (RuntimeException _) {
      // A fault in a format for one alert must not hold up all that come after it.
      return new Errand.Pass(entry.sequence(), DropReason.MODULE_FAILED);
    }
  }

  private Errand sort(long sequence, AlertUpdate update) {
    if (!route.wants(update)) {
      return new Errand.Pass(sequence, DropReason.UNWANTED);
    }
    if (!update.silencedBy().isEmpty()
        || !hush.silencedBy(update.alert(), update.rule()).isEmpty()) {
      return new Errand.Pass(sequence, DropReason.SILENCED);
    }
    if (!limit.admits(update)) {
      heldBack.add(update);
      return new Errand.Pass(sequence, DropReason.RATE_LIMITED);
    }
    return new Errand.Carry(sequence, message(update));
  }

  Message message(AlertUpdate update) {
    return new Message(update, format.write(update), format.mediaType());
  }
}
