package io.ironpost.logs.web;

/// Tells an address from a name, by its letters alone: enough to know which word of a line it is.
final class Addresses {
  private Addresses() {}

  static boolean is(byte[] line, int start, int end) {
    int colons = 0;
    int dots = 0;
    for (int i = start; i < end; i++) {
      byte b = line[i];
      if (b == ':') {
        colons++;
      } else if (b == '.') {
        dots++;
      } else if (!isHex(b)) {
        return false;
      }
    }
    return colons >= 2 || (colons == 0 && dots == 3 && end - start >= 7);
  }

  private static boolean isHex(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }
}
