// The accident guard as JSON, and what the commands print of it.

#include "app/admin/guard_json.hpp"

#include <string>

#include <gtest/gtest.h>

#include "app/commands/admin_text.hpp"
#include "app/json_reading.hpp"
#include "unit/app/json.hpp"

namespace bridge::app {
namespace {

using std::chrono::hours;
using test::json;

constexpr core::Instant kAt{hours(480'000)};

work::HeldChange held(std::string id, core::Instant since) {
  work::HeldChange change;
  change.id = core::ResourceId(std::move(id));
  change.name = "ann@example.com";
  change.verb = "modify";
  change.losses = {1, 0, 0, 0};
  change.client = "okta";
  change.request = "r-1";
  change.since = since;
  change.latest = since + hours(1);
  return change;
}

work::GuardStatus status() {
  work::GuardStatus status;
  status.limit = 20;
  status.people = 100;
  status.counted = {18, 0, 2, 0};
  status.held = {held("8", kAt), held("7", kAt - hours(2)), held("6", kAt - hours(3))};
  status.held.back().released_until = kAt + hours(24);
  return status;
}

TEST(GuardJson, TellsNamesOnlyWhereTheyAreAskedFor) {
  const core::Value plain(to_value(status(), false));
  const core::Value named(to_value(status(), true));
  const auto first = [](const core::Value& value) { return list_at(value_at(value, "held"), "changes")[0]; };
  EXPECT_EQ(text_at(first(plain), "name"), "");
  EXPECT_EQ(text_at(first(named), "name"), "ann@example.com");
  EXPECT_EQ(text_at(first(plain), "id"), "8");
}

TEST(GuardJson, SumsUpWhatWaits) {
  const core::Value value(to_value(status(), false));
  const core::Value& held = value_at(value, "held");
  EXPECT_EQ(number_at(held, "count"), 3);
  EXPECT_EQ(number_at(held, "waiting"), 2);
  EXPECT_EQ(number_at(value_at(held, "losses"), "access"), 2);
  EXPECT_EQ(text_at(held, "since"), core::to_date_time(kAt - hours(2)));
  EXPECT_TRUE(value_at(value, "allowance").is_null());
}

TEST(GuardJson, ReadsReleasesWithinBounds) {
  const auto good = guard_release_from(json(R"({"lasting_seconds":3600,"count":5})"));
  ASSERT_TRUE(good);
  EXPECT_EQ(good->lasting, hours(1));
  EXPECT_EQ(good->count, 5U);
  for (const char* body : {"{}", R"({"lasting_seconds":59})", R"({"lasting_seconds":2592001})",
                           R"({"lasting_seconds":60,"count":-1})", R"({"lasting_seconds":60,"count":1000001})"}) {
    EXPECT_FALSE(guard_release_from(json(body))) << body;
  }
}

TEST(GuardText, SaysWhereTheLimitComesFrom) {
  work::GuardStatus known = status();
  EXPECT_NE(guard_text("a", to_value(known, false)).find("20 an hour (the larger of 20 and 5 % of 100 people"),
            std::string::npos);
  known.configured = true;
  EXPECT_NE(guard_text("a", to_value(known, false)).find("20 an hour (tenant.guard.max_per_hour)\n"),
            std::string::npos);
}

TEST(GuardText, ListsTheLatestTwenty) {
  work::GuardStatus known = status();
  known.allowance = work::Allowance{3, kAt};
  const std::string text = guard_text("a", to_value(known, false));
  EXPECT_NE(text.find("lost       18 people's access, 2 memberships, in the last hour\n"), std::string::npos) << text;
  EXPECT_NE(text.find("; released and not asked for again: 1\n"), std::string::npos) << text;
  EXPECT_NE(text.find("allowed    3 losses beyond the limit until "), std::string::npos) << text;
  EXPECT_NE(text.find("user   modify   8  1 person's access  "), std::string::npos) << text;
  EXPECT_EQ(text.find('@'), std::string::npos) << text;
  for (int i = 0; i < 20; ++i) known.held.push_back(held("9", kAt));
  EXPECT_NE(guard_text("a", to_value(known, false)).find("and 3 more\n"), std::string::npos);
}

TEST(GuardText, SaysWhatWasReleased) {
  EXPECT_EQ(guard_release_text(json(R"({"released":1,"count":0,"until":"T"})")),
            "Released 1 change until T: each passes when the identity provider asks for it again.\n");
  EXPECT_NE(guard_release_text(json(R"({"released":0,"count":2,"until":"T"})")).find("2 losses more"),
            std::string::npos);
}

}  // namespace
}  // namespace bridge::app
