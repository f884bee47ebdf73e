#include "store/forgotten_names.hpp"

namespace bridge::store {

void ForgottenNames::note(const core::ResourceId& id, const std::string& digest) {
  if (digest.empty() && !any()) return;
  const std::lock_guard lock(mutex_);
  if (const auto known = digests_.find(id); known != digests_.end()) {
    if (known->second == digest) return;
    const std::string before = std::move(known->second);
    digests_.erase(known);
    hand_on(before, id);
  }
  if (!digest.empty()) {
    digests_.emplace(id, digest);
    people_.insert_or_assign(digest, id);
  }
  count_ = digests_.size();
}

void ForgottenNames::hand_on(const std::string& digest, const core::ResourceId& from) {
  const auto person = people_.find(digest);
  if (person == people_.end() || person->second != from) return;
  people_.erase(person);
  for (const auto& [id, theirs] : digests_) {
    if (theirs == digest) people_.insert_or_assign(digest, id);
  }
}

std::optional<core::ResourceId> ForgottenNames::find(std::string_view name) const {
  if (!any() || !digest_ || name.empty()) return std::nullopt;
  const std::string digest = digest_(name);
  const std::lock_guard lock(mutex_);
  const auto found = people_.find(digest);
  return found != people_.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace bridge::store
