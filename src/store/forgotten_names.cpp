#include "store/forgotten_names.hpp"

namespace bridge::store {

void ForgottenNames::note(const core::ResourceId& id, const std::string& digest) {
  if (digest.empty() && !any()) return;
  const std::lock_guard lock(mutex_);
  if (const auto known = digests_.find(id); known != digests_.end()) {
    const auto person = people_.find(known->second);
    if (person != people_.end() && person->second == id) people_.erase(person);
    digests_.erase(known);
  }
  if (!digest.empty()) {
    digests_.emplace(id, digest);
    people_.insert_or_assign(digest, id);
  }
  count_ = digests_.size();
}

std::optional<core::ResourceId> ForgottenNames::find(std::string_view name) const {
  if (!any() || !digest_ || name.empty()) return std::nullopt;
  const std::string digest = digest_(name);
  const std::lock_guard lock(mutex_);
  const auto found = people_.find(digest);
  return found != people_.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace bridge::store
