package io.ironpost.response.journal;

/// Who gave an order.
///
/// @param name as the system knows them
/// @param uid of the process that asked (SO_PEERCRED); -1 when not known
public record Person(String name, int uid) {
  public Person {
    name = ActionRecord.cut(name);
  }

  @Override
  public String toString() {
    return uid < 0 ? name : "%s (uid %d)".formatted(name, uid);
  }
}
