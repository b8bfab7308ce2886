package io.ironpost.rules.read;

import io.ironpost.rules.read.Condition.And;
import io.ironpost.rules.read.Condition.Name;
import io.ironpost.rules.read.Condition.Not;
import io.ironpost.rules.read.Condition.Or;
import io.ironpost.rules.read.Condition.Several;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Parses `a and not 1 of filter_*`. From loosest to tightest: or, and, not, `x of`, parentheses
/// (specification, "Condition"). Operators are understood in any case.
final class ConditionParser {
  /// Parentheses and `not` nest on the stack.
  static final int MAX_DEPTH = 100;

  /// A condition names selections; SigmaHQ's longest has 230 characters.
  static final int MAX_LENGTH = 50_000;

  private record Token(String text, int at) {
    boolean is(String word) {
      return text.equalsIgnoreCase(word);
    }
  }

  private final String text;
  private final List<Token> tokens;
  private int next;
  private int depth;

  private ConditionParser(String text) {
    this.text = text;
    this.tokens = tokens(text);
  }

  /// @throws ConditionSyntaxException when it is no formula
  static Condition parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new ConditionSyntaxException(0, 1, "the condition is too long", "");
    }
    ConditionParser parser = new ConditionParser(text);
    Condition condition = parser.or();
    if (!parser.atEnd()) {
      throw parser.unexpected();
    }
    return condition;
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int start = at;
      char c = text.charAt(at++);
      if (c == '(' || c == ')') {
        tokens.add(new Token(String.valueOf(c), start));
      } else if (!Character.isWhitespace(c)) {
        while (at < text.length() && isNameChar(text.charAt(at))) {
          at++;
        }
        tokens.add(new Token(text.substring(start, at), start));
      }
    }
    return tokens;
  }

  private static boolean isNameChar(char c) {
    return c != '(' && c != ')' && !Character.isWhitespace(c);
  }

  private Condition or() {
    List<Condition> parts = new ArrayList<>();
    parts.add(and());
    while (take("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.getFirst() : new Or(parts);
  }

  private Condition and() {
    List<Condition> parts = new ArrayList<>();
    parts.add(not());
    while (take("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.getFirst() : new And(parts);
  }

  private Condition not() {
    if (!take("not")) {
      return operand();
    }
    enter();
    Condition part = not();
    depth--;
    return new Not(part);
  }

  private Condition operand() {
    if (take("(")) {
      enter();
      Condition inner = or();
      depth--;
      if (!take(")")) {
        throw atEnd() ? missing("a closing parenthesis is missing") : unexpected();
      }
      return inner;
    }
    if (atEnd()) {
      throw missing("the condition breaks off; a selection is missing");
    }
    if (isOperator(peek())) {
      throw unexpected();
    }
    Token first = tokens.get(next++);
    return take("of") ? several(first) : new Name(first.text(), first.at());
  }

  private Condition several(Token quantity) {
    if (atEnd() || isOperator(peek())) {
      throw missing("'of' must be followed by 'them' or a pattern like selection_*");
    }
    Token pattern = tokens.get(next++);
    int end = pattern.at() + pattern.text().length();
    return new Several(count(quantity), pattern.text(), quantity.at(), end - quantity.at());
  }

  private static int count(Token quantity) {
    return switch (quantity.text().toLowerCase(Locale.ROOT)) {
      case "all" -> Several.ALL;
      case "any" -> 1;
      default -> {
        if (!quantity.text().matches("[1-9][0-9]{0,3}")) {
          int length = quantity.text().length();
          String message = "'" + quantity.text() + "' is no quantity";
          throw new ConditionSyntaxException(
              quantity.at(), length, message, "write 1 of …, all of …, or any of …");
        }
        yield Integer.parseInt(quantity.text());
      }
    };
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw new ConditionSyntaxException(peekAt(), 1, "the condition is nested too deeply", "");
    }
  }

  private boolean take(String word) {
    boolean found = !atEnd() && peek().is(word);
    next += found ? 1 : 0;
    return found;
  }

  private boolean atEnd() {
    return next >= tokens.size();
  }

  private Token peek() {
    return tokens.get(next);
  }

  private int peekAt() {
    return atEnd() ? text.length() : peek().at();
  }

  private static boolean isOperator(Token token) {
    return token.is("and") || token.is("or") || token.is("not") || token.is("of") || token.is(")");
  }

  private ConditionSyntaxException missing(String message) {
    int at = Math.max(0, text.stripTrailing().length() - 1);
    return new ConditionSyntaxException(at, 1, message, "");
  }

  private ConditionSyntaxException unexpected() {
    Token token = peek();
    String message = "'" + token.text() + "' is not expected here";
    boolean word = !isOperator(token) && !token.is("(");
    String hint = word ? "put 'and' or 'or' before it" : "";
    return new ConditionSyntaxException(token.at(), token.text().length(), message, hint);
  }
}
