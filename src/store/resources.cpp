#include "store/resources.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "bridge/core/ascii_case.hpp"

namespace bridge::store {
namespace {

constexpr Handle kNobody = ~Handle{0};

using Hashes = std::vector<std::uint32_t>;

// An empty text names nobody, so it is no key.
Hashes hashes_of(const Glimpse::Pairs& pairs) {
  Hashes hashes;
  for (const auto& [scope, text] : pairs) {
    if (!text.empty()) hashes.push_back(hash_of(scope, text));
  }
  return hashes;
}

Hashes hashes_of_name(std::string_view name) { return name.empty() ? Hashes{} : Hashes{hash_of_folded(name)}; }

bool contains(const Hashes& hashes, std::uint32_t hash) {
  return std::find(hashes.begin(), hashes.end(), hash) != hashes.end();
}

void move_claims(KeyTable& table, Handle handle, const Hashes& before, const Hashes& after) {
  for (const std::uint32_t hash : after) {
    if (!contains(before, hash)) table.add(hash, handle);
  }
  for (const std::uint32_t hash : before) {
    if (!contains(after, hash)) table.remove(hash, handle);
  }
}

}  // namespace

/// The hashes of somebody's keys, each once.
struct Resources::Claims {
  Hashes names;
  Hashes external_ids;
  Hashes links;
};

Resources::Claims Resources::claims_of(const Glimpse& resource) {
  if (!resource) return {};
  Claims claims{hashes_of_name(resource.name()), hashes_of(resource.external_ids()), hashes_of(resource.links())};
  for (Hashes* hashes : {&claims.external_ids, &claims.links}) {
    std::sort(hashes->begin(), hashes->end());
    hashes->erase(std::unique(hashes->begin(), hashes->end()), hashes->end());
  }
  return claims;
}

void Resources::claim(Handle handle, const Claims& before, const Claims& after) {
  move_claims(names_, handle, before.names, after.names);
  move_claims(external_ids_, handle, before.external_ids, after.external_ids);
  move_claims(links_, handle, before.links, after.links);
}

Handle Resources::handle_of(std::string_view id) const {
  Handle found = kNobody;
  ids_.each(hash_of(id), [&](Handle handle) {
    if (resources_[handle].id() == id) found = handle;
  });
  return found;
}

Handle Resources::new_handle() {
  if (!free_.empty()) {
    const Handle handle = free_.back();
    free_.pop_back();
    return handle;
  }
  resources_.emplace_back();
  return static_cast<Handle>(resources_.size() - 1);
}

void Resources::put(Glimpse resource) {
  const Claims after = claims_of(resource);
  // Before the lock, so that what it was is let go of after the lock.
  Glimpse before;
  const std::unique_lock lock(mutex_);
  Handle handle = handle_of(resource.id());
  const bool is_new = handle == kNobody;
  if (is_new) {
    handle = new_handle();
    ids_.add(hash_of(resource.id()), handle);
  }
  before = resources_[handle];
  claim(handle, claims_of(before), after);
  const bool moves = !is_new && before.order() != resource.order();
  if (moves) list_.erase(handle);
  resources_[handle] = std::move(resource);
  if (is_new || moves) {
    list_.insert(handle);
  } else {
    list_.set_visible(handle, resources_[handle].visible());
  }
}

void Resources::drop(std::string_view id) {
  Glimpse before;
  const std::unique_lock lock(mutex_);
  const Handle handle = handle_of(id);
  if (handle == kNobody) return;
  before = resources_[handle];
  claim(handle, claims_of(before), {});
  ids_.remove(hash_of(id), handle);
  list_.erase(handle);
  resources_[handle] = Glimpse();
  free_.push_back(handle);
}

Glimpse Resources::find(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const Handle handle = handle_of(id);
  return handle == kNobody ? Glimpse() : resources_[handle];
}

template <class Matches>
Glimpse Resources::look_up(const KeyTable& table, std::uint32_t hash, const Matches& matches) const {
  const std::shared_lock lock(mutex_);
  Handle best = kNobody;
  table.each(hash, [&](Handle handle) {
    const Glimpse& resource = resources_[handle];
    if (!matches(resource)) return;
    if (best == kNobody || resource.visible() || !resources_[best].visible()) best = handle;
  });
  return best == kNobody ? Glimpse() : resources_[best];
}

Glimpse Resources::find_by_name(std::string_view name) const {
  if (name.empty()) return {};
  return look_up(names_, hash_of_folded(name),
                 [name](const Glimpse& resource) { return core::equal_ignoring_case(resource.name(), name); });
}

Glimpse Resources::find_by_external_id(std::string_view client, std::string_view external_id) const {
  if (external_id.empty()) return {};
  return look_up(external_ids_, hash_of(client, external_id),
                 [&](const Glimpse& resource) { return resource.external_id(client) == external_id; });
}

Glimpse Resources::find_by_link(std::string_view route, std::string_view upstream) const {
  if (upstream.empty()) return {};
  return look_up(links_, hash_of(route, upstream),
                 [&](const Glimpse& resource) { return resource.link(route) == upstream; });
}

Resources::Glimpses Resources::at(const PlaceList::Handles& handles) const {
  Glimpses found;
  found.reserve(handles.size());
  for (const Handle handle : handles) found.push_back(resources_[handle]);
  return found;
}

Resources::Glimpses Resources::page(std::size_t skip, std::size_t count) const {
  const std::shared_lock lock(mutex_);
  return at(list_.page(skip, count));
}

Resources::Glimpses Resources::page_behind(const Place& place, std::size_t count) const {
  const std::shared_lock lock(mutex_);
  return at(list_.page_behind(place, count));
}

Resources::Glimpses Resources::some_behind(const Glimpse& last) const {
  const std::shared_lock lock(mutex_);
  return at(last ? list_.some_behind(last.place()) : list_.first());
}

std::size_t Resources::visible() const {
  const std::shared_lock lock(mutex_);
  return list_.visible();
}

}  // namespace bridge::store
