#include "new_id.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace bridge::work {

namespace {

/// Of 16 digits, as Smartsheet's own.
constexpr std::uint64_t kSmallest = 1'000'000'000'000'000;
constexpr std::uint64_t kCount = 8'000'000'000'000'000;

bool is_decimal(const std::string& text) {
  return !text.empty() && text.size() <= 19 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// FNV-1a.
std::uint64_t hash(const std::string& text) {
  std::uint64_t value = 14'695'981'039'346'656'037ULL;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
  return value;
}

}  // namespace

core::ResourceId new_id(const store::Index& index, store::Kind kind, const core::UpstreamId& upstream) {
  core::ResourceId id(upstream.text);
  for (std::uint64_t number = hash(upstream.text); !is_decimal(id.text) || index.find(kind, id); ++number) {
    id = core::ResourceId(std::to_string(kSmallest + number % kCount));
  }
  return id;
}

}  // namespace bridge::work
