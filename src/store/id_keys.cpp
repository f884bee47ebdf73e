#include "store/id_keys.hpp"

#include <charconv>

#include "store/id_order.hpp"

namespace bridge::store {
namespace {

/// Set in keys that stand for a text.
constexpr IdKey kIsText = IdKey{1} << (kIdKeyBits - 1);

/// Only of the one way to write a number, so that it comes out as it went in.
std::optional<IdKey> number_in(std::string_view id) {
  if (id.empty() || id.front() == '0') return std::nullopt;
  IdKey number = 0;
  const auto read = std::from_chars(id.data(), id.data() + id.size(), number);
  if (read.ec != std::errc() || read.ptr != id.data() + id.size() || number >= kIsText) return std::nullopt;
  return number;
}

}  // namespace

std::optional<IdKey> IdKeys::find(std::string_view id) const {
  if (const auto number = number_in(id)) return number;
  const auto known = keys_.find(id);
  return known == keys_.end() ? std::nullopt : std::optional(known->second);
}

IdKey IdKeys::keep(std::string_view id) {
  if (const auto known = find(id)) return *known;
  const IdKey key = kIsText | texts_.size();
  keys_.emplace(texts_.emplace_back(id), key);
  return key;
}

core::ResourceId IdKeys::id_of(IdKey key) const {
  if ((key & kIsText) != 0) return core::ResourceId(texts_[key & ~kIsText]);
  return core::ResourceId(std::to_string(key));
}

bool IdKeys::is_before(IdKey a, IdKey b) const {
  if (((a | b) & kIsText) == 0) return a < b;
  return a != b && IdOrder{}(id_of(a), id_of(b));
}

}  // namespace bridge::store
