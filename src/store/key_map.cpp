#include "store/key_map.hpp"

#include <algorithm>

namespace bridge::store {

void KeyMap::add(const std::string& key, const core::ResourceId& id) {
  Shard& shard = shard_of(key);
  const std::unique_lock lock(shard.mutex);
  std::vector<core::ResourceId>& ids = shard.claims[key];
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.insert(ids.begin(), id);
}

void KeyMap::remove(const std::string& key, const core::ResourceId& id) {
  Shard& shard = shard_of(key);
  const std::unique_lock lock(shard.mutex);
  const auto found = shard.claims.find(key);
  if (found == shard.claims.end()) return;
  std::vector<core::ResourceId>& ids = found->second;
  ids.erase(std::remove(ids.begin(), ids.end(), id), ids.end());
  if (ids.empty()) shard.claims.erase(found);
}

std::vector<core::ResourceId> KeyMap::claimants(const std::string& key) const {
  const Shard& shard = shard_of(key);
  const std::shared_lock lock(shard.mutex);
  const auto found = shard.claims.find(key);
  return found == shard.claims.end() ? std::vector<core::ResourceId>{} : found->second;
}

}  // namespace bridge::store
