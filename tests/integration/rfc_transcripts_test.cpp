// What RFC 7643, 7644 and 9865 say, as files in tests/transcripts/rfc.

#include <filesystem>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "integration/played_ways.hpp"
#include "integration/transcript.hpp"

namespace bridge::integration {
namespace {

class RfcTranscript : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(RfcTranscript, IsAnsweredAsItSays) { play_on_all_ways(GetParam()); }

// docs/conformance.md points at steps by their names.
TEST_P(RfcTranscript, NamesEachStepOnce) {
  const auto transcript = read_transcript(GetParam());
  ASSERT_TRUE(transcript) << transcript.error().detail;
  std::set<std::string> names;
  for (const TranscriptStep& step : transcript->steps) EXPECT_TRUE(names.insert(step.name).second) << step.name;
}

INSTANTIATE_TEST_SUITE_P(All, RfcTranscript,
                         ::testing::ValuesIn(transcripts_in(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests" /
                                                            "transcripts" / "rfc")),
                         transcript_name);

}  // namespace
}  // namespace bridge::integration
