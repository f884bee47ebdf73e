// What identity providers send, as files in the folders of tests/transcripts/idp.

#include <algorithm>
#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "integration/played_ways.hpp"
#include "integration/transcript.hpp"

namespace bridge::integration {
namespace {

/// The files of all providers, each provider in a folder of its own.
std::vector<std::filesystem::path> all_transcripts() {
  const std::filesystem::path root = std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests" / "transcripts" / "idp";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (!entry.is_directory()) continue;
    const auto of_provider = transcripts_in(entry.path());
    files.insert(files.end(), of_provider.begin(), of_provider.end());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class IdpTranscript : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(IdpTranscript, IsAnsweredAndForwardedAsItSays) { play_on_all_ways(GetParam()); }

TEST_P(IdpTranscript, SaysWhichCallsEachStepMakes) {
  const auto transcript = read_transcript(GetParam());
  ASSERT_TRUE(transcript) << transcript.error().detail;
  for (const TranscriptStep& step : transcript->steps) EXPECT_FALSE(step.upstream.empty()) << step.name;
}

INSTANTIATE_TEST_SUITE_P(All, IdpTranscript, ::testing::ValuesIn(all_transcripts()), transcript_name);

}  // namespace
}  // namespace bridge::integration
