#pragma once
// state_dir/oauth-TENANT.json: the pair of tokens that is valid now. Smartsheet ends the old pair when it gives out a
// new one, so losing this file, or its latest version, locks the bridge out.

#include <filesystem>
#include <optional>
#include <string>

#include "bridge/core/clock.hpp"
#include "bridge/core/credential.hpp"
#include "bridge/core/result.hpp"

namespace bridge::oauth {

struct Pair {
  core::OAuthToken access;
  core::RefreshToken refresh;
  core::Instant obtained{};
  /// Of the access token; a refresh token does not expire.
  core::Instant expires{};
};

class PairFile {
 public:
  PairFile(const std::string& state_dir, const std::string& tenant);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Nothing where there is no file. StoreFailed, with a sentence, for one that can't be read, is open to others or
  /// holds something else.
  [[nodiscard]] core::Result<std::optional<Pair>> read() const;

  /// Puts the pair in place whole, mode 0600. It is on disk when this returns: file and directory are synced.
  [[nodiscard]] core::Outcome write(const Pair& pair) const;

  /// The same if the file still holds the pair with this access token; false when somebody else has put another one
  /// there, which then stays.
  [[nodiscard]] core::Result<bool> replace(const core::TokenDigest& known_access, const Pair& pair) const;

 private:
  [[nodiscard]] core::Outcome put(const Pair& pair) const;
  [[nodiscard]] core::Failure failed(const char* what) const;

  std::filesystem::path path_;
};

}  // namespace bridge::oauth
