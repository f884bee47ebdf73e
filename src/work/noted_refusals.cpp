#include "noted_refusals.hpp"

#include <chrono>
#include <cstddef>

#include "edit_words.hpp"

namespace bridge::work {

namespace {

constexpr std::chrono::hours kNews{24};
/// Past that all is forgotten, and told once more.
constexpr std::size_t kMost = 20'000;

std::string key_of(const Edit& edit, const std::string& what) {
  return std::string(edit.kind == store::Kind::User ? "user " : "group ") + verb_of(edit) + "\n" + what;
}

}  // namespace

bool NotedRefusals::is_news(const Edit& edit, const std::string& what, core::Tick now) {
  const std::string key = key_of(edit, what);
  const auto known = noted_.find(key);
  if (known != noted_.end() && now - known->second < kNews) return false;
  if (noted_.size() >= kMost) {
    std::erase_if(noted_, [&](const auto& noted) { return now - noted.second >= kNews; });
    if (noted_.size() >= kMost) noted_.clear();
  }
  noted_[key] = now;
  return true;
}

void NotedRefusals::forget(const Edit& edit, const std::string& what) { noted_.erase(key_of(edit, what)); }

}  // namespace bridge::work
