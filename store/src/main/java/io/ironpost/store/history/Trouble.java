package io.ironpost.store.history;

/// Why a database did not do what it was asked: what trying again can mend, what an operator must.
public enum Trouble {
  /// No connection, or it broke.
  UNREACHABLE("cannot be reached"),
  /// Another program holds it locked.
  BUSY("is locked by another program"),
  /// No room is left on its disk.
  DISK_FULL("has no room left on its disk"),
  /// The file is not, or no longer, a sound database.
  DAMAGED("is damaged"),
  /// It refuses what is to be stored.
  REFUSES_DATA("refuses the data"),
  /// It took longer than the limit.
  TOO_SLOW("took longer than the limit"),
  /// It was made by a newer Ironpost or by somebody else, or is not set up as it must be.
  INCOMPATIBLE("does not fit this program"),
  /// Anything else.
  OTHER("failed");

  private final String words;

  Trouble(String words) {
    this.words = words;
  }

  /// The end of a sentence that begins with the database's name.
  public String words() {
    return words;
  }
}
