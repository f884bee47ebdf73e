// Each way in which the tenant's policy takes access, over REST and over SCIM with REST, whole.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/departure_fixture.hpp"
#include "work/person_state.hpp"

namespace bridge::work::test {
namespace {

using core::Fallback;
using core::OnPending;
using core::TakeAccess;
using store::Departure;
using store::Owed;

/// Ann is in the group Team (1003), as Hal is. Both routes of a tenant that has both know everybody; what is asked
/// goes by SCIM where it can.
class DepartureTest : public DepartureFixture {
 protected:
  DepartureTest() { bench.smartsheet.add_group("Team", {1001, 1002}); }
  void start() { bench.start(); }
  /// Ann owns the group Club (1004), and is a Group Admin.
  void give_ann_a_group() {
    bench.smartsheet.change_person(1001, "groupAdmin", true);
    const std::int64_t club = bench.smartsheet.add_group("Club");
    auto& record = bench.smartsheet.groups[club].record;
    record = record.with("ownerId", 1001);
  }
  void see_ann(std::string_view status) {
    bench.smartsheet.change_person(1001, "status", status);
    EXPECT_EQ(bench.refresh(), "fine");
  }
  [[nodiscard]] bool ann_is_member() const { return bench.smartsheet.groups.at(1003).members.contains(1001); }
  [[nodiscard]] bool shown_active() const {
    return bench.find(Kind::User, "1001")->shown.find("active")->if_bool() != nullptr &&
           *bench.find(Kind::User, "1001")->shown.find("active")->if_bool();
  }
  [[nodiscard]] bool by_scim() const { return GetParam() == Services::Both; }
  /// The call that deactivates Ann on the tenant's route.
  [[nodiscard]] std::string deactivation() const {
    return by_scim() ? "scim PATCH /Users/s-1001" : "call POST /users/1001/deactivate";
  }
};

INSTANTIATE_TEST_SUITE_P(Routes, DepartureTest, ::testing::Values(Services::Rest, Services::Both),
                         [](const auto& row) { return row.param == Services::Rest ? "Rest" : "ScimAndRest"; });

TEST_P(DepartureTest, DeactivatesByDefault) {
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(), Lines{deactivation()});
  EXPECT_EQ(leaving().how, Departure::Deactivated);
  EXPECT_EQ(leaving().since, bench.clock.now());
  EXPECT_TRUE(ann_is_member()) << "nothing else is touched";
}

TEST_P(DepartureTest, DowngradesAndGivesBackWhatItTook) {
  policy().on_deactivate = TakeAccess::Downgrade;
  bench.smartsheet.change_person(1001, "admin", true);
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(), (Lines{"call DELETE /groups/1003/members/1001", "call PUT /users/1001"}));
  EXPECT_EQ(status_of(1001), "ACTIVE");
  EXPECT_FALSE(has("licensedSheetCreator") || has("admin"));
  EXPECT_FALSE(shown_active());
  EXPECT_EQ(leaving().how, Departure::Downgraded);
  EXPECT_EQ(leaving().roles, (std::vector<std::string>{"LICENSED_USER", "SYSTEM_ADMIN"}));
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_FALSE(shown_active()) << "a refresh that sees ACTIVE gives nothing back";

  bench.forget();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(), Lines{}) << "taken already";
  ASSERT_TRUE(on()->ok());
  EXPECT_TRUE(has("licensedSheetCreator") && has("admin"));
  EXPECT_TRUE(shown_active());
  EXPECT_EQ(leaving(), store::Leaving());
  EXPECT_FALSE(ann_is_member()) << "groups are the identity provider's to push";
}

TEST_P(DepartureTest, HandsGroupsOverBeforeItDowngradesTheirOwner) {
  policy().on_deactivate = TakeAccess::Downgrade;
  give_ann_a_group();
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(),
            (Lines{"call PUT /groups/1004", "call DELETE /groups/1003/members/1001", "call PUT /users/1001"}));
  EXPECT_EQ(*bench.smartsheet.groups.at(1004).record.find("ownerId"), core::Value(1002));
  EXPECT_FALSE(has("groupAdmin"));
}

TEST_P(DepartureTest, RefusesBeforeAnyCallWhereNobodyCanTakeOver) {
  struct Row {
    TakeAccess how;
    const char* heir;
    bool owns;
    const char* says;
  };
  const Row rows[] = {
      {TakeAccess::Downgrade, "", true, "owns groups"},
      {TakeAccess::Downgrade, "nobody@x.example", true, "nobody under that address"},
      {TakeAccess::Remove, "nobody@x.example", false, "nobody under that address"},
      {TakeAccess::Remove, "ann@x.example", false, "this very person"},
      {TakeAccess::Remove, "ina@x.example", false, "not active"},
      {TakeAccess::Remove, "joe@x.example", true, "no Group Admin"},
  };
  bench.smartsheet.add_person("ina@x.example", "DEACTIVATED");
  bench.smartsheet.add_person("joe@x.example");
  for (const Row& row : rows) {
    Bench fresh(GetParam());
    fresh.smartsheet = bench.smartsheet;
    fresh.settings.access.deprovision.on_deactivate = row.how;
    fresh.settings.access.deprovision.transfer_to = row.heir;
    if (row.owns) {
      const std::int64_t club = fresh.smartsheet.add_group("Club");
      fresh.smartsheet.groups[club].record = fresh.smartsheet.groups[club].record.with("ownerId", 1001);
    }
    fresh.start();
    const AskedPtr asked = fresh.ask(modify(Kind::User, "1001", kOff));
    EXPECT_EQ(asked->fault(), "Forbidden") << row.says;
    if (asked->answered() && !asked->ok()) {
      EXPECT_NE(asked->result->error().detail.find(row.says), std::string::npos) << asked->result->error().detail;
    }
    EXPECT_EQ(fresh.writes(), Lines{}) << row.says;
  }
}

TEST_P(DepartureTest, RemovesAndHandsOver) {
  policy().on_deactivate = TakeAccess::Remove;
  give_ann_a_group();
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(),
            Lines{"call DELETE /users/1001?transferTo=1002&transferSheets=true&removeFromSharing=true"});
  EXPECT_EQ(status_of(1001), "absent");
  EXPECT_EQ(*bench.smartsheet.groups.at(1004).record.find("ownerId"), core::Value(1002));
  const store::EntryPtr ann = bench.find(Kind::User, "1001");
  ASSERT_NE(ann, nullptr) << "the row stays";
  EXPECT_EQ(ann->row.leaving.how, Departure::Removed);
  EXPECT_TRUE(ann->row.links.empty());
  EXPECT_FALSE(shown_active());
  EXPECT_FALSE(bench.tenant->index().is_member(ResourceId("1003"), ResourceId("1001")));

  bench.forget();
  EXPECT_EQ(bench.refresh(), "fine");
  ASSERT_NE(bench.find(Kind::User, "1001"), nullptr) << "absence is what policy brought about";
  ASSERT_TRUE(off()->ok());
  ASSERT_TRUE(bench.ask(remove(Kind::User, "1001"))->ok());
  EXPECT_EQ(bench.writes(), Lines{});
}

TEST_P(DepartureTest, DeletesByAPolicyOfItsOwn) {
  policy().on_delete = TakeAccess::Remove;
  policy().transfer_sheets = false;
  policy().remove_from_sharing = false;
  start();
  ASSERT_TRUE(off()->ok());
  ASSERT_TRUE(bench.ask(remove(Kind::User, "1001"))->ok());
  EXPECT_EQ(bench.writes(), (Lines{deactivation(),
                                   "call DELETE /users/1001?transferTo=1002&transferSheets=false"
                                   "&removeFromSharing=false"}));
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.life, Life::Deleted);
}

TEST_P(DepartureTest, HoldsTheRestBack) {
  policy().on_deactivate = TakeAccess::Remove;
  policy().hold = kHold;
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(), Lines{deactivation()});
  EXPECT_EQ(leaving().owed, Owed::Rest);
  EXPECT_EQ(leaving().due, bench.clock.now() + kHold);

  bench.loop->advance(kHold / 2);
  bench.restart();
  bench.loop->advance(kHold / 2 - std::chrono::hours(1));
  EXPECT_EQ(status_of(1001), "DEACTIVATED");
  bench.loop->advance(std::chrono::hours(12));
  EXPECT_EQ(status_of(1001), "absent") << "due, after a restart too";
  EXPECT_EQ(leaving().how, Departure::Removed);
  EXPECT_EQ(leaving().owed, Owed::Nothing);
}

TEST_P(DepartureTest, HoldEndsWithAReactivation) {
  policy().on_deactivate = TakeAccess::Remove;
  policy().hold = kHold;
  start();
  ASSERT_TRUE(off()->ok());
  bench.loop->advance(std::chrono::hours(24));
  ASSERT_TRUE(on()->ok());
  EXPECT_EQ(leaving(), store::Leaving());
  bench.loop->advance(2 * kHold);
  EXPECT_EQ(status_of(1001), "ACTIVE");
}

TEST_P(DepartureTest, HoldEndsWhereSmartsheetLetsThemInAgain) {
  policy().on_deactivate = TakeAccess::Remove;
  policy().hold = kHold;
  start();
  ASSERT_TRUE(off()->ok());
  see_ann("ACTIVE");
  bench.loop->advance(2 * kHold);
  EXPECT_EQ(status_of(1001), "ACTIVE");
}

TEST_P(DepartureTest, DowngradesTheDeactivatedAfterTheHold) {
  policy().on_deactivate = TakeAccess::Downgrade;
  policy().hold = kHold;
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_TRUE(has("licensedSheetCreator"));
  bench.loop->advance(kHold + std::chrono::hours(11));
  EXPECT_FALSE(has("licensedSheetCreator"));
  EXPECT_FALSE(ann_is_member());
  EXPECT_EQ(leaving().how, Departure::Deactivated);
  EXPECT_EQ(leaving().owed, Owed::Nothing);
}

TEST_P(DepartureTest, DefersUntilTheInvitationIsAccepted) {
  bench.smartsheet.change_person(1001, "status", "PENDING");
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(status_of(1001), "PENDING");
  EXPECT_FALSE(ann_is_member());
  EXPECT_FALSE(has("licensedSheetCreator"));
  EXPECT_EQ(leaving().owed, Owed::Access);
  EXPECT_FALSE(shown_active());
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(status_of(1001), "PENDING");
  bench.restart();

  bench.forget();
  see_ann("ACTIVE");
  EXPECT_EQ(status_of(1001), "DEACTIVATED");
  EXPECT_EQ(bench.writes(), Lines{deactivation()});
  EXPECT_EQ(leaving().how, Departure::Deactivated);
  EXPECT_EQ(leaving().owed, Owed::Nothing);
}

TEST_P(DepartureTest, DeferralEndsWithAReactivation) {
  bench.smartsheet.change_person(1001, "status", "PENDING");
  start();
  ASSERT_TRUE(off()->ok());
  ASSERT_TRUE(on()->ok());
  EXPECT_TRUE(has("licensedSheetCreator")) << "what was taken is back";
  EXPECT_TRUE(shown_active());
  see_ann("ACTIVE");
  EXPECT_EQ(status_of(1001), "ACTIVE");
}

TEST_P(DepartureTest, DeferralEndsWithARefusedInvitation) {
  bench.smartsheet.change_person(1001, "status", "PENDING");
  start();
  ASSERT_TRUE(off()->ok());
  see_ann("DECLINED");
  EXPECT_EQ(leaving().owed, Owed::Nothing);
  EXPECT_FALSE(shown_active());
}

TEST_P(DepartureTest, DeletedAndPendingIsDeferredToo) {
  policy().on_delete = TakeAccess::Remove;
  bench.smartsheet.change_person(1001, "status", "PENDING");
  start();
  ASSERT_TRUE(bench.ask(remove(Kind::User, "1001"))->ok());
  EXPECT_EQ(status_of(1001), "PENDING");
  see_ann("ACTIVE");
  EXPECT_EQ(status_of(1001), "absent") << "by the policy for DELETE";
}

TEST_P(DepartureTest, CancelsAnInvitationThatIsStillOpen) {
  policy().pending = OnPending::Cancel;
  bench.smartsheet.change_person(1001, "status", "PENDING");
  start();
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(), Lines{"call DELETE /users/1001"});
  EXPECT_EQ(status_of(1001), "absent");
  EXPECT_EQ(leaving().how, Departure::Removed);
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
}

TEST_P(DepartureTest, CancelsNothingOfWhoeverAcceptedMeanwhile) {
  policy().pending = OnPending::Cancel;
  bench.smartsheet.change_person(1001, "status", "PENDING");
  start();
  bench.smartsheet.change_person(1001, "status", "ACTIVE");
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(), Lines{deactivation()});
  EXPECT_EQ(status_of(1001), "DEACTIVATED");
  EXPECT_EQ(bench.link(Kind::User, "1001", route::Route::Rest), "1001");
}

TEST_P(DepartureTest, FindsOutByTheRefusalWhoIsPending) {
  if (by_scim()) GTEST_SKIP() << "the fake SCIM service deactivates them";
  start();
  bench.smartsheet.change_person(1001, "status", "PENDING");
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(leaving().owed, Owed::Access);
  EXPECT_FALSE(has("licensedSheetCreator"));
  EXPECT_FALSE(shown_active());
}

TEST_P(DepartureTest, FallsBackOnlyWhereThatIsChosen) {
  for (const int code : {1004, 1013, 1356, 1358, 1359}) {
    for (const Fallback fallback : {Fallback::Error, Fallback::Downgrade}) {
      Bench fresh;
      fresh.smartsheet = bench.smartsheet;
      fresh.smartsheet.deactivation_refused = code;
      fresh.settings.access.deprovision = policy();
      fresh.settings.access.deprovision.fallback = fallback;
      fresh.start();
      const AskedPtr asked = fresh.ask(modify(Kind::User, "1001", kOff));
      const auto& ann = fresh.smartsheet.people.at(1001);
      if (fallback == Fallback::Error) {
        EXPECT_TRUE(asked->answered() && !asked->ok()) << code;
        EXPECT_TRUE(core::flag_or_false(ann, "licensedSheetCreator")) << code;
        continue;
      }
      EXPECT_TRUE(asked->ok()) << code << " " << asked->fault();
      EXPECT_FALSE(core::flag_or_false(ann, "licensedSheetCreator")) << code;
      EXPECT_EQ(fresh.find(Kind::User, "1001")->row.leaving.how, Departure::Downgraded) << code;
    }
  }
}

TEST_P(DepartureTest, FallsBackForNothingElse) {
  if (by_scim()) GTEST_SKIP() << "the SCIM service gives no such codes";
  policy().fallback = Fallback::Downgrade;
  bench.smartsheet.deactivation_refused = 1336;
  start();
  EXPECT_EQ(off()->fault(), "Forbidden");
  EXPECT_TRUE(has("licensedSheetCreator"));
}

TEST_P(DepartureTest, FallsBackByRestWhereScimRefuses) {
  if (!by_scim()) GTEST_SKIP() << "there is no SCIM";
  policy().fallback = Fallback::Downgrade;
  start();
  bench.scim.writes_off = 403;
  ASSERT_TRUE(off()->ok());
  EXPECT_EQ(bench.writes(), (Lines{deactivation(), "call DELETE /groups/1003/members/1001", "call PUT /users/1001"}));
  EXPECT_EQ(leaving().how, Departure::Downgraded);
}

}  // namespace
}  // namespace bridge::work::test
