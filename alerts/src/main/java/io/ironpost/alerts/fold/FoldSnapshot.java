package io.ironpost.alerts.fold;

import io.ironpost.alerts.format.NativeJson;
import io.ironpost.alerts.format.UnreadableAlertException;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.EvidenceReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/// The folds and debts of a checkpoint, as bytes: a version, the folds as native JSON (what can be
/// told can be kept) with what of them was not told, the debts, and a CRC-32C over all of it.
record FoldSnapshot(
    List<Fold> folds, List<Fold> orphans, Map<FoldKey, Debt> debts, Set<String> toldIds) {
  private static final int MAGIC = 0x4950_4644; // IPFD
  private static final int VERSION = 1;

  static byte[] write(Collection<Fold> folds, Collection<Fold> orphans, Debts debts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      writeFolds(out, folds);
      writeFolds(out, orphans);
      writeDebts(out, debts.byKey());
      out.writeInt(debts.ids().size());
      for (String id : debts.ids()) {
        writeText(out, id);
      }
      CRC32C crc = new CRC32C();
      crc.update(bytes.toByteArray());
      out.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void writeFolds(DataOutputStream out, Collection<Fold> folds) throws IOException {
    out.writeInt(folds.size());
    for (Fold fold : folds) {
      out.writeLong(fold.untold());
      writeBytes(
          out, NativeJson.whole(fold.update(fold.alert(), Phase.UPDATED, Instant.EPOCH, "")));
    }
  }

  private static void writeDebts(DataOutputStream out, Map<FoldKey, Debt> debts)
      throws IOException {
    out.writeInt(debts.size());
    for (Map.Entry<FoldKey, Debt> entry : debts.entrySet()) {
      writeText(out, entry.getKey().ruleId());
      writeText(out, entry.getKey().group());
      out.writeLong(entry.getValue().events());
      Map<EvidenceReference, Integer> lines = entry.getValue().lines();
      out.writeInt(lines.size());
      for (Map.Entry<EvidenceReference, Integer> line : lines.entrySet()) {
        writeText(out, line.getKey().source());
        out.writeLong(line.getKey().lineNumber());
        out.writeLong(line.getKey().byteOffset());
        out.writeInt(line.getValue());
      }
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /// @param now to which all waits are measured anew
  /// @throws UnreadableFoldsException when it is not a snapshot, or damaged
  static FoldSnapshot read(byte[] snapshot, FoldSettings settings, long now) {
    check(snapshot);
    try (DataInputStream in =
        new DataInputStream(
            new ByteArrayInputStream(snapshot, 0, snapshot.length - Integer.BYTES))) {
      in.skipNBytes(2 * Integer.BYTES);
      return new FoldSnapshot(
          readFolds(in, settings, now), readFolds(in, settings, now), readDebts(in), readIds(in));
    } catch (IOException | UnreadableAlertException | IllegalArgumentException e) {
      throw new UnreadableFoldsException(e);
    }
  }

  private static void check(byte[] snapshot) {
    if (snapshot.length < 3 * Integer.BYTES || ByteBuffer.wrap(snapshot).getInt() != MAGIC) {
      throw new UnreadableFoldsException("they are something else");
    }
    int end = snapshot.length - Integer.BYTES;
    CRC32C crc = new CRC32C();
    crc.update(snapshot, 0, end);
    if (ByteBuffer.wrap(snapshot).getInt(end) != (int) crc.getValue()) {
      throw new UnreadableFoldsException("their checksum is wrong");
    }
    int version = ByteBuffer.wrap(snapshot).getInt(Integer.BYTES);
    if (version != VERSION) {
      throw new UnreadableFoldsException(
          "they are of version %d, this program reads %d".formatted(version, VERSION));
    }
  }

  private static List<Fold> readFolds(DataInputStream in, FoldSettings settings, long now)
      throws IOException {
    List<Fold> folds = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      long untold = in.readLong();
      Fold fold = Fold.of(NativeJson.read(readBytes(in)), settings, now);
      fold.untold(untold);
      folds.add(fold);
    }
    return folds;
  }

  private static Map<FoldKey, Debt> readDebts(DataInputStream in) throws IOException {
    Map<FoldKey, Debt> debts = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      FoldKey key = new FoldKey(readText(in), readText(in));
      Debt debt = new Debt();
      debt.owe(in.readLong());
      for (int lines = in.readInt(); lines > 0; lines--) {
        EvidenceReference line = new EvidenceReference(readText(in), in.readLong(), in.readLong());
        debt.owe(line, in.readInt());
      }
      debts.put(key, debt);
    }
    return debts;
  }

  private static Set<String> readIds(DataInputStream in) throws IOException {
    Set<String> ids = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      ids.add(readText(in));
    }
    return ids;
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length + " is beyond the end");
    }
    return in.readNBytes(length);
  }
}
