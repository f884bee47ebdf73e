#pragma once
// Care for the file of a store: looking whether it is sound, copying it, and going back to a copy.

#include <cstdint>
#include <string>
#include <vector>

#include "bridge/core/result.hpp"

namespace bridge::store {

/// What a look at the whole file found.
struct CheckReport {
  /// Where it is no sound database: pages, indexes, rows that its tables don't allow. The first 20.
  std::vector<std::string> damage;
  /// Where a sound database holds what no store holds. The first 20.
  std::vector<std::string> problems;
  int schema_version = 0;
  std::uint64_t people = 0;
  std::uint64_t groups = 0;
  std::uint64_t memberships = 0;
  /// Changes that were under way.
  std::uint64_t open_changes = 0;
  std::uint64_t audit_lines = 0;
  /// On disk, with the log of changes beside the file.
  std::uint64_t bytes = 0;
  [[nodiscard]] bool sound() const noexcept { return damage.empty() && problems.empty(); }
};

/// Looks at every page and row; changes nothing. Stores of older versions too. StoreFailed, one sentence
/// that names the file, when there is none, it is in use, from a newer version, of another program, or no database.
[[nodiscard]] core::Result<CheckReport> check(const std::string& file);

/// Copies the store of which nobody holds the file to `target` (mode 0600), which must not be there yet; gives its
/// size in bytes. The copy was read again, found undamaged, and is on disk with its name when this returns. StoreFailed
/// as check() gives it, or when the copy can't be made; then there is no `target`.
[[nodiscard]] core::Result<std::uint64_t> back_up(const std::string& file, const std::string& target);

struct Restored {
  /// The backup, as it was found.
  CheckReport backup;
  /// Changes under way when the backup was made: not taken up, since their time is past.
  std::uint64_t dropped_changes = 0;
  /// Where the store from before lies now; empty when there was none.
  std::string before;
};

/// Puts a copy of `backup` in place of the store. StoreFailed, one sentence, when somebody holds the store, when
/// the backup isn't sound or check() would refuse it, or when the disk fails. The store from before is kept beside
/// the new one; where this fails it is still in its place, or the sentence says where it is.
[[nodiscard]] core::Result<Restored> restore(const std::string& backup, const std::string& file);

}  // namespace bridge::store
