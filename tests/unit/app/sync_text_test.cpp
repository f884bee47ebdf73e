// What `scimbridge sync` prints.

#include "app/commands/sync_text.hpp"

#include <gtest/gtest.h>

#include "app/admin/sync_json.hpp"

namespace bridge::app {
namespace {

work::Drift drift(work::DriftKind what, const char* name, const char* attribute, core::Value asked, core::Value seen) {
  work::Drift one;
  one.what = what;
  one.kind = what == work::DriftKind::MemberMissing ? store::Kind::Group : store::Kind::User;
  one.id = core::ResourceId("7");
  one.name = name;
  one.attribute = attribute;
  one.asked = std::move(asked);
  one.seen = std::move(seen);
  return one;
}

TEST(SyncTextTest, SaysThatNothingDiffers) {
  EXPECT_EQ(drift_text(to_value(std::vector<work::Drift>())), "No drift: Smartsheet is as it was asked for.\n");
}

TEST(SyncTextTest, AlignsATableWhateverTheNamesAre) {
  const std::vector<work::Drift> found{
      drift(work::DriftKind::AccessGone, "j\xC3\xBCrg@x.example", "active", true, false),
      drift(work::DriftKind::AttributeChanged, "a@x.example", "roles", core::Array(), core::Array{"GROUP_ADMIN"}),
      drift(work::DriftKind::MemberMissing, "Team\x1B[31m", "members", "b@x.example", {})};
  EXPECT_EQ(
      drift_text(to_value(found)),
      "KIND   NAME            WHAT               ATTRIBUTE  ASKED        IN SMARTSHEET  SINCE\n"
      "user   j\xC3\xBCrg@x.example  access_gone        active     true         false          "
      "1970-01-01T00:00:00.000Z\n"
      "user   a@x.example     attribute_changed  roles      none         GROUP_ADMIN    1970-01-01T00:00:00.000Z\n"
      "group  Team?[31m       member_missing     members    b@x.example  -              1970-01-01T00:00:00.000Z\n"
      "3 differences\n");
}

TEST(SyncTextTest, NamesWhoeverIsForgottenByTheirId) {
  const auto text =
      drift_text(to_value(std::vector{drift(work::DriftKind::DeletedHasAccess, "", "active", false, true)}));
  EXPECT_NE(text.find("user  7     deleted_has_access"), std::string::npos) << text;
}

TEST(SyncTextTest, ShowsAPlanWithWhatCannotBeDone) {
  work::RepairPlan plan;
  plan.number = 4;
  plan.guard_limit = 20;
  work::RepairItem given{store::Kind::User, core::ResourceId("7"), "a@x.example", {}, {"reactivate"}, {}, {}};
  given.drifts.push_back(drift(work::DriftKind::AccessGone, "a@x.example", "active", true, false));
  work::RepairItem taken{store::Kind::User, core::ResourceId("8"), "b@x.example", {}, {}, {}, {}};
  taken.drifts.push_back(drift(work::DriftKind::AccessBack, "b@x.example", "active", false, true));
  taken.losses.access = 1;
  taken.impossible = core::Fault{core::FaultKind::Forbidden, "protected", {}, {}};
  plan.items = {given, taken};
  EXPECT_EQ(repair_plan_text(to_value(plan)),
            "The repair:\n"
            "  user a@x.example: gives access back (active)\n"
            "    reactivate\n"
            "  user b@x.example: takes the access again (active)\n"
            "    can't be done: protected\n"
            "1 call to Smartsheet; it takes 1 access or membership, and the accident guard lets 20 an hour pass (0 in "
            "the last hour)\n");
}

TEST(SyncTextTest, SaysWhatIsHeldAndHowItPasses) {
  work::RepairStatus status;
  status.course = work::Course::Done;
  status.of = 2;
  status.outcomes.push_back({store::Kind::User, core::ResourceId("7"), "a@x.example", {}});
  status.outcomes.push_back({store::Kind::Group, core::ResourceId("9"), "Team",
                             core::Fault{core::FaultKind::Held, "held by the accident guard", {}, {}}});
  const std::string text = repair_text("main", to_value(status));
  EXPECT_EQ(text.rfind("  group Team: held by the accident guard\n1 of 2 repaired, 1 held by the accident guard\n", 0),
            0U)
      << text;
  EXPECT_NE(text.find("scimbridge guard release --config FILE --tenant main"), std::string::npos);
}

TEST(SyncTextTest, TellsHowFarItHasCome) {
  work::SyncStatus status;
  status.progress = {120, 4, 1, 4};
  EXPECT_EQ(sync_progress_text(to_value(status)),
            "[######..................] 120 people, 4 groups, members of 1 of 4 groups");
  status.progress = {1, 0, 0, 0};
  EXPECT_EQ(sync_progress_text(to_value(status)), "1 person, 0 groups");
}

}  // namespace
}  // namespace bridge::app
