package io.ironpost.bench.gen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// Who guesses when. Most strangers stay below five guesses in sixty seconds, many of them by one
/// second or by one guess: that is where a counter of windows goes wrong.
final class GuessPlan {
  private static final int WINDOW_SECONDS = 60;

  /// Strangers of each kind in a log of a million lines; smaller logs have proportionally fewer.
  private static final int FULL_SIZE = 1_000_000;

  private final SplittableRandom random;
  private final int seconds;
  private final double share;
  private final List<Guess> guesses = new ArrayList<>();
  private int addresses;

  private GuessPlan(SplittableRandom random, int lines, int seconds) {
    this.random = random;
    this.seconds = seconds;
    this.share = (double) lines / FULL_SIZE;
  }

  /// All guesses of a log of so many lines and seconds, by time.
  static List<Guess> of(SplittableRandom random, int lines, int seconds) {
    GuessPlan plan = new GuessPlan(random, lines, seconds);
    plan.repeat(300, plan::inBursts);
    plan.repeat(200, () -> plan.spaced(120, 1, 25));
    plan.repeat(150, () -> plan.spaced(100, 12, 18));
    plan.repeat(300, () -> plan.spaced(60, 30, 900));
    plan.repeat(5_000, plan::once);
    plan.repeat(40, () -> plan.fiveOver(WINDOW_SECONDS));
    plan.repeat(60, () -> plan.fiveOver(WINDOW_SECONDS + 1));
    plan.repeat(60, plan::withAnAgentFullOfKeys);
    plan.repeat(6, plan::untilItWorks);
    Collections.sort(plan.guesses);
    return plan.guesses;
  }

  private void repeat(int times, Runnable stranger) {
    for (int i = 0; i < Math.max(1, times * share); i++) {
      stranger.run();
    }
  }

  /// A tool that does not care: reaches five, again and again.
  private void inBursts() {
    String address = address();
    for (int burst = 1 + random.nextInt(6); burst > 0; burst--) {
      int second = start();
      for (int guess = 5 + random.nextInt(50); guess > 0; guess--) {
        second += 1 + random.nextInt(8);
        add(second, address);
      }
    }
  }

  /// A tool that knows the usual limit: as fast as it can be with never five in sixty seconds.
  private void spaced(int about, int gapFrom, int gapTo) {
    String address = address();
    List<Integer> times = new ArrayList<>();
    int second = start();
    for (int guess = about / 2 + random.nextInt(about); guess > 0; guess--) {
      second += random.nextInt(gapFrom, gapTo + 1);
      if (times.size() >= 4) {
        second = Math.max(second, times.get(times.size() - 4) + WINDOW_SECONDS + 1);
      }
      times.add(second);
      add(second, address);
    }
  }

  /// One of a botnet: up to three guesses, ever.
  private void once() {
    String address = address();
    int second = start();
    for (int guess = 1 + random.nextInt(3); guess > 0; guess--) {
      second += 2 + random.nextInt(4_000);
      add(second, address);
    }
  }

  /// Five guesses, the fifth exactly so many seconds after the first.
  private void fiveOver(int span) {
    String address = address();
    int second = start();
    add(second, address);
    for (int guess = 0; guess < 3; guess++) {
      add(second + 1 + random.nextInt(span - 1), address);
    }
    add(second + span, address);
  }

  private void withAnAgentFullOfKeys() {
    String address = address();
    int second = start();
    for (int key = 6 + random.nextInt(3); key > 0; key--) {
      guesses.add(new Guess(second, address, true, false));
    }
  }

  private void untilItWorks() {
    String address = address();
    int second = start();
    for (int guess = 6 + random.nextInt(20); guess > 0; guess--) {
      second += 1 + random.nextInt(5);
      add(second, address);
    }
    guesses.add(new Guess(second + 4, address, false, true));
  }

  private void add(int second, String address) {
    guesses.add(new Guess(second, address, false, false));
  }

  private int start() {
    return 60 + random.nextInt(Math.max(1, seconds - 120));
  }

  /// A new address each time, from the range that RFC 2544 keeps for measurements; one in twelve
  /// from RFC 3849's.
  private String address() {
    int number = addresses++;
    if (number % 12 == 7) {
      return "2001:db8:%x::%x".formatted(number & 0xffff, 1 + number % 997);
    }
    return "198.%d.%d.%d".formatted(18 + (number >> 16 & 1), number >> 8 & 255, number & 255);
  }
}
