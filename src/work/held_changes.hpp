#pragma once
// The changes that the accident guard holds, each once however often it is asked for, and which of them an
// administrator released.

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/work/guard_status.hpp"

namespace bridge::work {

class HeldChanges {
 public:
  /// Nobody asks any more for what was not asked for in that time.
  static constexpr std::chrono::hours kForgotten{72};

  [[nodiscard]] bool has(const std::string& key) const { return held_.contains(key); }
  /// Whether it may pass now: released, and for long enough.
  [[nodiscard]] bool is_released(const std::string& key, core::Instant now) const;
  /// Noted anew, or as asked for once more. Past the most that are remembered it is not.
  void hold(const std::string& key, HeldChange change);
  void passed(const std::string& key);
  void forget(const std::string& key) { held_.erase(key); }
  /// Releases all that wait; gives how many.
  std::size_t release(core::Instant until);
  void prune(core::Instant now);

  /// Of those that wait for a person.
  struct Waiting {
    std::size_t changes = 0;
    Losses losses;
  };
  [[nodiscard]] Waiting waiting() const;
  /// The latest first.
  [[nodiscard]] std::vector<HeldChange> list() const;

  [[nodiscard]] core::Array to_value() const;
  void take(const core::Value* value);

 private:
  std::map<std::string, HeldChange> held_;
};

}  // namespace bridge::work
