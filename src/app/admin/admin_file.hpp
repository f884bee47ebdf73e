#pragma once
// state_dir/admin.json: how a command finds the server on the same machine, and its right to steer it.

#include <filesystem>
#include <optional>
#include <string>

#include "bridge/core/credential.hpp"
#include "bridge/core/result.hpp"

namespace bridge::app {

/// {"url","token"}
struct AdminFile {
  /// "http://127.0.0.1:8081"
  std::string url;
  core::AdminToken token;
};

[[nodiscard]] std::filesystem::path admin_file_in(const std::string& state_dir);

/// Puts the file in place whole, mode 0600. One sentence when it can't be written.
[[nodiscard]] core::Outcome write_admin_file(const std::filesystem::path& path, const AdminFile& file);

/// Nothing where there is none, or one that can't be read.
[[nodiscard]] std::optional<AdminFile> read_admin_file(const std::filesystem::path& path);

}  // namespace bridge::app
