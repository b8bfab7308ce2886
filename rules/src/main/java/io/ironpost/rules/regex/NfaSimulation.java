package io.ironpost.rules.regex;

/// Runs the program without remembering anything: time in the product of text and program, memory
/// in the program alone. For one search, as it holds the sets it works with.
final class NfaSimulation {
  private final Alphabet alphabet;
  private final Stepper stepper;
  private Configuration now;
  private Configuration next;

  NfaSimulation(Nfa nfa, Alphabet alphabet) {
    this.alphabet = alphabet;
    this.stepper = new Stepper(nfa, alphabet);
    this.now = stepper.newConfiguration();
    this.next = stepper.newConfiguration();
  }

  boolean find(SymbolReader text) {
    stepper.begin(now);
    return run(text);
  }

  /// Goes on from where an automaton stopped.
  boolean findFrom(byte[] configuration, SymbolReader text) {
    now.decode(configuration);
    return run(text);
  }

  long visits() {
    return stepper.visits();
  }

  private boolean run(SymbolReader text) {
    while (!now.matched && now.states.size() > 0 && text.advance()) {
      stepper.step(now, alphabet.classes()[text.symbol()], next);
      Configuration read = now;
      now = next;
      next = read;
    }
    return now.matched;
  }
}
