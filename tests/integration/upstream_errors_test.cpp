// What Smartsheet refuses, from its answer over HTTP to what the identity provider reads: both services, and the
// SCIM service in both forms of its errors.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "integration/life.hpp"
#include "integration/running_bridge.hpp"
#include "unit/route/error_rows.hpp"

namespace bridge::integration {
namespace {

using emulator::FaultPlan;
using route::test::ErrorRow;

/// Waits would outlast the test, or a token that is refused would hold up the rows behind it.
bool is_played(const ErrorRow& row) { return row.code != 4003 && (row.status != 502 || row.http == 501); }

std::vector<ErrorRow> played_rows() {
  std::vector<ErrorRow> rows = route::test::error_rows();
  rows.erase(std::remove_if(rows.begin(), rows.end(), [](const ErrorRow& row) { return !is_played(row); }), rows.end());
  return rows;
}

std::string user(const std::string& name) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name + R"("})";
}

std::string group(const std::string& name) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":")" + name + R"("})";
}

std::string value_patch(const std::string& value) { return patch(R"({"op":"replace","value":)" + value + "}"); }

FaultPlan refusal(const std::string& match, int status, std::int64_t code) {
  FaultPlan fault;
  fault.match = match;
  fault.status = status;
  fault.error_code = static_cast<int>(code);
  return fault;
}

/// A bridge with Ann, Bob who is deactivated, and a group.
struct Bridge {
  explicit Bridge(BridgeOptions options = {}) : running(std::move(options)) {
    running.start();
    ann = create_person(running, "ann@example.com");
    bob = create_person(running, "bob@example.com");
    expect(running, 200, "PATCH", "/Users/" + bob, value_patch(R"({"active":false})"));
    team = text_at(expect(running, 201, "POST", "/Groups", group("Team")), "id");
    running.forget_calls();
  }

  std::size_t calls_of(const std::string& line) const {
    const auto calls = running.calls();
    return static_cast<std::size_t>(
        std::count_if(calls.begin(), calls.end(), [&](const std::string& call) { return call.rfind(line, 0) == 0; }));
  }

  RunningBridge running;
  std::string ann, bob, team;
};

/// A call of the bridge, and the request that brings it about.
struct Played {
  std::string line;
  std::string method;
  std::string target;
  std::string body;
};

Played played(const Bridge& bridge, const ErrorRow& row) {
  const std::string name = "n" + std::to_string(row.code);
  const std::string ann = "/Users/" + bridge.ann;
  if (row.call == "create_user") return {"POST /users", "POST", "/Users", user(name + "@example.com")};
  if (row.call == "deactivate") {
    return {"POST /users/" + bridge.ann + "/deactivate", "PATCH", ann, value_patch(R"({"active":false})")};
  }
  if (row.call == "reactivate") {
    return {"POST /users/" + bridge.bob + "/reactivate", "PATCH", "/Users/" + bridge.bob,
            value_patch(R"({"active":true})")};
  }
  if (row.call == "create_group") return {"POST /groups", "POST", "/Groups", group(name)};
  const std::string team = "/Groups/" + bridge.team;
  if (row.call == "change_group") {
    return {"PUT /groups/" + bridge.team, "PATCH", team, value_patch(R"({"displayName":")" + name + "\"}")};
  }
  if (row.call == "add_members") {
    return {"POST /groups/" + bridge.team + "/members", "PATCH", team,
            patch(R"({"op":"add","path":"members","value":[{"value":")" + bridge.ann + "\"}]}")};
  }
  return {"PUT /users/" + bridge.ann, "PATCH", ann, value_patch(R"({"name":{"givenName":")" + name + "\"}}")};
}

TEST(RestError, ReachesTheIdentityProviderAsTheTableSays) {
  Bridge bridge;
  for (const ErrorRow& row : played_rows()) {
    SCOPED_TRACE(row.code);
    const Played play = played(bridge, row);
    bridge.running.forget_calls();
    bridge.running.smartsheet().inject(refusal(play.line, row.http, row.code));
    const HttpAnswer answer = bridge.running.scim(play.method, play.target, play.body);
    bridge.running.smartsheet().clear_faults();
    EXPECT_EQ(bridge.calls_of(play.line), row.again ? 2U : 1U);
    if (row.again) {
      EXPECT_EQ(answer.status, 200) << answer.body;
      continue;
    }
    EXPECT_EQ(answer.status, row.status) << answer.body;
    EXPECT_EQ(text_at(answer, "scimType"), row.scim_type);
    EXPECT_NE(text_at(answer, "detail").find(row.says), std::string::npos) << answer.body;
  }
}

TEST(RestError, OfTheBridgesTokenIsNeverTheCallers) {
  for (const std::int64_t code : {1002, 1003, 2028, 5001}) {
    SCOPED_TRACE(code);
    Bridge bridge;
    // Whatever is asked for: a token that is refused once and then works again is none of the caller's business.
    emulator::FaultPlan every = refusal("", code < 2000 ? 401 : 403, code);
    every.times = 1000;
    bridge.running.smartsheet().inject(every);
    const HttpAnswer answer =
        bridge.running.scim("PATCH", "/Users/" + bridge.ann, value_patch(R"({"name":{"givenName":"Augusta"}})"));
    EXPECT_EQ(answer.status, 502) << answer.body;
  }
}

struct ScimRow {
  int status;
  std::int64_t code;
  int expected;
  const char* scim_type;
};

TEST(ScimError, IsReadInBothForms) {
  for (const bool as_scim : {true, false}) {
    BridgeOptions options;
    options.rest = false;
    options.scim = true;
    options.emulator.facts.scim_errors_are_scim = as_scim;
    Bridge bridge(std::move(options));
    for (const ScimRow& row : {ScimRow{400, 1329, 400, "invalidValue"}, ScimRow{403, 1004, 403, ""},
                               ScimRow{404, 1006, 404, ""}, ScimRow{409, 1016, 409, "uniqueness"}}) {
      SCOPED_TRACE(std::to_string(row.status) + (as_scim ? " SCIM" : " Smartsheet"));
      bridge.running.smartsheet().inject(refusal("PATCH /scim/v2/Users/", row.status, row.code));
      const HttpAnswer answer = bridge.running.scim("PATCH", "/Users/" + bridge.ann,
                                                    value_patch(R"({"title":"T)" + std::to_string(row.code) + "\"}"));
      bridge.running.smartsheet().clear_faults();
      EXPECT_EQ(answer.status, row.expected) << answer.body;
      EXPECT_EQ(text_at(answer, "scimType"), row.scim_type);
    }
  }
}

}  // namespace
}  // namespace bridge::integration
