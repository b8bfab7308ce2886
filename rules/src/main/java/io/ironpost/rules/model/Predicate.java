package io.ironpost.rules.model;

/// One question asked of an event. Equal predicates of different rules are asked once.
///
/// A field with several values answers yes when any value does; a missing field answers no to all
/// but [IsNull] and `Exists(…, false)`.
public sealed interface Predicate {
  /// The field's value fits.
  record Field(String field, Matcher matcher) implements Predicate {}

  /// Some text value of the event fits (a keyword; Sigma's field-less detection). A plain keyword
  /// is searched as a substring: the reader writes `*` at both ends.
  record Keyword(Matcher matcher) implements Predicate {}

  /// The field is there (even as null or empty), or is not.
  record Exists(String field, boolean expected) implements Predicate {}

  /// The field is missing or null.
  record IsNull(String field) implements Predicate {}

  /// The field's value compared with another field's value of the same event (`fieldref`).
  record SameAs(String field, String other, Relation relation, boolean cased)
      implements Predicate {}

  /// How [SameAs] compares: the first field's text to the second's.
  enum Relation {
    EQUALS,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH
  }
}
