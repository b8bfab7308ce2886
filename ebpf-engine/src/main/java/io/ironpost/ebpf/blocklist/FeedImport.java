package io.ironpost.ebpf.blocklist;

import io.ironpost.ebpf.blocklist.FeedHarvest.Place;
import java.util.List;

/// A feed that comes in parts. Nothing of it holds before [Blocklist#commit].
///
/// Not safe for use by several threads at once.
public final class FeedImport {
  private final FeedOrigin origin;
  private final FeedHarvest harvest;
  private long lines;

  FeedImport(FeedOrigin origin, FeedHarvest harvest) {
    this.origin = origin;
    this.harvest = harvest;
  }

  public FeedOrigin origin() {
    return origin;
  }

  /// Takes entries as [FeedSet#forEachLine] writes them.
  ///
  /// @return why not, when there are too many; empty otherwise
  public String add(List<String> entries) {
    try {
      for (String entry : entries) {
        FeedEntry.read(entry, harvest, new Place(++lines, 1));
      }
      return "";
    } catch (FeedTooBigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  FeedReading.Read read() {
    return harvest.read(FeedFormat.PLAIN);
  }
}
