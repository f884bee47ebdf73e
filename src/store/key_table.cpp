#include "store/key_table.hpp"

#include <functional>
#include <utility>

#include "bridge/core/ascii_case.hpp"

namespace bridge::store {
namespace {

constexpr std::size_t kFewest = 16;

/// All bits of the hash, stirred: tables look at the low ones.
std::uint32_t stirred(std::uint64_t hash) noexcept {
  hash = (hash ^ (hash >> 33U)) * 0xFF51'AFD7'ED55'8CCDULL;
  hash = (hash ^ (hash >> 33U)) * 0xC4CE'B9FE'1A85'EC53ULL;
  return static_cast<std::uint32_t>(hash ^ (hash >> 33U));
}

}  // namespace

std::uint32_t hash_of(std::string_view text) noexcept { return stirred(std::hash<std::string_view>{}(text)); }

std::uint32_t hash_of_folded(std::string_view text) noexcept { return stirred(core::CaseIgnoringHash{}(text)); }

std::uint32_t hash_of(std::string_view scope, std::string_view text) noexcept {
  const std::hash<std::string_view> hash;
  return stirred(hash(scope) * 31 + hash(text));
}

void KeyTable::add(std::uint32_t hash, Handle handle) {
  if (slots_.empty() || (size_ + 1) * 4 > slots_.size() * 3) grow();
  put({hash, handle});
  ++size_;
}

void KeyTable::put(Slot slot) {
  std::size_t at = slot.hash & mask();
  while (slots_[at].handle != kNobody) at = (at + 1) & mask();
  slots_[at] = slot;
}

// From a free slot on: so a run that goes round the end is met from its beginning, and the older of two with one
// hash stays in front.
void KeyTable::grow() {
  const std::vector<Slot> before = std::exchange(slots_, {});
  slots_.resize(before.empty() ? kFewest : before.size() * 2);
  std::size_t start = 0;
  while (start < before.size() && before[start].handle != kNobody) ++start;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Slot& slot = before[(start + i) & (before.size() - 1)];
    if (slot.handle != kNobody) put(slot);
  }
}

void KeyTable::remove(std::uint32_t hash, Handle handle) {
  if (slots_.empty()) return;
  for (std::size_t at = hash & mask(); slots_[at].handle != kNobody; at = (at + 1) & mask()) {
    if (slots_[at].hash != hash || slots_[at].handle != handle) continue;
    --size_;
    return close(at);
  }
}

// Moves up whoever would no longer be found behind the gap.
void KeyTable::close(std::size_t gap) {
  for (std::size_t at = (gap + 1) & mask(); slots_[at].handle != kNobody; at = (at + 1) & mask()) {
    const std::size_t from_home = (at - slots_[at].hash) & mask();
    const std::size_t from_gap = (at - gap) & mask();
    if (from_home < from_gap) continue;
    slots_[gap] = slots_[at];
    gap = at;
  }
  slots_[gap] = Slot();
}

}  // namespace bridge::store
