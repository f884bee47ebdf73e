#pragma once
// Who was forgotten, found by the digest of the name that they had.

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "bridge/core/ids.hpp"

namespace bridge::store {

/// Safe from any thread. Costs nothing while nobody was forgotten.
class ForgottenNames {
 public:
  using Digest = std::function<std::string(std::string_view name)>;
  /// Once, before anybody looks.
  void digest_by(Digest digest) { digest_ = std::move(digest); }

  /// Somebody whose row has this digest, or who has a name again: then it is empty.
  void note(const core::ResourceId& id, const std::string& digest);
  [[nodiscard]] bool any() const noexcept { return count_ > 0; }
  [[nodiscard]] std::optional<core::ResourceId> find(std::string_view name) const;

 private:
  /// To somebody else who had the same name, where there is one.
  void hand_on(const std::string& digest, const core::ResourceId& from);

  Digest digest_;
  std::atomic<std::size_t> count_{0};
  mutable std::mutex mutex_;
  std::unordered_map<core::ResourceId, std::string> digests_;
  std::unordered_map<std::string, core::ResourceId> people_;
};

}  // namespace bridge::store
