#pragma once
// A disk that fails when it is told to, and forgets what was never synced when the power goes: SQLite's view of files
// with faults put in between.

#include <cstdint>
#include <functional>
#include <string>

namespace bridge::store::testing {

enum class DiskFault : std::uint8_t {
  /// ENOSPC, nothing written.
  Full,
  /// EIO of a write, a sync or a truncation. What a failed sync should have brought to the disk never gets there by
  /// a later one, unless it is written again.
  Error,
  /// Half of the bytes, then ENOSPC.
  Short,
  /// EROFS.
  ReadOnly,
};

/// While it lives, every database of the process is opened through it.
class FailingDisk {
 public:
  FailingDisk();
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;
  ~FailingDisk();

  /// The operations (opening, writing, syncing, truncating) from number `first` on, counted from now, fail; `many` of
  /// them.
  void fail(DiskFault fault, int first, int many);
  /// Operations since the last fail(), and whether any of them failed.
  [[nodiscard]] int operations() const;
  [[nodiscard]] bool failed() const;
  /// Pages of the databases, not of their logs, are read as garbage.
  void garble(bool garbled);

  /// Nothing is written any more, as if the process had ended, until one of the others.
  void die();
  /// The next process begins.
  void revive();
  /// The same after the machine has lost what was never synced.
  void lose_power();
};

}  // namespace bridge::store::testing
