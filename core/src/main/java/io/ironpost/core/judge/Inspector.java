package io.ironpost.core.judge;

import io.ironpost.core.event.EventRecord;

/// Looks at records, on one thread, and keeps what it finds until [#take].
public interface Inspector {
  /// Judges one record; nothing of it is kept by reference but the bytes of its line.
  void inspect(EventRecord record);

  /// What was found since the last call, and starts anew.
  Verdicts take();
}
