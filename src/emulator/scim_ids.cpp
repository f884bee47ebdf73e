#include "emulator/scim_ids.hpp"

#include <charconv>

#include "emulator/query.hpp"

namespace bridge::emulator {

namespace {

// REST's ids have 16 digits and lie a little above 4.5e15 and 9.0e15; mirrored here they have 16 digits and
// lie a little below 6.5e15 and 2.0e15, so that no number is an id on both faces.
constexpr std::int64_t kMirror = 11'000'000'000'000'017;

// Odd, so that multiplication by it can be undone.
constexpr std::uint64_t kMixer = 0x9E3779B97F4A7C15U;

/// The number whose product with `odd` is 1, modulo 2^64 (Newton's method).
constexpr std::uint64_t inverse_of(std::uint64_t odd) {
  std::uint64_t inverse = odd;
  for (int i = 0; i < 6; ++i) inverse *= 2 - odd * inverse;
  return inverse;
}
static_assert(kMixer * inverse_of(kMixer) == 1);

std::string hex_of(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = text.size(); i > 0; --i, number >>= 4U) text[i - 1] = kDigits[number & 0xFU];
  return text;
}

/// Version 4 in shape: the mixed id in the first digits that are free, its remix in the others.
std::string uuid_of(std::int64_t id) {
  const std::uint64_t mixed = static_cast<std::uint64_t>(id) * kMixer;
  const std::string first = hex_of(mixed);
  const std::string second = hex_of((mixed ^ (mixed >> 29U)) * kMixer);
  return first.substr(0, 8) + "-" + first.substr(8, 4) + "-4" + first.substr(12, 3) + "-8" + first.substr(15) +
         second.substr(0, 2) + "-" + second.substr(2, 12);
}

std::optional<std::int64_t> id_in_uuid(std::string_view uuid) {
  if (uuid.size() != 36) return std::nullopt;
  std::string digits(uuid.substr(0, 8));
  digits.append(uuid.substr(9, 4)).append(uuid.substr(15, 3)).append(uuid.substr(20, 1));
  std::uint64_t mixed = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), mixed, 16);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<std::int64_t>(mixed * inverse_of(kMixer));
}

std::optional<std::int64_t> candidate(std::string_view scim_id, ScimIds form) {
  if (form == ScimIds::Uuids) return id_in_uuid(scim_id);
  const auto number = whole_number(scim_id);
  if (!number || *number < 1) return std::nullopt;
  return form == ScimIds::Same ? *number : kMirror - *number;
}

}  // namespace

std::string scim_id_of(std::int64_t rest_id, ScimIds form) {
  switch (form) {
    case ScimIds::Same: return std::to_string(rest_id);
    case ScimIds::Numbers: return std::to_string(kMirror - rest_id);
    case ScimIds::Uuids: return uuid_of(rest_id);
  }
  return {};
}

std::optional<std::int64_t> rest_id_of(std::string_view scim_id, ScimIds form) {
  const auto id = candidate(scim_id, form);
  return id && scim_id_of(*id, form) == scim_id ? id : std::nullopt;
}

}  // namespace bridge::emulator
