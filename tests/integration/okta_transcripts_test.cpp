// Okta's whole life cycle as files under conformance/idp/okta, played over HTTP against the program.

#include <algorithm>
#include <cctype>
#include <string>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"
#include "integration/transcript.hpp"
#include "integration/transcript_runner.hpp"

namespace bridge::integration {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(BRIDGE_SOURCE_DIR) / "conformance" / "idp" / "okta";

/// The tenant's keys as TOML: JSON's strings, numbers and booleans are TOML's.
std::string toml(const core::Object& settings) {
  std::string lines;
  for (const core::Member& setting : settings) lines += setting.name + " = " + json::write(setting.value) + "\n";
  return lines;
}

class OktaTranscript : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(OktaTranscript, IsAnsweredAndForwardedAsItSays) {
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
  std::string name = info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Okta, OktaTranscript, ::testing::ValuesIn(transcripts_in(kFolder)), test_name);

}  // namespace
}  // namespace bridge::integration
