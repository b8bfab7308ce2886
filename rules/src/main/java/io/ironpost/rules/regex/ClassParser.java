package io.ironpost.rules.regex;

import java.util.Optional;

/// Bracketed classes `[…]`. As in PCRE, `[` inside is an ordinary char unless it begins a POSIX
/// name, a first `]` is a member, and `-` is a member where it cannot mean a range.
final class ClassParser {
  private final PatternCursor in;

  ClassParser(PatternCursor in) {
    this.in = in;
  }

  CodePointSet parse(RegexFlags flags) {
    int open = in.index();
    in.next();
    boolean negated = in.accept("^");
    CodePointSet.Builder members = new CodePointSet.Builder();
    boolean first = true;
    while (first || in.peek() != ']' || in.atEnd()) {
      if (in.atEnd()) throw in.refuse(open, "this [ is not closed", "Add ] or escape it as \\[");
      member(members);
      first = false;
    }
    in.next();
    CodePointSet set = members.build();
    if (flags.ignoreCase()) set = CaseFolding.close(set);
    return negated ? set.negate() : set;
  }

  private void member(CodePointSet.Builder members) {
    int at = in.index();
    if (in.accept("\\E")) return;
    if (in.accept("\\Q")) {
      in.until("\\E", "\\Q in a class").codePoints().forEach(c -> members.add(c, c));
      return;
    }
    CodePointSet low = item();
    if (!low.isSingle() || !atRange()) {
      members.addAll(low);
      return;
    }
    in.next();
    CodePointSet high = item();
    if (!high.isSingle()) {
      members.addAll(low).add('-', '-').addAll(high);
      return;
    }
    if (low.low(0) > high.low(0)) {
      throw in.refuse(at, "a range with its ends reversed", "Swap them, or escape the -");
    }
    members.add(low.low(0), high.low(0));
  }

  private boolean atRange() {
    return in.peek() == '-' && in.lookingAtChar(1) != ']' && in.lookingAtChar(1) != '\0';
  }

  private CodePointSet item() {
    int at = in.index();
    if (in.peek() == '[') {
      Optional<CodePointSet> posix = posix();
      if (posix.isPresent()) return posix.get();
    }
    if (!in.accept("\\")) return CodePointSet.of(in.next());
    return in.accept("b") ? CodePointSet.of('\b') : EscapeParser.set(in, at);
  }

  private Optional<CodePointSet> posix() {
    int open = in.index();
    if (!in.accept("[:")) return Optional.empty();
    boolean negated = in.accept("^");
    int from = in.index();
    while (in.peek() >= 'a' && in.peek() <= 'z') in.next();
    int to = in.index();
    if (!in.accept(":]")) {
      in.moveTo(open);
      return Optional.empty();
    }
    in.moveTo(from);
    String name = in.until(":]", "the class name");
    if (to == from || CharClasses.posix(name).isEmpty()) {
      throw in.refuse(
          open, "an unknown class [:" + name + ":]", "Known are alpha, digit, alnum, space, …");
    }
    return CharClasses.posix(name).map(set -> negated ? set.negate() : set);
  }
}
