package io.ironpost.daemon.control;

import java.time.Duration;

/// How much a client may ask of the control server: whoever may open the socket may not thereby
/// bring the program down.
///
/// @param maxBodyBytes of a request; the longest sensible one is a silence with a long reason
/// @param maxConnections at once; each costs a virtual thread and its buffers
/// @param maxStreams of alerts and records at once; each may hold a full mailbox
/// @param idle how long a connection may be silent between requests or within one
/// @param heartbeat how often a quiet stream says that it lives, by which a gone client is noticed
record ControlLimits(
    int maxBodyBytes, int maxConnections, int maxStreams, Duration idle, Duration heartbeat) {
  static ControlLimits defaults() {
    return new ControlLimits(64 * 1024, 64, 16, Duration.ofSeconds(30), Duration.ofSeconds(15));
  }
}
