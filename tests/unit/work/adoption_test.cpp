// on_existing = "adopt": a POST for somebody whom Smartsheet has and nobody manages links them.

#include <gtest/gtest.h>

#include "bridge/route/record.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using Lines = std::vector<std::string>;

class AdoptionTest : public ::testing::TestWithParam<Services> {
 protected:
  AdoptionTest() : bench(GetParam()) {
    bench.settings.access.on_existing = core::OnExisting::Adopt;
    bench.settings.fixed_route = GetParam() == Services::Rest ? route::Route::Rest : route::Route::Scim;
    ann = bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.change_person(ann, "firstName", "Ann");
    bench.smartsheet.change_person(ann, "licensedSheetCreator", true);
    team = bench.smartsheet.add_group("Team", {ann});
    bench.start();
    id = bench.tenant->index().find_by_name(Kind::User, "ann@x.example")->row.id.text;
  }
  AskedPtr post(const std::string& more = {}) { return bench.ask(create(Kind::User, person("ann@x.example", more))); }
  [[nodiscard]] std::string roles() const {
    const store::EntryPtr ann_now = bench.find(Kind::User, id);
    const core::Value* found = ann_now->shown.find("roles");
    if (found == nullptr || found->if_array() == nullptr || found->if_array()->empty()) return "";
    return std::string(core::text_or_empty(*(*found->if_array())[0].if_object(), "value"));
  }

  Bench bench;
  std::int64_t ann = 0;
  std::int64_t team = 0;
  std::string id;
};

TEST_P(AdoptionTest, LinksWhoeverIsThereAtNoCost) {
  const AskedPtr asked = post(R"("externalId":"e1","name":{"givenName":"Ann"},"title":"Boss")");
  ASSERT_TRUE(asked->ok()) << asked->result->error().detail;
  EXPECT_TRUE((*asked->result)->created);
  EXPECT_EQ(asked->id(), id);
  const store::EntryPtr now = bench.find(Kind::User, id);
  EXPECT_TRUE(now->row.managed);
  EXPECT_EQ(now->row.external_ids.at("okta"), "e1");
  EXPECT_EQ(core::text_or_empty(now->shown, "title"), "Boss");
  const Lines title_alone =
      GetParam() == Services::Rest ? Lines{} : Lines{"scim PATCH /Users/s-" + std::to_string(ann)};
  EXPECT_EQ(bench.writes(), title_alone) << "the title is the SCIM service's to keep";
  EXPECT_EQ(bench.store.row(Kind::User, id)->managed, true) << "on disk";
}

TEST_P(AdoptionTest, TakesNothingFromWhoeverIsThere) {
  ASSERT_TRUE(post(R"("roles":[])")->ok());
  EXPECT_EQ(bench.writes(), Lines{});
  EXPECT_EQ(roles(), "LICENSED_USER");
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(ann), "firstName"), "Ann");
  EXPECT_TRUE(bench.smartsheet.groups.at(team).members.contains(ann));
  EXPECT_EQ(bench.tenant->index().groups_of(ResourceId(id)).size(), 1U);
}

TEST_P(AdoptionTest, SendsTheRolesThatThePostNames) {
  ASSERT_TRUE(post(R"("roles":[{"value":"LICENSED_USER"},{"value":"GROUP_ADMIN"}])")->ok());
  EXPECT_EQ(bench.writes().size(), 1U);
  EXPECT_EQ(core::flag_or_false(bench.smartsheet.people.at(ann), "groupAdmin"), true);
}

TEST_P(AdoptionTest, HappensOnceAndIsAConflictThen) {
  const AskedPtr first = post();
  ASSERT_TRUE(first->ok());
  bench.tenant->delivered(Kind::User, ResourceId(id), true);
  bench.loop->run();
  EXPECT_EQ(post()->fault(), "Uniqueness");
}

TEST_P(AdoptionTest, IsRepeatedWhereItsAnswerWasLost) {
  ASSERT_TRUE(post()->ok());
  bench.tenant->delivered(Kind::User, ResourceId(id), false);
  bench.loop->run();
  const AskedPtr again = post(R"("title":"Boss")");
  ASSERT_TRUE(again->ok()) << again->fault();
  EXPECT_TRUE((*again->result)->created);
  EXPECT_EQ(again->id(), id);
}

TEST_P(AdoptionTest, IsNotTheDefault) {
  bench.settings.access.on_existing = core::OnExisting::Conflict;
  bench.restart();
  bench.forget();
  EXPECT_EQ(post()->fault(), "Uniqueness");
  EXPECT_FALSE(bench.find(Kind::User, id)->row.managed);
}

TEST_P(AdoptionTest, OfSomebodyDeactivatedBringsNothingOfBeforeBack) {
  bench.smartsheet.change_person(ann, "status", "DEACTIVATED");
  bench.refresh();
  bench.forget();
  const AskedPtr asked = post();
  ASSERT_TRUE(asked->ok()) << asked->result->error().detail;
  EXPECT_EQ(asked->id(), id);
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(ann), "status"), "ACTIVE");
  EXPECT_FALSE(core::flag_or_false(bench.smartsheet.people.at(ann), "licensedSheetCreator"));
  EXPECT_FALSE(bench.smartsheet.groups.at(team).members.contains(ann));
  EXPECT_EQ(roles(), "");
}

/// Somebody who came in Smartsheet after the last refresh.
TEST_P(AdoptionTest, OfSomebodyWhomTheBridgeHasNotReadYetComesWithTheRepeat) {
  if (GetParam() != Services::Rest) GTEST_SKIP() << "the SCIM service answers with whom it has";
  const std::int64_t bob = bench.smartsheet.add_person("bob@x.example");
  const AskedPtr early = bench.ask(create(Kind::User, person("bob@x.example")));
  EXPECT_EQ(early->fault(), "NotReady");
  bench.loop->advance(seconds(1));
  const AskedPtr asked = bench.ask(create(Kind::User, person("bob@x.example")));
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(asked->id(), std::to_string(bob));
}

INSTANTIATE_TEST_SUITE_P(Ways, AdoptionTest, ::testing::Values(Services::Rest, Services::Scim, Services::Both));

}  // namespace
}  // namespace bridge::work::test
