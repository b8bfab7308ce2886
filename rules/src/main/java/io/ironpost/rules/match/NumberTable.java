package io.ironpost.rules.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Integers that a value must equal as a number, however it is spelled (`11`, `"11"`, `11.0`).
final class NumberTable {
  private final long[] values;
  private final int[] numbers;

  NumberTable(List<IndexedLiteral> literals) {
    List<IndexedLiteral> sorted =
        literals.stream().sorted(Comparator.comparingLong(NumberTable::value)).toList();
    values = sorted.stream().mapToLong(NumberTable::value).toArray();
    numbers = sorted.stream().mapToInt(IndexedLiteral::number).toArray();
  }

  private static long value(IndexedLiteral literal) {
    return Long.parseLong(new String(literal.bytes(), StandardCharsets.US_ASCII));
  }

  void scan(byte[] bytes, int start, int end, Found found) {
    long value = Numbers.integer(bytes, start, end);
    if (value == Numbers.NOT_AN_INTEGER) {
      value =
          Numbers.decimal(bytes, start, end).map(NumberTest::asLong).orElse(Numbers.NOT_AN_INTEGER);
      if (value == Numbers.NOT_AN_INTEGER) {
        return;
      }
    }
    int at = Arrays.binarySearch(values, value);
    if (at >= 0) {
      found.found(numbers[at]);
    }
  }
}
