#pragma once
// The key that a tenant's cursors are sealed with: made once, kept in the store, so that cursors outlive a
// restart.

#include <atomic>
#include <map>
#include <optional>
#include <string>

#include "bridge/core/sealing_key.hpp"

namespace bridge::work {

struct State;

/// The store's mark under which the key is kept.
inline constexpr const char* kCursorKeyMark = "cursor_key";

class CursorKey {
 public:
  explicit CursorKey(State& state) : state_(state) {}
  CursorKey(const CursorKey&) = delete;
  CursorKey& operator=(const CursorKey&) = delete;

  /// What the store remembers; a text that is no key counts as nothing.
  void take(const std::map<std::string, std::string>& marks);
  /// Makes one where there is none and puts it into the store, until that succeeds. On the loop.
  void settle();

  /// Null pointer until the store has it. From any thread.
  [[nodiscard]] const core::SealingKey* get() const noexcept { return kept_ ? &*key_ : nullptr; }

 private:
  State& state_;
  std::optional<core::SealingKey> key_;
  /// `key_` does not change from then on.
  std::atomic<bool> kept_{false};
};

}  // namespace bridge::work
