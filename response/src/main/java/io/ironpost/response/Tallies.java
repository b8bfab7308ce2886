package io.ironpost.response;

import java.util.concurrent.atomic.LongAdder;

/// What is counted beside the states of actions.
final class Tallies {
  final LongAdder alreadyAnswered = new LongAdder();
  final LongAdder tooLate = new LongAdder();
  final LongAdder overflowed = new LongAdder();
  final LongAdder unlisted = new LongAdder();
  final LongAdder moreTargets = new LongAdder();
  final LongAdder faults = new LongAdder();
}
