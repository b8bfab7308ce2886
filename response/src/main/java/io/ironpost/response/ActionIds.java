package io.ironpost.response;

import io.ironpost.response.journal.ActionBook;
import java.util.random.RandomGenerator;

/// Ids that people read out and type: six letters and digits, none of which look like another.
/// Random, so that an id which was said before a crash and lost with it is not another's after.
final class ActionIds {
  private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
  private static final int LENGTH = 6; // 30^6: 1 in 36,000 that a new one is among 20,000

  private final RandomGenerator random;

  ActionIds(RandomGenerator random) {
    this.random = random;
  }

  /// One that is not in the book.
  String next(ActionBook book) {
    String id = random();
    while (book.find(id).isPresent()) {
      id = random();
    }
    return id;
  }

  private String random() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
