#pragma once
// Transcripts played over HTTP against the program, on each way that a tenant can reach Smartsheet: by its
// REST API, by its SCIM service, and by its SCIM service where there is no REST token.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/emulator/facts.hpp"
#include "integration/organisation.hpp"
#include "integration/transcript.hpp"

namespace bridge::integration {

/// What of Smartsheet the tenant has, and how the transcripts go with it.
struct Way {
  const char* name;
  bool rest;
  bool scim;
  /// The tenant's `route`; the transcript's own settings come on top.
  const char* route;
  emulator::ScimIds scim_ids;
  PlayedRoute played;
  PublicIds ids;
};

[[nodiscard]] std::span<const Way> all_ways();

/// Plays the transcript, reports what is not as it says, and gives what the client saw, and at the end
/// what Smartsheet holds: without what differs from one run to the next.
[[nodiscard]] std::vector<std::string> played(const Way& way, const Transcript& transcript);

/// The same on all ways; reports also where they differ.
void play_on_all_ways(const std::filesystem::path& file);

/// For INSTANTIATE_TEST_SUITE_P: the file's name in its folder's, as a name of a test.
[[nodiscard]] std::string transcript_name(const ::testing::TestParamInfo<std::filesystem::path>& info);

}  // namespace bridge::integration
