// Names that Smartsheet ignores while an invitation is open.

#include "work/pending_names.hpp"

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kNames = R"("active":true,"name":{"givenName":"Ann","familyName":"Lee"})";

/// As a refresh leaves the row of somebody invited whose names were asked for.
store::Row invited(std::string_view status = "PENDING") {
  store::Row row = person_row("1", "ann@x.example", status);
  row.seen_at_ask = row.seen;
  row.managed = true;
  row.asked = checked(Kind::User, person("ann@x.example", kNames));
  return row;
}

TEST(PendingNames, AreOwedWhereTheRecordDoesNotShowThem) {
  struct Case {
    const char* status;
    const char* first;
    const char* last;
    bool managed;
    store::Owed before;
    store::Owed after;
  };
  using store::Owed;
  const Case cases[] = {
      {"PENDING", "", "", true, Owed::Nothing, Owed::Names},
      {"PENDING", "Ann", "Other", true, Owed::Nothing, Owed::Names},
      {"PENDING", "Ann", "Lee", true, Owed::Names, Owed::Nothing},
      {"PENDING", "", "", false, Owed::Nothing, Owed::Nothing},
      {"PENDING", "", "", true, Owed::Access, Owed::Access},
      {"ACTIVE", "", "", true, Owed::Nothing, Owed::Nothing},
      {"ACTIVE", "", "", true, Owed::Names, Owed::Names},
      {"DECLINED", "", "", true, Owed::Nothing, Owed::Nothing},
  };
  for (const Case& one : cases) {
    store::Row row = invited(one.status);
    if (*one.first != 0) row.seen = row.seen.with("firstName", one.first);
    if (*one.last != 0) row.seen = row.seen.with("lastName", one.last);
    row.managed = one.managed;
    row.leaving.owed = one.before;
    note_pending_names(row);
    EXPECT_EQ(row.leaving.owed, one.after) << one.status << " " << one.first << " " << one.last;
  }
}

Edit settlement() {
  Edit edit;
  edit.what = Settle{ResourceId("1")};
  return edit;
}

TEST(PendingNames, AreSentOnceTheInvitationIsAccepted) {
  StateBench bench;
  store::Row row = invited("ACTIVE");
  row.seen = row.seen.with("firstName", "Annie");
  row.leaving.owed = store::Owed::Names;
  bench.publish(row);
  const auto decision = settle_names(bench.state, settlement(), bench.state.index.find(Kind::User, ResourceId("1")));
  ASSERT_TRUE(decision) << decision.error().detail;
  ASSERT_EQ(decision->plan.steps.size(), 1U);
  const auto& call = std::get<route::RestCall>(decision->plan.steps[0].call);
  EXPECT_EQ(line_of(call), "PUT /users/1");
  EXPECT_EQ(core::text_or_empty(*call.body.if_object(), "firstName"), "Ann");
  EXPECT_EQ(core::text_or_empty(*call.body.if_object(), "lastName"), "Lee");
  EXPECT_EQ(decision->row.leaving.owed, store::Owed::Nothing);
  EXPECT_FALSE(decision->nothing);
}

TEST(PendingNames, CostNothingWhereTheyAreThere) {
  StateBench bench;
  store::Row row = invited("ACTIVE");
  row.seen = row.seen.with("firstName", "Ann").with("lastName", "Lee");
  row.leaving.owed = store::Owed::Names;
  bench.publish(row);
  const auto decision = settle_names(bench.state, settlement(), bench.state.index.find(Kind::User, ResourceId("1")));
  ASSERT_TRUE(decision);
  EXPECT_TRUE(decision->plan.empty());
  EXPECT_FALSE(decision->nothing) << "the debt is over";
  EXPECT_EQ(decision->row.leaving.owed, store::Owed::Nothing);
}

TEST(PendingNames, WaitForTheInvitation) {
  StateBench bench;
  store::Row row = invited();
  row.leaving.owed = store::Owed::Names;
  bench.publish(row);
  const auto decision = settle_names(bench.state, settlement(), bench.state.index.find(Kind::User, ResourceId("1")));
  ASSERT_TRUE(decision);
  EXPECT_TRUE(decision->nothing);
}

/// A Smartsheet that ignores names of the invited.
class IgnoredNamesTest : public ::testing::Test {
 protected:
  IgnoredNamesTest() {
    bench.start();
    bench.client->script = [this](const route::RestCall& call) {
      route::RestCall heard = call;
      if (call.body.if_object() != nullptr && pending) {
        heard.body = call.body.if_object()->without("firstName").without("lastName");
      }
      return std::optional(bench.smartsheet.serve(heard));
    };
  }
  Bench bench;
  bool pending = true;
};

TEST_F(IgnoredNamesTest, AreNotedWithTheCreationAndKeptByARefresh) {
  const AskedPtr asked = bench.ask(create(Kind::User, person("ann@x.example", kNames)));
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(bench.find(Kind::User, asked->id())->row.leaving.owed, store::Owed::Names);
  bench.refresh();
  EXPECT_EQ(bench.find(Kind::User, asked->id())->row.leaving.owed, store::Owed::Names);
  EXPECT_EQ(core::text_or_empty(*bench.find(Kind::User, asked->id())->shown.find("name")->if_object(), "givenName"),
            "Ann")
      << "shown as asked meanwhile";
}

}  // namespace
}  // namespace bridge::work::test
