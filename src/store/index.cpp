#include "bridge/store/index.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "store/entry_list.hpp"
#include "store/key_map.hpp"
#include "store/membership.hpp"

namespace bridge::store {
namespace {

// Two texts as one key that can be taken apart in one way only.
std::string pair_key(std::string_view scope, std::string_view text) {
  std::string key = std::to_string(scope.size());
  key += ':';
  key += scope;
  key += text;
  return key;
}

using Keys = std::set<std::string>;

// An empty text names nobody, so it is no key.
Keys name_keys(const Row& row) { return row.name.empty() ? Keys{} : Keys{core::fold_case(row.name)}; }

Keys external_keys(const Row& row) {
  Keys keys;
  for (const auto& [client, external_id] : row.external_ids) {
    if (!external_id.empty()) keys.insert(pair_key(client, external_id));
  }
  return keys;
}

Keys link_keys(const Row& row) {
  Keys keys;
  for (const auto& [route, upstream] : row.links) {
    if (!upstream.text.empty()) keys.insert(pair_key(route, upstream.text));
  }
  return keys;
}

class EntryMap {
 public:
  [[nodiscard]] EntryPtr find(const core::ResourceId& id) const {
    const Shard& shard = shards_[shard_of(id)];
    const std::shared_lock lock(shard.mutex);
    const auto found = shard.entries.find(id);
    return found == shard.entries.end() ? nullptr : found->second;
  }
  void put(const EntryPtr& entry) {
    Shard& shard = shards_[shard_of(entry->row.id)];
    const std::unique_lock lock(shard.mutex);
    shard.entries.insert_or_assign(entry->row.id, entry);
  }
  void erase(const core::ResourceId& id) {
    Shard& shard = shards_[shard_of(id)];
    const std::unique_lock lock(shard.mutex);
    shard.entries.erase(id);
  }

 private:
  static constexpr std::size_t kShards = 16;
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<core::ResourceId, EntryPtr> entries;
  };
  [[nodiscard]] static std::size_t shard_of(const core::ResourceId& id) {
    return std::hash<core::ResourceId>{}(id) % kShards;
  }

  std::array<Shard, kShards> shards_;
};

using KeysOf = Keys (*)(const Row&);

struct KeyIndex {
  KeysOf keys_of;
  KeyMap map;

  void claim(const EntryPtr& before, const Row& row) {
    const Keys old = before == nullptr ? Keys{} : keys_of(before->row);
    for (const std::string& key : keys_of(row)) {
      if (!old.contains(key)) map.add(key, row.id);
    }
  }
  void release(const EntryPtr& before, const Keys& kept) {
    for (const std::string& key : keys_of(before->row)) {
      if (!kept.contains(key)) map.remove(key, before->row.id);
    }
  }
};

// All of one kind. The moment at which a resource changes is that of its entry in `entries`: new keys
// are there before, old ones stay until after, and a look-up by key believes the entry.
class Resources {
 public:
  void put(const EntryPtr& entry) {
    const EntryPtr before = entries_.find(entry->row.id);
    for (KeyIndex* index : indices()) index->claim(before, entry->row);
    entries_.put(entry);
    list_.replace(before, entry);
    if (before == nullptr) return;
    for (KeyIndex* index : indices()) index->release(before, index->keys_of(entry->row));
  }

  void drop(const core::ResourceId& id) {
    const EntryPtr before = entries_.find(id);
    if (before == nullptr) return;
    entries_.erase(id);
    list_.remove(before);
    for (KeyIndex* index : indices()) index->release(before, {});
  }

  template <class Matches>
  [[nodiscard]] EntryPtr look_up(const KeyMap& keys, const std::string& key, const Matches& matches) const {
    EntryPtr best;
    for (const core::ResourceId& id : keys.claimants(key)) {
      EntryPtr entry = entries_.find(id);
      if (entry == nullptr || !matches(entry->row)) continue;
      if (entry->row.life == Life::Visible) return entry;
      if (best == nullptr) best = std::move(entry);
    }
    return best;
  }

  [[nodiscard]] const EntryMap& entries() const { return entries_; }
  [[nodiscard]] const EntryList& list() const { return list_; }
  [[nodiscard]] const KeyMap& names() const { return names_.map; }
  [[nodiscard]] const KeyMap& external_ids() const { return external_ids_.map; }
  [[nodiscard]] const KeyMap& links() const { return links_.map; }

 private:
  [[nodiscard]] std::array<KeyIndex*, 3> indices() { return {&names_, &external_ids_, &links_}; }

  EntryMap entries_;
  EntryList list_;
  KeyIndex names_{name_keys, {}};
  KeyIndex external_ids_{external_keys, {}};
  KeyIndex links_{link_keys, {}};
};

}  // namespace

struct Index::State {
  std::mutex publishing;
  Resources users;
  Resources groups;
  Membership membership;

  [[nodiscard]] Resources& of(Kind kind) { return kind == Kind::User ? users : groups; }
};

Index::Index() : state_(std::make_unique<State>()) {}
Index::~Index() = default;

void Index::publish(Publication publication) {
  const std::lock_guard lock(state_->publishing);
  for (const EntryPtr& entry : publication.entries) state_->of(entry->row.kind).put(entry);
  for (const auto& [kind, id] : publication.dropped) state_->of(kind).drop(id);
  state_->membership.apply(
      {std::move(publication.entries), std::move(publication.dropped), std::move(publication.memberships)});
}

EntryPtr Index::find(Kind kind, const core::ResourceId& id) const { return state_->of(kind).entries().find(id); }

EntryPtr Index::find_by_name(Kind kind, std::string_view name) const {
  const Resources& resources = state_->of(kind);
  return resources.look_up(resources.names(), core::fold_case(name),
                           [name](const Row& row) { return core::equal_ignoring_case(row.name, name); });
}

EntryPtr Index::find_by_external_id(Kind kind, std::string_view client, std::string_view external_id) const {
  const Resources& resources = state_->of(kind);
  return resources.look_up(resources.external_ids(), pair_key(client, external_id), [&](const Row& row) {
    const auto known = row.external_ids.find(std::string(client));
    return known != row.external_ids.end() && known->second == external_id;
  });
}

EntryPtr Index::find_by_link(Kind kind, std::string_view route, const core::UpstreamId& upstream) const {
  const Resources& resources = state_->of(kind);
  return resources.look_up(resources.links(), pair_key(route, upstream.text), [&](const Row& row) {
    const auto known = row.links.find(std::string(route));
    return known != row.links.end() && known->second == upstream;
  });
}

std::vector<EntryPtr> Index::page(Kind kind, std::size_t skip, std::size_t count) const {
  return state_->of(kind).list().page(skip, count);
}

std::vector<EntryPtr> Index::page_behind(Kind kind, const Place& place, std::size_t count) const {
  return state_->of(kind).list().page_behind(place, count);
}

std::size_t Index::size(Kind kind) const { return state_->of(kind).list().visible(); }

void Index::each(Kind kind, const std::function<void(const EntryPtr&)>& visit) const {
  const EntryList& list = state_->of(kind).list();
  for (std::vector<EntryPtr> some = list.some_after(nullptr); !some.empty(); some = list.some_after(some.back())) {
    for (const EntryPtr& entry : some) visit(entry);
  }
}

std::vector<core::ResourceId> Index::members(const core::ResourceId& group, bool asked_only) const {
  return state_->membership.members(group, asked_only ? Membership::Which::Asked : Membership::Which::All);
}

std::vector<core::ResourceId> Index::unasked_members(const core::ResourceId& group) const {
  return state_->membership.members(group, Membership::Which::Unasked);
}

std::vector<core::ResourceId> Index::missing_members(const core::ResourceId& group) const {
  return state_->membership.members(group, Membership::Which::Missing);
}

std::size_t Index::member_count(const core::ResourceId& group) const { return state_->membership.member_count(group); }

bool Index::is_member(const core::ResourceId& group, const core::ResourceId& user) const {
  return state_->membership.is_member(group, user);
}

std::vector<core::ResourceId> Index::groups_of(const core::ResourceId& user) const {
  return state_->membership.groups_of(user);
}

}  // namespace bridge::store
