#pragma once
// Ids as numbers, which is what they are, so that a membership takes eight bytes.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "bridge/core/ids.hpp"

namespace bridge::store {

/// An id as its own number or, where it is no decimal number that is short enough, as the number of a text.
using IdKey = std::uint64_t;
/// Keys are smaller than two to this power.
inline constexpr unsigned kIdKeyBits = 61;

/// Texts that are no numbers are kept for good: the bridge makes none. Not safe from several threads.
class IdKeys {
 public:
  /// Nothing for a text that was never kept.
  [[nodiscard]] std::optional<IdKey> find(std::string_view id) const;
  [[nodiscard]] IdKey keep(std::string_view id);
  [[nodiscard]] core::ResourceId id_of(IdKey key) const;
  /// By the order of ids.
  [[nodiscard]] bool is_before(IdKey a, IdKey b) const;

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, IdKey> keys_;
};

}  // namespace bridge::store
