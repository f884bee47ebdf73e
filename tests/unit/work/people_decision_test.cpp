#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/decision.hpp"

namespace bridge::work::test {
namespace {

using Lines = std::vector<std::string>;

TenantSettings usual() {
  TenantSettings settings;
  settings.policy.grantable_roles = {"LICENSED_USER"};
  return settings;
}

Lines lines(const route::Plan& plan) {
  Lines list;
  for (const route::Step& step : plan.steps) list.push_back(line_of(std::get<route::RestCall>(step.call)));
  return list;
}

/// Ann (1) is managed and licensed, Bob (2) was found, Cem (3) was deleted and is in group 9.
class PeopleDecisionTest : public ::testing::Test {
 protected:
  explicit PeopleDecisionTest(TenantSettings settings = usual()) : bench(std::move(settings)) {
    store::Row ann = person_row("1", "ann@x.example");
    ann.seen = ann.seen.with("licensedSheetCreator", true).with("firstName", "Ann");
    ann.seen_at_ask = ann.seen;
    ann.asked = checked(Kind::User, person("ann@x.example", R"("active":true,"name":{"givenName":"Ann"},)"
                                                            R"("title":"Boss","roles":[{"value":"LICENSED_USER"}])"));
    ann.managed = true;
    ann.version = 4;
    ann.external_ids["okta"] = "e-ann";
    bench.publish(ann);
    bench.publish(person_row("2", "bob@x.example"));
    store::Row cem = person_row("3", "cem@x.example", "DEACTIVATED");
    cem.life = Life::Deleted;
    cem.managed = true;
    cem.seen = cem.seen.with("licensedSheetCreator", true);
    cem.external_ids["okta"] = "e-cem";
    bench.publish(cem);
    bench.publish(group_row("9", "Team"));
    bench.join("9", {"3"}, true);
  }
  core::Result<Decision> decide(const Edit& edit) { return decide_person(bench.state, edit); }
  void expect_fault(const Edit& edit, FaultKind kind) {
    const auto decision = decide(edit);
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().kind, kind) << decision.error().detail;
  }
  StateBench bench;
};

struct IgnoringTest : PeopleDecisionTest {
  static TenantSettings ignoring() {
    TenantSettings settings = usual();
    settings.username_change_ignored = true;
    return settings;
  }
  IgnoringTest() : PeopleDecisionTest(ignoring()) {}
};

TEST_F(PeopleDecisionTest, ANewPersonIsOneCallAndKeepsWhatWasAsked) {
  const auto decision =
      decide(create(Kind::User, person("new@x.example", R"("externalId":"e1","title":"T","password":"secret")")));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(decision->created);
  EXPECT_EQ(lines(decision->plan), (Lines{"POST /users?sendEmail=false"}));
  EXPECT_EQ(decision->row.name, "new@x.example");
  EXPECT_EQ(decision->row.external_ids.at("okta"), "e1");
  EXPECT_EQ(decision->row.asked.find("password"), nullptr) << "passwords are never stored";
  EXPECT_EQ(decision->row.asked.find("externalId"), nullptr);
  EXPECT_EQ(*decision->row.asked.find("active"), core::Value(true));
  EXPECT_TRUE(decision->row.managed);
  EXPECT_EQ(decision->row.origin, Origin::Created);
  EXPECT_TRUE(decision->row.id.text.empty());
}

TEST_F(PeopleDecisionTest, ANewPersonWithoutAccessIsDeactivatedAtOnce) {
  const auto decision = decide(create(Kind::User, person("new@x.example", R"("active":false)")));
  ASSERT_TRUE(decision);
  EXPECT_EQ(lines(decision->plan), (Lines{"POST /users?sendEmail=false", "POST /users/{id of step 0}/deactivate"}));
}

TEST_F(PeopleDecisionTest, ATakenNameIsAConflict) {
  for (const char* name : {"ann@x.example", "ANN@x.example", "bob@x.example"}) {
    SCOPED_TRACE(name);
    expect_fault(create(Kind::User, person(name)), FaultKind::Uniqueness);
  }
}

TEST_F(PeopleDecisionTest, AWorkAddressOfSomebodyElseIsAConflictNamingThem) {
  const auto mail = [](const char* address, const char* type) {
    return std::string(R"("emails":[{"value":")") + address + R"(","type":")" + type + "\"}]";
  };
  const auto taken = decide(create(Kind::User, person("a.upn@x.example", mail("Ann@x.example", "work"))));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, FaultKind::Uniqueness);
  EXPECT_NE(taken.error().detail.find("\"1\""), std::string::npos) << taken.error().detail;
  EXPECT_EQ(taken.error().detail.find("Ann@"), std::string::npos) << "no personal values";
  EXPECT_TRUE(decide(create(Kind::User, person("a.upn@x.example", mail("Ann@x.example", "home")))));
  EXPECT_TRUE(decide(create(Kind::User, person("a.upn@x.example", mail("A.UPN@x.example", "work")))));
  EXPECT_TRUE(decide(create(Kind::User, person("a.upn@x.example", mail("cem@x.example", "work")))))
      << "who is deleted has no address any more";
}

TEST_F(PeopleDecisionTest, APostAfterDeleteRevivesWithoutGroupsOrRolesFromBefore) {
  const auto decision = decide(create(Kind::User, person("cem@x.example", R"("externalId":"e9")")));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(decision->created);
  EXPECT_EQ(decision->row.id, ResourceId("3"));
  EXPECT_EQ(decision->row.life, Life::Visible);
  EXPECT_EQ(decision->row.external_ids, (std::map<std::string, std::string>{{"okta", "e9"}}));
  EXPECT_EQ(lines(decision->plan), (Lines{"DELETE /groups/9/members/3", "POST /users/3/reactivate", "PUT /users/3"}));
}

TEST_F(PeopleDecisionTest, PutNeverChangesAccessOrRolesByOmission) {
  store::Row off = person_row("4", "dee@x.example", "DEACTIVATED");
  off.managed = true;
  bench.publish(off);
  const auto still_off = decide(replace(Kind::User, "4", person("dee@x.example", R"("title":"T")")));
  ASSERT_TRUE(still_off) << still_off.error().detail;
  EXPECT_EQ(*still_off->row.asked.find("active"), core::Value(false));
  EXPECT_TRUE(still_off->plan.empty());
  const auto ann = decide(replace(Kind::User, "1", person("ann@x.example", R"("name":{"givenName":"Ann"})")));
  ASSERT_TRUE(ann) << ann.error().detail;
  EXPECT_NE(ann->row.asked.find("roles"), nullptr);
  EXPECT_EQ(ann->row.asked.find("title"), nullptr) << "other attributes go when left out";
  EXPECT_TRUE(ann->row.external_ids.empty());
  EXPECT_TRUE(ann->plan.empty());
  const auto empty = decide(replace(Kind::User, "1", person("ann@x.example", R"("roles":[])")));
  ASSERT_TRUE(empty);
  EXPECT_TRUE(empty->plan.empty()) << "an empty roles in PUT is no opinion";
}

TEST_F(PeopleDecisionTest, PutWithTheSameContentIsNothing) {
  const auto decision =
      decide(replace(Kind::User, "1",
                     person("ann@x.example", R"("active":true,"name":{"givenName":"Ann"},"title":"Boss",)"
                                             R"("roles":[{"value":"LICENSED_USER"}],"externalId":"e-ann")")));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(decision->nothing);
  EXPECT_EQ(decision->before->row.id, ResourceId("1"));
}

TEST_F(PeopleDecisionTest, PatchTakesRolesAwayFromAManagedPersonOnly) {
  const auto managed = decide(modify(Kind::User, "1", R"([{"op":"remove","path":"roles"}])"));
  ASSERT_TRUE(managed) << managed.error().detail;
  EXPECT_EQ(lines(managed->plan), (Lines{"PUT /users/1"}));
  store::Row found = person_row("5", "eve@x.example");
  found.seen = found.seen.with("licensedSheetCreator", true);
  bench.publish(found);
  const auto first = decide(modify(Kind::User, "5", R"([{"op":"remove","path":"roles"}])"));
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_TRUE(first->plan.empty());
}

TEST_F(PeopleDecisionTest, ARoleThatIsNotGrantableIsForbidden) {
  expect_fault(modify(Kind::User, "1", R"([{"op":"add","path":"roles","value":[{"value":"SYSTEM_ADMIN"}]}])"),
               FaultKind::Forbidden);
  expect_fault(create(Kind::User, person("n@x.example", R"("roles":[{"value":"SYSTEM_ADMIN"}])")),
               FaultKind::Forbidden);
}

TEST_F(PeopleDecisionTest, AChangedUserNameIsRefusedUnlessOnlyItsCaseDiffers) {
  expect_fault(modify(Kind::User, "1", R"([{"op":"replace","path":"userName","value":"b@x.example"}])"),
               FaultKind::Mutability);
  expect_fault(replace(Kind::User, "1", person("b@x.example")), FaultKind::Mutability);
  EXPECT_TRUE(decide(modify(Kind::User, "1", R"([{"op":"replace","path":"userName","value":"Ann@X.example"}])")));
}

TEST_F(IgnoringTest, AChangedUserNameIsLeftAsItWas) {
  const auto decision =
      decide(modify(Kind::User, "1", R"([{"op":"replace","value":{"userName":"b@x.example","title":"Chief"}}])"));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_EQ(core::text_or_empty(decision->row.asked, "userName"), "ann@x.example");
  EXPECT_EQ(core::text_or_empty(decision->row.asked, "title"), "Chief");
}

TEST_F(PeopleDecisionTest, IfMatchMustNameTheVersion) {
  struct Case {
    const char* header;
    bool fine;
  };
  for (const Case& one :
       {Case{"W/\"4\"", true}, Case{"\"1\", W/\"4\"", true}, Case{"*", true}, Case{"W/\"3\"", false}}) {
    SCOPED_TRACE(one.header);
    for (Edit edit : {remove(Kind::User, "1"), replace(Kind::User, "1", person("ann@x.example")),
                      modify(Kind::User, "1", R"([{"op":"replace","path":"active","value":false}])")}) {
      edit.if_match = one.header;
      const auto decision = decide(edit);
      EXPECT_EQ(decision.has_value(), one.fine);
      EXPECT_TRUE(decision || decision.error().kind == FaultKind::PreconditionFailed);
    }
  }
}

TEST_F(PeopleDecisionTest, IfNoneMatchMustNotNameTheVersion) {
  struct Case {
    const char* header;
    bool fine;
  };
  for (const Case& one :
       {Case{"W/\"4\"", false}, Case{"\"1\", W/\"4\"", false}, Case{"*", false}, Case{"W/\"3\"", true}}) {
    SCOPED_TRACE(one.header);
    for (Edit edit : {remove(Kind::User, "1"), replace(Kind::User, "1", person("ann@x.example")),
                      modify(Kind::User, "1", R"([{"op":"replace","path":"active","value":false}])")}) {
      edit.if_none_match = one.header;
      const auto decision = decide(edit);
      EXPECT_EQ(decision.has_value(), one.fine);
      EXPECT_TRUE(decision || decision.error().kind == FaultKind::PreconditionFailed);
    }
  }
}

TEST_F(PeopleDecisionTest, AFailedPreconditionSaysWhatWasExpectedAndFound) {
  Edit edit = remove(Kind::User, "1");
  edit.if_match = "W/\"3\"";
  // Asked first (RFC 9110 section 13.2.2).
  edit.if_none_match = "*";
  EXPECT_EQ(decide(edit).error().detail, "If-Match: expected version W/\"3\", found the resource at version W/\"4\"");
  edit.if_match.reset();
  EXPECT_EQ(decide(edit).error().detail,
            "If-None-Match: expected any version but *, found the resource at version W/\"4\"");
}

TEST_F(PeopleDecisionTest, PreconditionsSayNothingOfWhoIsNotThereYet) {
  Edit made = create(Kind::User, person("new@x.example"));
  made.if_match = "W/\"1\"";
  made.if_none_match = "*";
  EXPECT_TRUE(decide(made));
  Edit missing = remove(Kind::User, "77");
  missing.if_match = "*";
  EXPECT_EQ(decide(missing).error().kind, FaultKind::NotFound);
}

TEST_F(PeopleDecisionTest, WhoIsNobodyDeletedOrAGuestIsNotFound) {
  store::Row guest = person_row("6", "guest@y.example");
  guest.life = Life::Guest;
  bench.publish(guest);
  for (const char* id : {"77", "3", "6", "9"}) {
    SCOPED_TRACE(id);
    expect_fault(remove(Kind::User, id), FaultKind::NotFound);
    expect_fault(modify(Kind::User, id, R"([{"op":"replace","path":"active","value":false}])"), FaultKind::NotFound);
  }
}

TEST_F(PeopleDecisionTest, DeactivationIsSkippedOnlyWhenThePersonWasConfirmedLately) {
  store::Row off = person_row("4", "dee@x.example", "DEACTIVATED");
  bench.publish(off);
  const Edit again = modify(Kind::User, "4", R"([{"op":"replace","path":"active","value":false}])");
  EXPECT_TRUE(decide(again)->plan.empty());
  bench.state.confirmed_at.reset();
  EXPECT_EQ(lines(decide(again)->plan), (Lines{"POST /users/4/deactivate"}));
}

TEST_F(PeopleDecisionTest, DeleteTakesAccessAwayAndHidesNothingMore) {
  const auto decision = decide(remove(Kind::User, "1"));
  ASSERT_TRUE(decision);
  EXPECT_TRUE(decision->removed);
  EXPECT_FALSE(decision->dropped);
  EXPECT_EQ(decision->row.life, Life::Deleted);
  EXPECT_EQ(lines(decision->plan), (Lines{"POST /users/1/deactivate"}));
}

TEST_F(PeopleDecisionTest, ALostCreationIsBroughtToTheAskedStateInsteadOfRefused) {
  bench.state.unanswered.insert(ResourceId("1"));
  const auto decision = decide(create(Kind::User, person("ann@x.example", R"("title":"Chief")")));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(decision->created);
  EXPECT_EQ(decision->row.id, ResourceId("1"));
  EXPECT_EQ(core::text_or_empty(decision->row.asked, "title"), "Chief");
}

TEST_F(PeopleDecisionTest, ExternalIdIsKeptForEachClient) {
  Edit other = modify(Kind::User, "1", R"([{"op":"add","path":"externalId","value":"mine"}])");
  other.client = "entra";
  const auto decision = decide(other);
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_EQ(decision->row.external_ids, (std::map<std::string, std::string>{{"entra", "mine"}, {"okta", "e-ann"}}));
  EXPECT_TRUE(decision->plan.empty());
  EXPECT_FALSE(decision->nothing);
}

}  // namespace
}  // namespace bridge::work::test
