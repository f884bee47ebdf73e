#pragma once
// Environments, directories and texts for the tests of the configuration.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/config/settings.hpp"

namespace bridge::config::test {

inline constexpr const char* kRestToken = "rest-token-that-must-never-be-shown";
inline constexpr const char* kScimToken = "scim-token-that-must-never-be-shown";
inline constexpr const char* kClientSecret = "client-secret-that-must-never-be-shown";
inline constexpr const char* kIdpToken = "idp-token-that-must-never-be-shown-0123456789";

/// SMARTSHEET_API_TOKEN, SMARTSHEET_SCIM_TOKEN, IDP_TOKEN, SAME_TOKEN (equal to the first), ANOTHER_TOKEN, SHORT_TOKEN,
/// CLIENT_SECRET, EMPTY_TOKEN, BLANK_TOKEN.
[[nodiscard]] Environment test_environment();

[[nodiscard]] std::filesystem::path source_dir();
[[nodiscard]] std::string text_of(const std::filesystem::path& file);

/// A configuration that needs nothing else, with more lines for its only tenant, its REST section and root.
[[nodiscard]] std::string minimal(std::string_view rest = "", std::string_view server = "");

/// A configuration with [tenant.scim] alone, with more lines for it and for its tenant.
[[nodiscard]] std::string minimal_scim(std::string_view scim = "", std::string_view tenant = "");

/// Each as "LINE:COLUMN: KEY: MESSAGE".
[[nodiscard]] std::vector<std::string> problems_of(const Loaded& loaded);
[[nodiscard]] std::vector<std::string> problems_of(std::string_view text, const std::string& directory = ".");

/// A directory of its own that goes when the test ends.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }
  void write(const std::string& name, std::string_view text, unsigned mode = 0600) const;

 private:
  std::filesystem::path path_;
};

}  // namespace bridge::config::test
