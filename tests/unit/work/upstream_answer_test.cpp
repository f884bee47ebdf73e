// Each error code of Smartsheet, from the answer to what the identity provider gets.

#include <algorithm>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "http/fault_response.hpp"
#include "unit/route/error_rows.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::test::ErrorRow;

/// A call of the bridge, and the request that brings it about.
struct Played {
  std::string line;
  Edit edit;
};

Played played(std::string_view call) {
  const auto patched = [](std::string_view value) {
    return R"([{"op":"replace","value":)" + std::string(value) + "}]";
  };
  if (call == "create_user") return {"POST /users?", create(Kind::User, person("new@x.example"))};
  if (call == "deactivate") return {"POST /users/1001/deactivate", remove(Kind::User, "1001")};
  if (call == "reactivate") {
    return {"POST /users/1002/reactivate", modify(Kind::User, "1002", patched(R"({"active":true})"))};
  }
  if (call == "create_group") return {"POST /groups", create(Kind::Group, group("New"))};
  if (call == "change_group") {
    return {"PUT /groups/1003", modify(Kind::Group, "1003", patched(R"({"displayName":"Other"})"))};
  }
  if (call == "add_members") {
    return {"POST /groups/1003/members",
            modify(Kind::Group, "1003", R"([{"op":"add","path":"members","value":[{"value":"1001"}]}])")};
  }
  EXPECT_EQ(call, "change_user");
  return {"PUT /users/1001", modify(Kind::User, "1001", patched(R"({"name":{"givenName":"Ada"}})"))};
}

class UpstreamAnswerTest : public ::testing::TestWithParam<ErrorRow> {
 protected:
  UpstreamAnswerTest() {
    bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.add_person("bob@x.example", "DEACTIVATED");
    bench.smartsheet.add_group("Team");
    bench.start();
  }

  /// The call meets the error so often, then Smartsheet's work.
  void meet(const std::string& line, std::size_t times) {
    bench.client->script = [this, line, left = times](const route::RestCall& call) mutable {
      const bool meant = line_of(call).rfind(line, 0) == 0 && left > 0;
      if (meant) --left;
      return std::optional(meant ? refusal(GetParam().http, static_cast<int>(GetParam().code))
                                 : bench.smartsheet.serve(call));
    };
  }

  Bench bench;
};

TEST_P(UpstreamAnswerTest, IsWhatTheIdentityProviderGets) {
  const ErrorRow& row = GetParam();
  const Played play = played(row.call);
  meet(play.line, 1000);
  const AskedPtr asked = bench.ask(play.edit);
  bench.loop->advance(bench.max_wait);
  ASSERT_TRUE(asked->answered());
  ASSERT_FALSE(asked->ok());
  const web::Response response = http::fault_response(asked->result->error(), {});
  EXPECT_EQ(response.status, row.status) << response.body;
  const Object message = parse_object(response.body);
  EXPECT_EQ(core::text_or_empty(message, "scimType"), row.scim_type);
  if (!row.again) EXPECT_NE(core::text_or_empty(message, "detail").find(row.says), std::string::npos);
  const bool waits = std::any_of(response.headers.begin(), response.headers.end(),
                                 [](const web::Header& header) { return header.name == "Retry-After"; });
  EXPECT_EQ(waits, row.again);
  if (!row.again) {
    EXPECT_EQ(bench.client->count(play.line), 1U);
    EXPECT_TRUE(bench.store.contents.intents.empty());
  }
}

TEST_P(UpstreamAnswerTest, IsTriedAgainWhereThatHelps) {
  const ErrorRow& row = GetParam();
  const Played play = played(row.call);
  meet(play.line, 1);
  const AskedPtr asked = bench.ask(play.edit);
  bench.loop->advance(std::chrono::minutes(5));
  ASSERT_TRUE(asked->answered());
  EXPECT_EQ(bench.client->count(play.line), row.again ? 2U : 1U);
  EXPECT_TRUE(bench.store.contents.intents.empty());
  if (row.again) EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "firstName"), "Ada");
}

INSTANTIATE_TEST_SUITE_P(Listed, UpstreamAnswerTest, ::testing::ValuesIn(route::test::error_rows()),
                         route::test::row_name);

}  // namespace
}  // namespace bridge::work::test
