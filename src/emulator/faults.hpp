#pragma once
// What goes wrong on purpose.

#include <optional>
#include <string_view>
#include <vector>

#include "bridge/emulator/emulator.hpp"
#include "emulator/face.hpp"

namespace bridge::emulator {

class Faults {
 public:
  void add(FaultPlan plan) { plans_.push_back(std::move(plan)); }
  void clear() { plans_.clear(); }

  /// The fault that this request meets, used up by one; the earliest added one wins. Plans before it
  /// that match but let it pass count it.
  [[nodiscard]] std::optional<FaultPlan> take(std::string_view method_and_path);

 private:
  std::vector<FaultPlan> plans_;
};

/// The answer that the fault puts in place of `reply` (which is an empty one when no work was done).
[[nodiscard]] Emulator::Reply spoiled(const FaultPlan& fault, Emulator::Reply reply, const Wording& wording);

}  // namespace bridge::emulator
