// What identity providers send, as files in the folders of conformance/idp, played over HTTP against the
// program.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"
#include "integration/transcript.hpp"
#include "integration/transcript_runner.hpp"

namespace bridge::integration {
namespace {

/// The files of all providers, each provider in a folder of its own.
std::vector<std::filesystem::path> all_transcripts() {
  const std::filesystem::path root = std::filesystem::path(BRIDGE_SOURCE_DIR) / "conformance" / "idp";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (!entry.is_directory()) continue;
    const auto of_provider = transcripts_in(entry.path());
    files.insert(files.end(), of_provider.begin(), of_provider.end());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The tenant's keys as TOML: JSON's strings, numbers and booleans are TOML's.
std::string toml(const core::Object& settings) {
  std::string lines;
  for (const core::Member& setting : settings) lines += setting.name + " = " + json::write(setting.value) + "\n";
  return lines;
}

class IdpTranscript : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(IdpTranscript, IsAnsweredAndForwardedAsItSays) {
  const auto transcript = read_transcript(GetParam());
  ASSERT_TRUE(transcript) << transcript.error().detail;
  BridgeOptions options;
  if (!transcript->settings.empty()) options.tenant = toml(transcript->settings);
  RunningBridge bridge(options);
  Captures captures = seed(*transcript, bridge.smartsheet());
  captures["token"] = bridge.idp_token();
  bridge.start();
  const Surroundings surroundings{[&](const HttpRequest& request) { return bridge.send(request); },
                                  bridge.smartsheet(),
                                  {{"rest", bridge.api_token()}},
                                  {}};
  for (const std::string& difference : run(*transcript, surroundings, captures)) ADD_FAILURE() << difference;
}

std::string test_name(const ::testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.parent_path().filename().string() + "_" + info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, IdpTranscript, ::testing::ValuesIn(all_transcripts()), test_name);

}  // namespace
}  // namespace bridge::integration
