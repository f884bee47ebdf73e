#pragma once
// What the accident guard of a tenant counts and holds, as an administrator sees it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/store/row.hpp"

namespace bridge::work {

/// Losses of access by kind.
struct Losses {
  /// People deactivated, downgraded or removed.
  std::uint32_t access = 0;
  /// People who keep their access and lose licence, System Admin, Group Admin or resource viewer.
  std::uint32_t roles = 0;
  /// Memberships that end.
  std::uint32_t members = 0;
  /// Memberships that end because the group is deleted; 1 for a group without members.
  std::uint32_t groups = 0;

  [[nodiscard]] std::uint32_t total() const noexcept { return access + roles + members + groups; }
  [[nodiscard]] bool any() const noexcept { return total() > 0; }
  Losses& operator+=(const Losses& other) noexcept;
  /// Not below nothing.
  Losses& operator-=(const Losses& other) noexcept;
  bool operator==(const Losses&) const = default;
};

/// A change that the guard did not let through.
struct HeldChange {
  store::Kind kind = store::Kind::User;
  core::ResourceId id;
  /// userName or displayName, where the resource is still known.
  std::string name;
  /// "modify", "remove", …
  std::string verb;
  Losses losses;
  /// Of the latest request that asked for it.
  std::string client;
  std::string request;
  core::Instant since{};
  core::Instant latest{};
  /// Until when it passes, where an administrator released it.
  std::optional<core::Instant> released_until;
  /// It was asked for again since its release.
  bool passed = false;
  bool operator==(const HeldChange&) const = default;
};

/// Losses that may pass beyond the limit.
struct Allowance {
  std::uint32_t left = 0;
  core::Instant until{};
  bool operator==(const Allowance&) const = default;
};

struct GuardStatus {
  std::uint32_t limit = 0;
  /// The limit is the configuration's; else it follows from how many people there are.
  bool configured = false;
  std::size_t people = 0;
  /// In the last hour: against the limit, and let through by a release.
  Losses counted;
  Losses released;
  /// The latest first.
  std::vector<HeldChange> held;
  std::optional<Allowance> allowance;
};

/// What an administrator lets through.
struct GuardRelease {
  /// For how long, from now.
  std::chrono::milliseconds lasting{};
  /// Losses beyond the limit, whatever they are, besides what is held now.
  std::uint32_t count = 0;
};

struct GuardReleased {
  /// Changes that were held.
  std::size_t changes = 0;
  core::Instant until{};
};

}  // namespace bridge::work
