// What identity providers send, as files in the folders of conformance/idp, played over HTTP against the
// program: on Smartsheet's REST API, on its SCIM service, and on its SCIM service where there is no REST token.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <tuple>
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

constexpr Way kWays[] = {
    {"rest", true, false, "rest", emulator::ScimIds::Numbers, PlayedRoute::Rest, PublicIds::Rest},
    {"scim", true, true, "scim", emulator::ScimIds::Same, PlayedRoute::Scim, PublicIds::Rest},
    {"scim_alone", false, true, "scim", emulator::ScimIds::Numbers, PlayedRoute::Scim, PublicIds::Scim},
};

class IdpTranscript : public ::testing::TestWithParam<std::tuple<Way, std::filesystem::path>> {};

BridgeOptions options_of(const Way& way, const Transcript& transcript) {
  core::Object settings{{"route", way.route}};
  for (const core::Member& setting : transcript.settings) settings = settings.with(setting.name, setting.value);
  BridgeOptions options;
  options.tenant = toml(settings);
  options.rest = way.rest;
  options.scim = way.scim;
  options.emulator.facts.scim_ids = way.scim_ids;
  return options;
}

TEST_P(IdpTranscript, IsAnsweredAndForwardedAsItSays) {
  const auto& [way, file] = GetParam();
  const auto transcript = read_transcript(file);
  ASSERT_TRUE(transcript) << transcript.error().detail;
  RunningBridge bridge(options_of(way, *transcript));
  Captures captures = seed(*transcript, bridge.smartsheet(), way.ids);
  captures["token"] = bridge.idp_token();
  bridge.start();
  const Surroundings surroundings{[&](const HttpRequest& request) { return bridge.send(request); },
                                  bridge.smartsheet(),
                                  {{"rest", bridge.api_token()}, {"scim", bridge.scim_token()}},
                                  {},
                                  way.played,
                                  way.ids};
  for (const std::string& difference : run(*transcript, surroundings, captures)) ADD_FAILURE() << difference;
}

std::string test_name(const ::testing::TestParamInfo<IdpTranscript::ParamType>& info) {
  const auto& [way, file] = info.param;
  std::string name = std::string(way.name) + "_" + file.parent_path().filename().string() + "_" + file.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, IdpTranscript,
                         ::testing::Combine(::testing::ValuesIn(kWays), ::testing::ValuesIn(all_transcripts())),
                         test_name);

}  // namespace
}  // namespace bridge::integration
