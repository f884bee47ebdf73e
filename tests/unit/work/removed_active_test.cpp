// A PATCH that removes `active`: it is shown no more, and nobody's access changes (RFC 7644 section 3.5.2.2).

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "unit/work/drift_fixture.hpp"
#include "work/decision.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kGone = R"([{"op":"remove","path":"active"}])";
constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";
constexpr const char* kOn = R"([{"op":"replace","path":"active","value":true}])";
constexpr const char* kGoneAndTitle =
    R"([{"op":"remove","path":"active"},{"op":"replace","path":"title","value":"Boss"}])";
constexpr const char* kTitle = R"([{"op":"replace","path":"title","value":"Boss"}])";

class RemovedActiveTest : public DriftFixture {
 protected:
  RemovedActiveTest() { bench.start(); }
  /// Somebody with or without access, of whom nothing was sent.
  std::string somebody(bool active) {
    const std::string id = post("a@x.example", R"("name":{"givenName":"Ann"})");
    if (!active) {
      EXPECT_TRUE(patch(id, kOff));
    }
    bench.forget();
    return id;
  }
  /// The same, whose `active` was removed.
  std::string hidden(bool active) {
    const std::string id = somebody(active);
    EXPECT_TRUE(patch(id, kGone));
    EXPECT_EQ(look(id), active ? "hidden, has access" : "hidden, has none");
    return id;
  }
  bool patch(const std::string& id, const char* operations) {
    return bench.ask(modify(Kind::User, id, operations))->ok();
  }
  /// How they are shown, and what Smartsheet says.
  [[nodiscard]] std::string look(const std::string& id) const {
    const store::EntryPtr entry = bench.find(Kind::User, id);
    const Object& record = bench.smartsheet.people.at(number(Kind::User, id));
    const bool active = core::flag_or_false(entry->shown, "active");
    EXPECT_EQ(active, core::text_or_empty(record, "status") == "ACTIVE");
    const char* shown = active ? "active" : "inactive";
    return std::string(store::hides_active(*entry) ? "hidden" : shown) + (active ? ", has access" : ", has none");
  }
  [[nodiscard]] std::uint64_t version(const std::string& id) const { return bench.find(Kind::User, id)->row.version; }
};

TEST_F(RemovedActiveTest, IsShownNoMoreAndNothingIsSent) {
  for (const bool active : {true, false}) {
    for (const char* way : {kGone, R"([{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:User:active"}])",
                            R"([{"op":"replace","path":"active","value":null}])"}) {
      SCOPED_TRACE(std::string(way) + (active ? " on" : " off"));
      const std::string id = somebody(active);
      const std::uint64_t before = version(id);
      const AskedPtr asked = bench.ask(modify(Kind::User, id, way));
      ASSERT_TRUE(asked->ok());
      EXPECT_TRUE(store::hides_active(*(*asked->result)->entry));
      EXPECT_EQ(look(id), active ? "hidden, has access" : "hidden, has none");
      EXPECT_EQ(version(id), before + 1);
      ASSERT_TRUE(patch(id, way));
      EXPECT_EQ(version(id), before + 1) << "nothing changes by a repeat";
      EXPECT_EQ(bench.writes(), Lines{});
      EXPECT_EQ(drift(), Lines{});
      ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
    }
  }
}

TEST_F(RemovedActiveTest, StaysSoWhereNobodySpeaksOfIt) {
  for (const bool active : {true, false}) {
    SCOPED_TRACE(active);
    const std::string id = hidden(active);
    const std::string same = look(id);
    ASSERT_TRUE(patch(id, kTitle));
    EXPECT_EQ(look(id), same);
    EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, id)->shown, "title"), "Boss");
    ASSERT_TRUE(bench.ask(replace(Kind::User, id, person("a@x.example", R"("title":"Chief")")))->ok());
    EXPECT_EQ(look(id), same);
    EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, id)->shown, "title"), "Chief");
    bench.restart();
    bench.refresh();
    EXPECT_EQ(look(id), same);
    ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  }
}

TEST_F(RemovedActiveTest, WhatDriftedIsStillToldAfterwards) {
  const std::string id = somebody(true);
  bench.smartsheet.change_person(number(Kind::User, id), "firstName", "Anna");
  EXPECT_EQ(drift(), Lines{"attribute_changed a@x.example name.givenName"});
  ASSERT_TRUE(patch(id, kGone));
  EXPECT_EQ(look(id), "hidden, has access");
  EXPECT_EQ(drift(), Lines{"attribute_changed a@x.example name.givenName"});
}

TEST_F(RemovedActiveTest, IsShownOnceItIsGivenAndSentWhereItDiffers) {
  for (const bool active : {true, false}) {
    for (const bool given : {true, false}) {
      for (const bool by_put : {true, false}) {
        SCOPED_TRACE(std::to_string(active) + std::to_string(given) + std::to_string(by_put));
        const std::string id = hidden(active);
        const std::uint64_t before = version(id);
        bench.forget();
        const std::string whole =
            person("a@x.example", std::string(R"("name":{"givenName":"Ann"},"active":)") + (given ? "true" : "false"));
        ASSERT_TRUE(by_put ? bench.ask(replace(Kind::User, id, whole))->ok() : patch(id, given ? kOn : kOff));
        EXPECT_EQ(look(id), given ? "active, has access" : "inactive, has none");
        EXPECT_EQ(version(id), before + 1);
        EXPECT_EQ(bench.writes().empty(), active == given);
        ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
      }
    }
  }
}

TEST_F(RemovedActiveTest, IsShownOnceItIsSetFalseThoughTheRestIsRefused) {
  for (const bool active : {true, false}) {
    SCOPED_TRACE(active);
    const std::string id = hidden(active);
    Edit refused = replace(Kind::User, id, person("new@x.example", R"("active":false)"));
    EXPECT_FALSE(bench.ask(refused)->ok());
    EXPECT_EQ(look(id), active ? "hidden, has access" : "hidden, has none") << "what is refused changes nothing";
    refused.takes_access = true;
    EXPECT_TRUE(bench.ask(refused)->ok());
    EXPECT_EQ(look(id), "inactive, has none");
    ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  }
}

TEST_F(RemovedActiveTest, IsShownOnceAccessChangedInSmartsheetAlsoWhereItComesBack) {
  for (const bool active : {true, false}) {
    for (const bool restarts : {true, false}) {
      SCOPED_TRACE(std::to_string(active) + std::to_string(restarts));
      const std::string id = hidden(active);
      const std::int64_t upstream = number(Kind::User, id);
      bench.smartsheet.change_person(upstream, "status", active ? "DEACTIVATED" : "ACTIVE");
      bench.refresh();
      EXPECT_EQ(look(id), active ? "inactive, has none" : "active, has access");
      EXPECT_EQ(bench.store.row(Kind::User, id)->removed_active, std::nullopt);
      if (restarts) bench.restart();
      bench.smartsheet.change_person(upstream, "status", active ? "ACTIVE" : "DEACTIVATED");
      bench.refresh();
      EXPECT_EQ(look(id), active ? "active, has access" : "inactive, has none");
      ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
    }
  }
}

TEST_F(RemovedActiveTest, ADeletionAndANewCreationShowIt) {
  for (const bool active : {true, false}) {
    SCOPED_TRACE(active);
    const std::string id = hidden(active);
    ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
    EXPECT_EQ(bench.store.row(Kind::User, id)->removed_active, std::nullopt);
    ASSERT_EQ(post("a@x.example"), id);
    EXPECT_EQ(look(id), "active, has access");
    ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  }
}

TEST_F(RemovedActiveTest, ARepairOfAccessShowsItAndOneOfNamesDoesNot) {
  const std::string id = hidden(true);
  const std::int64_t upstream = number(Kind::User, id);
  bench.smartsheet.change_person(upstream, "firstName", "Anna");
  EXPECT_EQ(drift(), Lines{"attribute_changed a@x.example name.givenName"});
  EXPECT_EQ(repair(), Lines{});
  EXPECT_EQ(look(id), "hidden, has access");
  bench.smartsheet.change_person(upstream, "status", "DEACTIVATED");
  EXPECT_EQ(drift(), Lines{"access_gone a@x.example active"});
  EXPECT_EQ(repair(), Lines{});
  EXPECT_EQ(look(id), "active, has access");
}

TEST_F(RemovedActiveTest, ARepairOfSomebodyLostShowsIt) {
  const std::string id = hidden(true);
  bench.smartsheet.people.erase(number(Kind::User, id));
  EXPECT_EQ(drift(), Lines{"person_missing a@x.example"});
  EXPECT_EQ(repair(), Lines{});
  const store::EntryPtr again = bench.find(Kind::User, id);
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->row.removed_active, std::nullopt);
}

/// Nobody has looked since: a PATCH of something else sees to it that there is no access.
TEST(RemovedActiveOfSomebodyUnconfirmed, TakesNothingTogetherWithSomethingElse) {
  StateBench bench;
  store::Row row = person_row("4", "dee@x.example", "DEACTIVATED");
  row.asked = checked(Kind::User, person("dee@x.example", R"("active":false)"));
  row.managed = true;
  bench.publish(row);
  bench.state.confirmed_at.reset();
  const auto title = decide_person(bench.state, modify(Kind::User, "4", kTitle));
  ASSERT_TRUE(title) << title.error().detail;
  EXPECT_FALSE(title->plan.empty());
  const auto more = decide_person(bench.state, modify(Kind::User, "4", kGoneAndTitle));
  ASSERT_TRUE(more) << more.error().detail;
  EXPECT_TRUE(more->plan.empty());
  EXPECT_EQ(core::text_or_empty(more->row.asked, "title"), "Boss");
}

/// The state alone: somebody whose access is owed, since they were deactivated before they accepted.
class RemovedActiveOfALeaverTest : public ::testing::Test {
 protected:
  RemovedActiveOfALeaverTest() {
    store::Row leaver = person_row("4", "dee@x.example", "PENDING");
    leaver.asked = checked(Kind::User, person("dee@x.example", R"("active":false)"));
    leaver.managed = true;
    leaver.leaving.owed = store::Owed::Access;
    bench.publish(leaver);
  }
  static TenantSettings cancelling() {
    TenantSettings settings;
    settings.access.deprovision.pending = core::OnPending::Cancel;
    return settings;
  }
  core::Result<Decision> decide(const char* operations) {
    return decide_person(bench.state, modify(Kind::User, "4", operations));
  }
  StateBench bench{cancelling()};
};

TEST_F(RemovedActiveOfALeaverTest, NothingIsDueByARemoval) {
  const auto gone = decide(kGone);
  ASSERT_TRUE(gone) << gone.error().detail;
  EXPECT_TRUE(gone->plan.empty());
  EXPECT_FALSE(gone->nothing);
  EXPECT_EQ(gone->row.removed_active, false);
  EXPECT_EQ(gone->row.leaving, bench.state.index.find(Kind::User, ResourceId("4"))->row.leaving);
  const auto more = decide(kGoneAndTitle);
  ASSERT_TRUE(more) << more.error().detail;
  EXPECT_TRUE(more->plan.empty());
  EXPECT_EQ(more->row.removed_active, false);
  EXPECT_EQ(more->row.leaving, bench.state.index.find(Kind::User, ResourceId("4"))->row.leaving);
  const auto off = decide(kOff);
  ASSERT_TRUE(off) << off.error().detail;
  EXPECT_FALSE(off->plan.empty());
  EXPECT_EQ(off->row.removed_active, std::nullopt);
}

}  // namespace
}  // namespace bridge::work::test
