#include "work/intent_codec.hpp"

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

Progress full_progress() {
  Progress progress;
  progress.kind = Kind::Group;
  progress.client = "okta";
  progress.request = core::RequestId("abc");
  Decision& decision = progress.decision;
  decision.row = group_row("900", "Team");
  decision.row.seen = {};
  decision.row.name_digest = "hmac:x";
  decision.row.asked = parse_object(R"({"displayName":"Team","x":[1,2.5,null,{"y":true}]})");
  decision.row.managed = true;
  decision.row.origin = Origin::Created;
  decision.row.life = Life::Deleted;
  decision.row.version = 42;
  decision.row.created = core::Instant(std::chrono::milliseconds(1'700'000'000'123));
  decision.row.modified = core::Instant(std::chrono::milliseconds(1'700'000'000'456));
  decision.row.order = 17;
  decision.row.external_ids = {{"okta", "e1"}, {"entra", "e2"}};
  decision.row.leaving = {store::Departure::Removed,
                          core::Instant(std::chrono::milliseconds(7)),
                          {"GROUP_ADMIN"},
                          store::Owed::Access,
                          core::Instant(std::chrono::milliseconds(8))};
  decision.row.removed_active = false;
  decision.memberships = {{ResourceId("900"), {ResourceId("1"), ResourceId("2")}, {ResourceId("3")}, true},
                          {ResourceId("901"), {}, {ResourceId("4")}, false}};
  decision.plan.steps = {{route::Purpose::CreateGroup,
                          route::RestCall{"POST", "/groups", Object{{"name", "Team"}}},
                          route::OnUnknown::LookUp,
                          {ResourceId("1")},
                          {}},
                         {route::Purpose::RemoveMembers,
                          route::RestCall{"DELETE", "/groups/{id of step 0}/members/4", {}},
                          route::OnUnknown::Repeat,
                          {ResourceId("4")},
                          ResourceId("901")}};
  decision.created = decision.removed = decision.dropped = true;
  progress.next = 1;
  progress.ids = {core::UpstreamId("77"), std::nullopt};
  progress.seen = parse_object(R"({"id":77,"name":"Team"})");
  progress.left = MembersLeft{{ResourceId("5")}, {ResourceId("6"), ResourceId("7")}};
  return progress;
}

core::Result<Progress> through_text(const Progress& progress) {
  return progress_from_value(parse(json::write(to_value(progress))));
}

TEST(IntentCodec, GivesBackEveryFieldOfADecision) {
  const Progress before = full_progress();
  const auto after = through_text(before);
  ASSERT_TRUE(after) << after.error().context.text;
  EXPECT_EQ(after->left, before.left);
  EXPECT_EQ(after->decision.row, before.decision.row);
  EXPECT_EQ(after->decision.plan, before.decision.plan);
  ASSERT_EQ(after->decision.memberships.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(after->decision.memberships[i].group, before.decision.memberships[i].group);
    EXPECT_EQ(after->decision.memberships[i].added, before.decision.memberships[i].added);
    EXPECT_EQ(after->decision.memberships[i].removed, before.decision.memberships[i].removed);
    EXPECT_EQ(after->decision.memberships[i].asked, before.decision.memberships[i].asked);
  }
  EXPECT_TRUE(after->decision.created);
  EXPECT_TRUE(after->decision.removed);
  EXPECT_TRUE(after->decision.dropped);
  EXPECT_EQ(after->kind, before.kind);
  EXPECT_EQ(after->client, before.client);
  EXPECT_EQ(after->request, before.request);
  EXPECT_EQ(after->next, before.next);
  EXPECT_EQ(after->ids, before.ids);
  EXPECT_EQ(after->seen, before.seen);
}

TEST(IntentCodec, GivesBackAnEmptyPersonAsOne) {
  Progress before;
  before.decision.row.managed = true;
  const auto after = through_text(before);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->kind, Kind::User);
  EXPECT_EQ(after->decision.row, before.decision.row);
  EXPECT_FALSE(after->decision.created || after->decision.removed || after->decision.dropped);
  EXPECT_TRUE(after->decision.plan.empty());
  EXPECT_TRUE(after->decision.memberships.empty());
}

TEST(IntentCodec, RefusesWhatItCanNotRead) {
  const Object good = *to_value(full_progress()).if_object();
  const core::Value cases[] = {
      core::Value(),
      "text",
      core::Array(),
      Object(),
      good.without("plan"),
      good.with("plan", "x"),
      good.with("plan", core::Array{Object{{"purpose", "unheard of"}}}),
      good.with("next", 3),
      good.with("next", -1),
      good.with("ids", core::Array()),
      good.without("row"),
      good.with("row", good.find("row")->if_object()->with("external_ids", Object{{"okta", 1}})),
      good.with("row", good.find("row")->if_object()->with("links", Object{{"rest", core::Array()}})),
      good.with("row", good.find("row")->if_object()->with("life", 9)),
  };
  for (const core::Value& value : cases) {
    const auto read = progress_from_value(value);
    ASSERT_FALSE(read) << json::write(value);
    EXPECT_EQ(read.error().kind, FaultKind::Bug) << json::write(value);
  }
}

}  // namespace
}  // namespace bridge::work::test
