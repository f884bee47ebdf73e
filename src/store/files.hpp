#pragma once
// The few things that are done to files as wholes, so that tests can let each of them fail.

#include <cstdint>
#include <memory>
#include <string>

#include "bridge/core/result.hpp"

namespace bridge::store {

/// Each is StoreFailed with a sentence when it fails.
class Files {
 public:
  virtual ~Files() = default;
  /// All bytes, on disk when it returns; `to` must not be there, mode 0600.
  [[nodiscard]] virtual core::Outcome copy(const std::string& from, const std::string& to);
  /// A second name for the same file; `to` must not be there.
  [[nodiscard]] virtual core::Outcome link(const std::string& from, const std::string& to);
  /// In place of `to`, whatever that is, in one step.
  [[nodiscard]] virtual core::Outcome rename(const std::string& from, const std::string& to);
  /// No fault when there is nothing.
  [[nodiscard]] virtual core::Outcome remove(const std::string& file);
  /// What the file holds is on disk.
  [[nodiscard]] virtual core::Outcome sync(const std::string& file);
  /// The names in the directory that `file` is in are on disk.
  [[nodiscard]] virtual core::Outcome sync_directory_of(const std::string& file);
};

[[nodiscard]] bool is_there(const std::string& file);
[[nodiscard]] std::uint64_t size_of(const std::string& file);
/// With the log of changes beside it.
[[nodiscard]] std::uint64_t size_with_log(const std::string& file);
/// What a look at the whole of a store that is in use looks at.
[[nodiscard]] inline std::string copy_for_check(const std::string& store) { return store + ".check"; }
/// "20261122T101112Z", the time now.
[[nodiscard]] std::string time_in_name();

/// The lock that SQLite takes on a database that somebody has for themselves, taken without reading the file:
/// also on one that is damaged. The process must not open the file while it holds it.
class FileLock {
 public:
  [[nodiscard]] static core::Result<std::unique_ptr<FileLock>> take(const std::string& file);
  /// One that leaves the file to others who read it: nobody has it for themselves.
  [[nodiscard]] static core::Result<std::unique_ptr<FileLock>> take_to_read(const std::string& file);
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  [[nodiscard]] static core::Result<std::unique_ptr<FileLock>> take(const std::string& file, int flags, short type);
  int descriptor_;
};

}  // namespace bridge::store
