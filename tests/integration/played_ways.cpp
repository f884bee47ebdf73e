#include "integration/played_ways.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <map>
#include <regex>
#include <set>
#include <string_view>
#include <utility>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"
#include "integration/transcript_runner.hpp"

namespace bridge::integration {
namespace {

/// Keys of a configuration as TOML: JSON's strings, numbers and booleans are TOML's.
std::string toml(const core::Object& settings) {
  std::string lines;
  for (const core::Member& setting : settings) lines += setting.name + " = " + json::write(setting.value) + "\n";
  return lines;
}

constexpr Way kWays[] = {
    {"rest", true, false, "rest", emulator::ScimIds::Numbers, PlayedRoute::Rest, PublicIds::Rest},
    {"scim", true, true, "scim", emulator::ScimIds::Same, PlayedRoute::Scim, PublicIds::Rest},
    {"scim_alone", false, true, "scim", emulator::ScimIds::Numbers, PlayedRoute::Scim, PublicIds::Scim},
};

BridgeOptions options_of(const Way& way, const Transcript& transcript) {
  core::Object settings{{"route", way.route}};
  for (const core::Member& setting : transcript.settings) settings = settings.with(setting.name, setting.value);
  BridgeOptions options;
  options.tenant = toml(settings);
  options.token_lines = toml(transcript.token);
  options.rest = way.rest;
  options.scim = way.scim;
  options.emulator.facts.scim_ids = way.scim_ids;
  return options;
}

/// Public ids with REST's, of everybody and every group that a run has had.
using RestIds = std::map<std::string, std::string>;

void learn_ids(const emulator::Emulator& emulator, PublicIds ids, RestIds& rest_ids) {
  const core::Value state = emulator.state();
  for (const char* list : {"users", "groups"}) {
    for (const core::Value& record : *state.if_object()->find(list)->if_array()) {
      const std::string id = std::to_string(*record.if_object()->find("id")->if_integer());
      rest_ids[ids == PublicIds::Scim ? std::string(core::text_or_empty(*record.if_object(), "scimId")) : id] = id;
    }
  }
}

/// The body with the members of groups, which have no order, in one.
core::Value in_order(const core::Value& value) {
  if (const core::Object* object = value.if_object()) {
    std::vector<core::Member> members;
    for (const core::Member& member : *object) members.push_back({member.name, in_order(member.value)});
    return core::Object(std::move(members));
  }
  const core::Array* array = value.if_array();
  if (array == nullptr) return value;
  std::vector<core::Value> elements;
  for (const core::Value& element : *array) elements.push_back(in_order(element));
  const auto is_reference = [](const core::Value& element) {
    return element.if_object() != nullptr && element.if_object()->find("$ref") != nullptr;
  };
  if (std::all_of(elements.begin(), elements.end(), is_reference)) {
    std::sort(elements.begin(), elements.end(),
              [](const core::Value& left, const core::Value& right) { return json::write(left) < json::write(right); });
  }
  return core::Array(std::move(elements));
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
  return text;
}

/// An answer without what differs from one run to the next: where the program listens, the time, and a
/// number for the request. Ids are REST's, whichever the provider sees.
std::string comparable(const HttpAnswer& answer, const RunningBridge& bridge, const RestIds& rest_ids) {
  static const std::set<std::string> kOwnOfEachRun{"Date", "Content-Length", "X-Request-Id"};
  static const std::regex kTime(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)");
  // Sealed with a key of each run's own.
  static const std::regex kCursor(R"("nextCursor":"[^"]+")");
  const auto portable = [&](std::string text) {
    text = replaced(std::move(text), "127.0.0.1:" + bridge.port(), "host");
    for (const auto& [id, rest_id] : rest_ids) text = replaced(std::move(text), id, rest_id);
    return std::regex_replace(std::regex_replace(text, kTime, "time"), kCursor, R"("nextCursor":"cursor")");
  };
  std::string text = std::to_string(answer.status) + "\n";
  for (const auto& [name, value] : answer.headers) {
    if (!kOwnOfEachRun.contains(name)) text += name + ": " + portable(value) + "\n";
  }
  const std::string body = portable(answer.body);
  const auto parsed = json::parse(body);
  return text + (parsed ? json::write(in_order(*parsed)) : body);
}

/// What both services hold of everybody and every group.
std::string organisation(const emulator::Emulator& emulator) {
  const core::Value state = emulator.state();
  const auto picked = [&](std::string_view list, std::initializer_list<std::string_view> names) {
    std::vector<core::Value> records;
    for (const core::Value& record : *state.if_object()->find(list)->if_array()) {
      core::Object kept;
      for (const std::string_view name : names) {
        const core::Value* value = record.if_object()->find(name);
        if (value != nullptr) kept = kept.with(name, *value);
      }
      records.emplace_back(std::move(kept));
    }
    return core::Array(std::move(records));
  };
  const core::Object whole{{"users", picked("users", {"id", "email", "firstName", "lastName", "status", "admin",
                                                      "licensedSheetCreator", "groupAdmin", "resourceViewer"})},
                           {"groups", picked("groups", {"id", "name", "members"})}};
  return json::write(in_order(whole));
}

}  // namespace

std::span<const Way> all_ways() { return kWays; }

std::vector<std::string> played(const Way& way, const Transcript& transcript) {
  RunningBridge bridge(options_of(way, transcript));
  Captures captures = seed(transcript, bridge.smartsheet(), way.ids);
  captures["token"] = bridge.idp_token();
  bridge.start();
  std::vector<std::string> answers;
  RestIds rest_ids;
  const HttpClient http = [&](const HttpRequest& request) {
    learn_ids(bridge.smartsheet(), way.ids, rest_ids);
    HttpAnswer answer = bridge.send(request);
    learn_ids(bridge.smartsheet(), way.ids, rest_ids);
    answers.push_back(comparable(answer, bridge, rest_ids));
    return answer;
  };
  const Surroundings surroundings{
      http, bridge.smartsheet(), {{"rest", bridge.api_token()}, {"scim", bridge.scim_token()}},
      {},   way.played,          way.ids};
  for (const std::string& difference : run(transcript, surroundings, captures)) ADD_FAILURE() << difference;
  answers.push_back(organisation(bridge.smartsheet()));
  return answers;
}

void play_on_all_ways(const std::filesystem::path& file) {
  const auto transcript = read_transcript(file);
  ASSERT_TRUE(transcript) << transcript.error().detail;
  std::vector<std::string> first;
  for (const Way& way : kWays) {
    SCOPED_TRACE(way.name);
    const std::vector<std::string> answers = played(way, *transcript);
    if (first.empty()) first = answers;
    ASSERT_EQ(answers.size(), first.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const bool last = i == transcript->steps.size();
      if (!last && transcript->steps[i].routes_differ) continue;
      EXPECT_EQ(answers[i], first[i]) << (last ? "what Smartsheet holds" : transcript->steps[i].name);
    }
  }
}

std::string transcript_name(const ::testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.parent_path().filename().string() + "_" + info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

}  // namespace bridge::integration
