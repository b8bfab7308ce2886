package io.ironpost.rules.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The value modifiers of Sigma 2.1 (sigma-appendix-modifiers 2.1.0). A new one is one line here
/// and a case where its [Role] is read.
enum Modifier {
  ALL("all", Role.LINK),
  NEQ("neq", Role.LINK),
  CASED("cased", Role.CASE),
  EXPAND("expand", Role.EXPAND),
  CONTAINS("contains", Role.PLACE),
  STARTSWITH("startswith", Role.PLACE),
  ENDSWITH("endswith", Role.PLACE),
  WINDASH("windash", Role.DASH),
  UTF16("utf16", Role.CHARSET),
  UTF16LE("utf16le", Role.CHARSET),
  UTF16BE("utf16be", Role.CHARSET),
  WIDE("wide", Role.CHARSET),
  BASE64("base64", Role.BASE64),
  BASE64OFFSET("base64offset", Role.BASE64),
  RE("re", Role.TYPE),
  I("i", Role.REGEX_FLAG),
  M("m", Role.REGEX_FLAG),
  S("s", Role.REGEX_FLAG),
  CIDR("cidr", Role.TYPE),
  EXISTS("exists", Role.TYPE),
  FIELDREF("fieldref", Role.TYPE),
  LT("lt", Role.COMPARE),
  LTE("lte", Role.COMPARE),
  GT("gt", Role.COMPARE),
  GTE("gte", Role.COMPARE),
  MINUTE("minute", Role.TIME_PART),
  HOUR("hour", Role.TIME_PART),
  DAY("day", Role.TIME_PART),
  WEEK("week", Role.TIME_PART),
  MONTH("month", Role.TIME_PART),
  YEAR("year", Role.TIME_PART);

  /// What a modifier acts on; at most one of a role makes sense, but for links and regex flags.
  enum Role {
    LINK,
    CASE,
    EXPAND,
    DASH,
    CHARSET,
    BASE64,
    PLACE,
    TYPE,
    REGEX_FLAG,
    COMPARE,
    TIME_PART
  }

  private static final Map<String, Modifier> BY_WORD = new HashMap<>();

  static {
    for (Modifier modifier : values()) {
      BY_WORD.put(modifier.word, modifier);
    }
    // Long names of the flags, as pySigma has them.
    BY_WORD.put("ignorecase", I);
    BY_WORD.put("multiline", M);
    BY_WORD.put("dotall", S);
  }

  private final String word;
  private final Role role;

  Modifier(String word, Role role) {
    this.word = word;
    this.role = role;
  }

  String word() {
    return word;
  }

  Role role() {
    return role;
  }

  static Optional<Modifier> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Modifier::word).toList();
  }
}
