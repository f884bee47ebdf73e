#pragma once
// How an entry stands in one block of memory: a head of fixed size, then texts and objects in the order of Head's
// offsets.

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

#include "bridge/store/row.hpp"

namespace bridge::store {

/// Behind it: id, name, name digest, links, externalIds and, where `leaves`, the rest of Leaving; then the objects.
struct PackedHead {
  std::uint64_t order = 0;
  std::uint64_t version = 0;
  std::int64_t created = 0;
  std::int64_t modified = 0;
  std::int64_t seen_at = 0;
  // Where the objects begin; each ends where the next one does.
  std::uint32_t asked = 0;
  std::uint32_t seen = 0;
  /// Empty where it is the same as `seen`.
  std::uint32_t seen_at_ask = 0;
  /// Empty where it is the same as `asked`.
  std::uint32_t shown = 0;
  std::uint32_t moving = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::User;
  Life life = Life::Visible;
  Origin origin = Origin::Found;
  Departure departure = Departure::None;
  Owed owed = Owed::Nothing;
  bool managed : 1 = false;
  bool unanswered : 1 = false;
  bool leaves : 1 = false;
  /// Whether Row::removed_active has a value, and which.
  bool has_removed_active : 1 = false;
  bool removed_active : 1 = false;
};

[[nodiscard]] std::shared_ptr<const char[]> pack(const Entry& entry);
[[nodiscard]] Entry unpack(const char* block);

[[nodiscard]] inline PackedHead head_of(const char* block) noexcept {
  PackedHead head;
  std::memcpy(&head, block, sizeof head);
  return head;
}
[[nodiscard]] inline std::optional<bool> removed_active_of(const PackedHead& head) noexcept {
  return head.has_removed_active ? std::optional<bool>(head.removed_active) : std::nullopt;
}
[[nodiscard]] inline std::string_view part_of(const char* block, std::uint32_t from, std::uint32_t to) noexcept {
  return {block + from, to - from};
}
/// Texts before the objects.
[[nodiscard]] inline std::string_view texts_of(const char* block) noexcept {
  return part_of(block, sizeof(PackedHead), head_of(block).asked);
}

}  // namespace bridge::store
