package io.ironpost.core.module;

import java.time.Duration;

/// Told what happens to modules; for the program's log. Called on the module's thread.
public interface Notices {
  /// Nobody listens.
  Notices NONE =
      new Notices() {
        @Override
        public void restarts(String module, int failures, Duration wait, Throwable cause) {}

        @Override
        public void gaveUp(String module, int failures, Throwable cause) {}
      };

  void restarts(String module, int failures, Duration wait, Throwable cause);

  void gaveUp(String module, int failures, Throwable cause);
}
