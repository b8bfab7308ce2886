package io.ironpost.logs.web;

/// The dash that stands for nothing in access logs.
final class Words {
  private Words() {}

  static boolean isDash(byte[] line, int start, int end) {
    return end - start == 1 && line[start] == '-';
  }
}
