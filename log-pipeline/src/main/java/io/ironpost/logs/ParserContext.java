package io.ironpost.logs;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.logs.program.Programs;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.syslog.TimestampContext;
import java.time.ZoneId;

/// What a parser needs to know of its surroundings; one thread's, for one source.
///
/// @param source where the lines come from, as the user named it: a path may name a container
/// @param router which events are of which logsource, over the names and logsources of the program
/// @param programs the message taxonomy, for this thread
/// @param time what timestamps leave out
public record ParserContext(
    String source, Router router, Programs programs, TimestampContext time) {
  FieldNames names() {
    return router.names();
  }

  Logsources logsources() {
    return router.logsources();
  }

  ZoneId zone() {
    return time.zone();
  }
}
