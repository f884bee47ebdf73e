#pragma once
// From a text key to the ids that claim it.

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bridge/core/ids.hpp"

namespace bridge::store {

/// Safe from any thread. Several ids can claim one key: a person who was deleted and the one who took
/// over the name; so removing one claim never harms the other.
class KeyMap {
 public:
  void add(const std::string& key, const core::ResourceId& id);
  /// Nothing happens when `id` doesn't claim the key.
  void remove(const std::string& key, const core::ResourceId& id);
  /// The claimants, the latest first.
  [[nodiscard]] std::vector<core::ResourceId> claimants(const std::string& key) const;

 private:
  static constexpr std::size_t kShards = 16;
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, std::vector<core::ResourceId>> claims;
  };

  [[nodiscard]] Shard& shard_of(const std::string& key) { return shards_[std::hash<std::string>{}(key) % kShards]; }
  [[nodiscard]] const Shard& shard_of(const std::string& key) const {
    return shards_[std::hash<std::string>{}(key) % kShards];
  }

  std::array<Shard, kShards> shards_;
};

}  // namespace bridge::store
