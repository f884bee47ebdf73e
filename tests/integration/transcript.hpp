#pragma once
// Exchanges between an identity provider and the bridge, as data. tests/transcripts/README.md describes
// the files.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::integration {

/// The service of Smartsheet that takes the bridge's writes.
enum class PlayedRoute : std::uint8_t { Rest, Scim };

/// One call that the bridge is expected to make upstream because of a step.
struct ExpectedCall {
  std::string method;
  /// Under the API's base, without query: "/users", "/scim/v2/Users".
  std::string path;
  /// The name of the credential it carries.
  std::string credential;
  /// A pattern for the JSON body.
  std::optional<core::Value> body;
};

struct TranscriptStep {
  std::string name;
  std::string method;
  std::string path;
  /// Besides the transcript's own; null leaves one of those out.
  core::Object headers;
  std::optional<core::Value> body;
  /// In place of `body`: as it is, so that it need not be JSON.
  std::optional<std::string> text;

  std::int64_t status = 0;
  core::Object expected_headers;
  std::optional<core::Value> expected_body;
  /// Name to JSON pointer into the answer.
  std::map<std::string, std::string> capture;
  /// On each route; empty when the transcript says nothing of them.
  std::map<PlayedRoute, std::vector<ExpectedCall>> upstream;
  bool upstream_in_any_order = false;
  /// The answer tells what the tenant's route can do, so it need not be the same on all.
  bool routes_differ = false;
};

struct Transcript {
  std::string name;
  /// What of the identity provider's behaviour it shows.
  std::string source;
  /// Keys of the tenant's configuration that it needs.
  core::Object settings;
  /// Keys of the identity provider's token that it needs.
  core::Object token;
  /// What the organisation holds before the bridge starts.
  core::Object seed;
  core::Object headers;
  std::vector<TranscriptStep> steps;
  /// A pattern for the emulator's state in the end.
  std::optional<core::Value> emulator;
};

/// Reads one file; an unknown or missing member is InvalidSyntax naming it.
[[nodiscard]] core::Result<Transcript> read_transcript(const std::filesystem::path& file);
[[nodiscard]] core::Result<Transcript> read_transcript(const core::Value& document);

/// All *.json files of a folder, by name.
[[nodiscard]] std::vector<std::filesystem::path> transcripts_in(const std::filesystem::path& folder);

}  // namespace bridge::integration
