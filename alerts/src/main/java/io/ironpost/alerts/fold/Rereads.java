package io.ironpost.alerts.fold;

/// Knows whose lines come a second time after a crash: a file is read again from its checkpoint, a
/// datagram is gone.
///
/// It matters twice. A told line that will come again must be recognised and not counted twice; a
/// line that only looks like a told one (a receiver counts its bytes from 0 after each start) must
/// not be taken for it.
@FunctionalInterface
public interface Rereads {
  /// Every source is read again.
  Rereads ALL = _ -> true;

  boolean comeAgain(String source);
}
