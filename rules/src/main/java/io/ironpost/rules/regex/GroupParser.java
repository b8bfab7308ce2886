package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Atomic;
import io.ironpost.rules.regex.Node.Direction;
import io.ironpost.rules.regex.Node.Look;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Everything that begins with `(`.
final class GroupParser {
  private static final String LINEAR = "is outside the linear subset";
  private static final String WITHOUT = "Write the pattern without it";

  private final PatternCursor in;
  private final RegexParser parser;
  private final Set<String> names = new HashSet<>();

  GroupParser(PatternCursor in, RegexParser parser) {
    this.in = in;
    this.parser = parser;
  }

  /// Takes a comment `(?#…)` or a change of flags `(?i)`.
  boolean directive() {
    if (in.accept("(?#")) {
      in.until(")", "the comment");
      return true;
    }
    int open = in.index();
    if (!in.accept("(?")) return false;
    Optional<RegexFlags> flags = flags();
    if (flags.isPresent() && in.accept(")")) {
      parser.setFlags(flags.get());
      return true;
    }
    in.moveTo(open);
    return false;
  }

  /// The flags last until the group in which they are changed ends.
  Node group(int open) {
    RegexFlags outer = parser.flags();
    in.next();
    if (in.peek() == '*') {
      throw in.refuse(open, "a backtracking verb (*…) " + LINEAR, WITHOUT);
    }
    Node node = in.accept("?") ? special(open) : parser.groupBody(open);
    parser.setFlags(outer);
    return node;
  }

  private Node special(int open) {
    if (in.accept(":") || in.accept("|")) return parser.groupBody(open);
    if (in.accept(">")) return new Atomic(parser.groupBody(open), open);
    if (in.accept("=")) return look(Direction.AHEAD, open);
    if (in.accept("!")) return look(Direction.NOT_AHEAD, open);
    if (in.accept("<=")) return look(Direction.BEHIND, open);
    if (in.accept("<!")) return look(Direction.NOT_BEHIND, open);
    if (in.accept("P<") || in.accept("<")) return named(">", open);
    if (in.accept("'")) return named("'", open);
    refuseNonLinear(open);
    return withFlags(open);
  }

  private Node look(Direction direction, int open) {
    return new Look(direction, parser.groupBody(open), open);
  }

  private Node named(String terminator, int open) {
    String name = in.until(terminator, "the group's name");
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,127}")) {
      throw in.refuse(
          open, "a bad group name", "Use letters, digits and _, beginning with no digit");
    }
    if (!names.add(name)) {
      throw in.refuse(open, "a second group named " + name, "Give it another name");
    }
    return parser.groupBody(open);
  }

  private void refuseNonLinear(int open) {
    char c = in.peek();
    if (in.lookingAt("P=")) throw in.refuse(open, "a backreference (?P=…) " + LINEAR, WITHOUT);
    if (c == '(') throw in.refuse(open, "a conditional (?(…)…) " + LINEAR, WITHOUT);
    if (c == 'C') throw in.refuse(open, "a callout (?C) " + LINEAR, WITHOUT);
    boolean signed = (c == '+' || c == '-') && Character.isDigit(in.lookingAtChar(1));
    if (c == 'R' || c == '&' || Character.isDigit(c) || signed || in.lookingAt("P>")) {
      throw in.refuse(open, "recursion (?R), (?1), (?&…) " + LINEAR, WITHOUT);
    }
  }

  private Node withFlags(int open) {
    Optional<RegexFlags> flags = flags();
    if (flags.isEmpty() || !in.accept(":")) {
      throw in.refuse(
          open,
          "an unknown group (?" + (in.atEnd() ? "" : Character.toString(in.next())),
          "Known are (?: (?P<name> (?<name> and the flags i, m, s");
    }
    parser.setFlags(flags.get());
    return parser.groupBody(open);
  }

  /// The flags as changed by `i`, `-s`, `im-s` …; empty at any other letter.
  private Optional<RegexFlags> flags() {
    RegexFlags changed = parser.flags();
    boolean on = true;
    while (in.peek() != ':' && in.peek() != ')') {
      char c = in.peek();
      if (c == '-' && on) on = false;
      else if (c == 'i' || c == 'm' || c == 's') changed = changed.with(c, on);
      else return Optional.empty();
      in.next();
    }
    return Optional.of(changed);
  }
}
