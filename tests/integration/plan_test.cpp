// What `scimbridge plan` prints is what `scimbridge serve` sends: the same requests, first planned by the
// command, then sent, on each route. tests/data/plan/requests.json has them.

#include <array>
#include <cstdio>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using core::Array;
using core::Object;
using core::Value;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string filled(std::string text, const Captures& captures) {
  for (const auto& [name, value] : captures) {
    const std::string place = "${" + name + "}";
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place)) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

struct Output {
  std::string text;
  int code = -1;
};

/// Runs the program as an administrator would.
Output run_plan(const RunningBridge& bridge, const std::string& method, const std::string& path,
                const std::string& body) {
  const std::string file = (bridge.directory() / "body.json").string();
  std::ofstream(file) << body;
  std::string command = std::string(SCIMBRIDGE_PROGRAM) + " plan --config '" +
                        (bridge.directory() / "scimbridge.toml").string() + "' --json --show-values --method " +
                        method + " --path '" + path + "'" + (body.empty() ? "" : " '" + file + "'") + " 2>/dev/null";
  Output output;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> part{};
  for (std::size_t size = 0; (size = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
    output.text.append(part.data(), size);
  }
  const int status = ::pclose(pipe);
  output.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return output;
}

/// A call as one line; an id of an earlier step's answer, which a plan can't know, is "#".
std::string planned_line(const Object& call) {
  const std::string base = core::text_or_empty(call, "route") == "scim" ? "/scim/v2" : "";
  std::string path(core::text_or_empty(call, "path"));
  path = std::regex_replace(path, std::regex(R"(\{id of step [0-9]+\})"), "#");
  const Value* body = call.find("body");
  return std::string(core::text_or_empty(call, "credential")) + " " + std::string(core::text_or_empty(call, "method")) +
         " " + base + path + " " + (body != nullptr ? json::write(*body) : "");
}

std::vector<std::string> planned_lines(const std::string& text) {
  std::vector<std::string> lines;
  const auto plan = json::parse(text);
  const Object* object = plan ? plan->if_object() : nullptr;
  const Value* calls = object != nullptr ? object->find("calls") : nullptr;
  if (calls == nullptr) return {"no plan: " + text};
  for (const Value& call : *calls->if_array()) lines.push_back(planned_line(*call.if_object()));
  return lines;
}

/// Whether what was sent is what was planned; "#" stands for the id that came.
bool fits(const std::string& planned, const std::string& sent) {
  const std::size_t at = planned.find('#');
  if (at == std::string::npos) return planned == sent;
  std::size_t end = at;
  while (end < sent.size() && sent[end] != '/' && sent[end] != ' ') ++end;
  return sent.size() > at && planned.substr(0, at) == sent.substr(0, at) && planned.substr(at + 1) == sent.substr(end);
}

class PlanTest : public ::testing::TestWithParam<bool> {
 protected:
  static BridgeOptions options(bool by_scim) {
    BridgeOptions made;
    made.scim = by_scim;
    made.emulator.rate_limit = 0;
    made.emulator.facts.scim_ids = emulator::ScimIds::Uuids;
    made.tenant = "idp = \"entra\"";
    return made;
  }

  [[nodiscard]] std::vector<std::string> sent_lines() {
    std::vector<std::string> lines;
    for (const emulator::Logged& call : bridge_.smartsheet().log()) {
      const char* credential = call.credential == bridge_.api_token()    ? "OAuthToken"
                               : call.credential == bridge_.scim_token() ? "ScimToken"
                                                                         : "another";
      const auto body = json::parse(call.body);
      lines.push_back(std::string(credential) + " " + call.method + " " + call.path +
                      (call.query.empty() ? "" : "?" + call.query) + " " + (body ? json::write(*body) : ""));
    }
    return lines;
  }

  void check(const Object& row) {
    const std::string name(core::text_or_empty(row, "name"));
    const std::string method(core::text_or_empty(row, "method"));
    const std::string path = filled(std::string(core::text_or_empty(row, "path")), captures_);
    const Value* given = row.find("body");
    const std::string body = given != nullptr ? filled(json::write(*given), captures_) : "";
    const Output plan = run_plan(bridge_, method, path, body);
    EXPECT_EQ(bridge_.calls(), std::vector<std::string>()) << name << ": a plan sends nothing";
    bridge_.forget_calls();

    const HttpAnswer answer = bridge_.scim(method, path, body);
    EXPECT_EQ(answer.status, *row.find("status")->if_integer()) << name << ": " << answer.body;
    const std::vector<std::string> sent = sent_lines();
    if (answer.status >= 400) {
      EXPECT_EQ(plan.code, 1) << name << ": " << plan.text;
      EXPECT_TRUE(sent.empty()) << name;
    } else {
      EXPECT_EQ(plan.code, 0) << name << ": " << plan.text;
      expect_same(name, planned_lines(plan.text), core::flag_or_false(row, "learns") ? first_of(sent) : sent);
    }
    const std::string as(core::text_or_empty(row, "capture"));
    if (!as.empty()) captures_[as] = text_at(answer, "id");
    bridge_.forget_calls();
  }

  /// Where the SCIM service refuses what REST then does, the plan was the first call; what it refused is
  /// known from then on.
  [[nodiscard]] static std::vector<std::string> first_of(const std::vector<std::string>& sent) {
    if (!GetParam()) return sent;
    EXPECT_EQ(sent.size(), 2U) << ::testing::PrintToString(sent);
    return {sent.begin(), sent.begin() + (sent.empty() ? 0 : 1)};
  }

  void expect_same(const std::string& name, const std::vector<std::string>& planned,
                   const std::vector<std::string>& sent) {
    calls_ += sent.size();
    bool same = planned.size() == sent.size();
    for (std::size_t i = 0; same && i < sent.size(); ++i) same = fits(planned[i], sent[i]);
    EXPECT_TRUE(same) << name << "\nplanned: " << ::testing::PrintToString(planned)
                      << "\nsent:    " << ::testing::PrintToString(sent);
  }

  RunningBridge bridge_{options(GetParam())};
  Captures captures_;
  std::size_t calls_ = 0;
};

TEST_P(PlanTest, PrintsWhatServeSends) {
  bridge_.start();
  const std::string file =
      read_file(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests" / "data" / "plan" / "requests.json");
  const auto rows = json::parse(file);
  ASSERT_TRUE(rows);
  const Array& requests = *rows->if_array();
  ASSERT_GE(requests.size(), 40U);
  for (const Value& row : requests) check(*row.if_object());
  std::printf("%zu requests by %s, %zu calls\n", requests.size(), GetParam() ? "SCIM" : "REST", calls_);
}

INSTANTIATE_TEST_SUITE_P(Routes, PlanTest, ::testing::Bool(),
                         [](const ::testing::TestParamInfo<bool>& one) { return one.param ? "Scim" : "Rest"; });

}  // namespace
}  // namespace bridge::integration
