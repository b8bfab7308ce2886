package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Assertion;
import io.ironpost.rules.regex.Node.Atomic;
import io.ironpost.rules.regex.Node.Chars;
import io.ironpost.rules.regex.Node.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads PCRE's syntax (pcre2pattern(3)), by recursive descent. Anything PCRE would take in another
/// sense than we could give it is refused, never reinterpreted.
final class RegexParser {
  private final PatternCursor in;
  private final GroupParser groups;
  private final ClassParser classes;
  private RegexFlags flags;
  private int depth;

  /// Between `\Q` and `\E`.
  private boolean quoting;

  private RegexParser(String pattern, RegexFlags flags) {
    this.in = new PatternCursor(pattern);
    this.groups = new GroupParser(in, this);
    this.classes = new ClassParser(in);
    this.flags = flags;
  }

  static Node parse(String pattern, RegexFlags flags) {
    if (pattern.length() > RegexLimits.MAX_PATTERN_CHARS) {
      throw new RegexSyntaxException(
          RegexLimits.MAX_PATTERN_CHARS,
          "the pattern has %d chars, the limit is %d"
              .formatted(pattern.length(), RegexLimits.MAX_PATTERN_CHARS),
          "Split it into several patterns");
    }
    RegexParser parser = new RegexParser(pattern, flags);
    Node node = parser.alternation();
    if (parser.in.atEnd()) return node;
    throw parser.in.refuse(parser.in.index(), "unmatched )", "Escape it as \\) or open a group");
  }

  /// The inside of a group up to its `)`, which is taken too.
  Node groupBody(int open) {
    if (++depth > RegexLimits.MAX_DEPTH) {
      throw in.refuse(
          open,
          "groups are nested deeper than " + RegexLimits.MAX_DEPTH,
          "Remove groups that change nothing");
    }
    Node node = alternation();
    if (!in.accept(")")) throw in.refuse(open, "this ( is not closed", "Add ) or escape it as \\(");
    depth--;
    return node;
  }

  RegexFlags flags() {
    return flags;
  }

  void setFlags(RegexFlags newFlags) {
    flags = newFlags;
  }

  private Node alternation() {
    List<Node> branches = new ArrayList<>();
    do {
      branches.add(branch());
    } while (in.accept("|"));
    return Node.alternation(branches);
  }

  private Node branch() {
    List<Node> parts = new ArrayList<>();
    while (!atBranchEnd()) {
      if (directive()) continue;
      int at = in.index();
      Node term = term(at);
      if (quoting && in.accept("\\E")) quoting = false;
      parts.add(quoting ? term : quantified(term));
    }
    return Node.concat(parts);
  }

  private boolean atBranchEnd() {
    return in.atEnd() || (!quoting && (in.peek() == '|' || in.peek() == ')'));
  }

  /// What changes the reading of the rest and is nothing itself.
  private boolean directive() {
    if (in.accept("\\E")) {
      quoting = false;
      return true;
    }
    if (quoting) return false;
    if (in.accept("\\Q")) {
      quoting = true;
      return true;
    }
    return groups.directive();
  }

  private Node term(int at) {
    if (quoting) return literal(in.next());
    return switch (in.peek()) {
      case '(' -> groups.group(at);
      case '[' -> chars(classes.parse(flags));
      case '\\' -> escape(at);
      case '*', '+', '?' -> throw nothingToRepeat(at);
      case '{' -> {
        if (Bounds.accept(in).isPresent()) throw nothingToRepeat(at);
        yield literal(in.next());
      }
      default -> plain(in.next());
    };
  }

  private RegexSyntaxException nothingToRepeat(int at) {
    return in.refuse(at, "nothing before the quantifier to repeat", "Escape it with \\");
  }

  private Node plain(int codePoint) {
    return switch (codePoint) {
      case '.' -> chars(flags.dotAll() ? CodePointSet.ALL : CharClasses.NEWLINE.negate());
      case '^' -> new Assertion(flags.multiLine() ? Position.LINE_START : Position.TEXT_START);
      case '$' ->
          new Assertion(flags.multiLine() ? Position.LINE_END : Position.TEXT_END_OR_FINAL_NEWLINE);
      default -> literal(codePoint);
    };
  }

  private Node escape(int at) {
    in.next();
    Optional<Node> assertion = assertion();
    if (assertion.isPresent()) return assertion.get();
    if (in.accept("R")) return anyLineBreak(at);
    if (in.accept("N")) return chars(CharClasses.NEWLINE.negate());
    return literals(EscapeParser.set(in, at));
  }

  private Optional<Node> assertion() {
    Optional<Position> position =
        switch (in.peek()) {
          case 'A' -> Optional.of(Position.TEXT_START);
          case 'z' -> Optional.of(Position.TEXT_END);
          case 'Z' -> Optional.of(Position.TEXT_END_OR_FINAL_NEWLINE);
          case 'b' -> Optional.of(Position.WORD_BOUNDARY);
          case 'B' -> Optional.of(Position.NO_WORD_BOUNDARY);
          default -> Optional.empty();
        };
    if (position.isPresent()) in.next();
    return position.map(Assertion::new);
  }

  /// `\R` is atomic in PCRE: after `\r\n` it does not come back for the `\r` alone.
  private static Node anyLineBreak(int at) {
    Node crLf = Node.concat(List.of(chars(CodePointSet.of('\r')), new Chars(CharClasses.NEWLINE)));
    return new Atomic(Node.alternation(List.of(crLf, chars(CharClasses.VERTICAL_SPACE))), at);
  }

  private Node literal(int codePoint) {
    return literals(CodePointSet.of(codePoint));
  }

  private Node literals(CodePointSet set) {
    return chars(flags.ignoreCase() ? CaseFolding.close(set) : set);
  }

  private static Node chars(CodePointSet set) {
    return new Chars(set);
  }

  private Node quantified(Node term) {
    int quantifierAt = in.index();
    Optional<Bounds> bounds = Bounds.accept(in);
    if (bounds.isEmpty()) return term;
    boolean possessive = in.accept("+");
    boolean lazy = !possessive && in.accept("?");
    Node repeat = Node.repeat(new Node.Repeat(term, bounds.get().min(), bounds.get().max(), lazy));
    int second = in.index();
    if (Bounds.accept(in).isPresent()) {
      throw in.refuse(second, "a quantifier on a quantifier", "Put the first into a group (?:…)");
    }
    return possessive ? new Atomic(repeat, quantifierAt) : repeat;
  }
}
