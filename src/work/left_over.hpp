#pragma once
// What is left of one large change of a group that waits for its next turn.

#include <cstdint>
#include <functional>

#include "intent_codec.hpp"

namespace bridge::work {

/// Its intent on disk says the same.
struct LeftOver {
  std::uint64_t intent = 0;
  /// With `left`; the row is that of the group.
  Progress progress;
  /// Called where a newer change has its say about everybody: nothing is left then.
  std::function<void()> overtaken;
};

}  // namespace bridge::work
