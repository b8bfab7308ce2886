package io.ironpost.alerts.sink;

import io.ironpost.core.config.Key;
import java.util.List;

/// One kind of receiver: what can be set for it and how it is opened. A sink is a table
/// `[sinks.<name>]` whose `type` is the kind's word.
public interface SinkKind {
  /// As it stands in configurations: `webhook`, `syslog`.
  String word();

  /// What it is, for the reference page; one sentence.
  String about();

  /// What can be set, beside what every sink has (format, filters, rate limit).
  List<Key<?>> keys();

  /// What single values cannot say: what is missing, what does not go together, files that cannot
  /// be read. Empty when [#open] will work. Opens no connection.
  List<Complaint> check(SinkOptions options);

  /// Makes the sink. It reaches for its receiver with the first delivery only, so a receiver that
  /// is down does not hold the start up.
  ///
  /// @throws UnusableSinkException when [#check] has something to say
  AlertSink open(SinkOptions options, SinkPlace place);
}
