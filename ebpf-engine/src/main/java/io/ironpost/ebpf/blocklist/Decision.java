package io.ironpost.ebpf.blocklist;

import io.ironpost.ebpf.blocklist.FeedHarvest.Place;
import java.util.OptionalLong;

/// What CrowdSec says beside an address; lists without it say nothing, which means: block, without
/// end.
///
/// @param scope `Ip`, `Range`; others are not of the wire (a country, a user)
/// @param type `ban`; others ask for a captcha and the like
/// @param duration `3h59m49s`, from now; negative when it has ended
record Decision(String scope, String type, String duration, boolean simulated) {
  void harvest(FeedHarvest harvest, String address, Place place) {
    boolean isOfWire =
        scope.isEmpty() || scope.equalsIgnoreCase("ip") || scope.equalsIgnoreCase("range");
    boolean isBan = type.isEmpty() || type.equalsIgnoreCase("ban");
    if (!isOfWire || !isBan || simulated) {
      harvest.skip();
    } else if (duration.isEmpty()) {
      harvest.take(address, place);
    } else {
      OptionalLong seconds = GoDuration.seconds(duration);
      if (seconds.isEmpty()) {
        harvest.problem(
            place, "%s: no duration as 3h59m: %s".formatted(address, FeedHarvest.shown(duration)));
      } else {
        harvest.take(address, place, harvest.now() + seconds.getAsLong());
      }
    }
  }
}
