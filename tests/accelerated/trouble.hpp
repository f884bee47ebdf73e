#pragma once
// What goes wrong, once, at one call to Smartsheet or on the way back to the identity provider.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bridge/emulator/emulator.hpp"

namespace bridge::accelerated {

struct Trouble {
  enum class What : std::uint8_t {
    /// Smartsheet, or the way to it: `fault`.
    Upstream,
    /// No connection; nothing left.
    ConnectionRefused,
    /// The bridge dies before the call leaves.
    CrashBeforeCall,
    /// Smartsheet has done its work, and the answer finds nobody.
    CrashBeforeAnswer,
    /// The answer came; what it came to is lost with the bridge, or on disk and told to nobody.
    CrashBeforeCommit,
    CrashAfterCommit,
    /// The identity provider's connection ends before it gets its answer.
    AnswerToIdpLost,
  };
  std::string name;
  What what = What::Upstream;
  emulator::FaultPlan fault{};
  /// Of a 429: its Retry-After in seconds.
  std::optional<int> retry_after{};
};

/// Everything that can go wrong at a call.
[[nodiscard]] const std::vector<Trouble>& troubles_at_a_call();
/// What can go wrong beside the calls: the first commit, the answer to the identity provider.
[[nodiscard]] const std::vector<Trouble>& troubles_of_a_request();

}  // namespace bridge::accelerated
