// The order of a write: intent on disk, calls, row on disk, publication, answer.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kAnn = "ann@x.example";

class WriteOrderTest : public ::testing::Test {
 protected:
  WriteOrderTest() { bench.start(); }
  Bench bench;
};

TEST_F(WriteOrderTest, IntentThenCallThenRowThenPublicationThenAnswer) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_TRUE((*asked->result)->created);
  EXPECT_EQ(bench.events,
            (Events{"intent on disk", "call POST /users?sendEmail=false", "row on disk", "answer, published"}));
  EXPECT_TRUE(bench.store.contents.intents.empty());
  ASSERT_EQ(bench.store.changes.size(), 2U);
  EXPECT_EQ(bench.store.changes[1].closed_intents.size(), 1U) << "row, audit and closing are one transaction";
  EXPECT_EQ(bench.store.changes[1].put.size(), 1U);
  ASSERT_EQ(bench.store.changes[1].audit.size(), 1U);
  EXPECT_EQ(bench.store.changes[1].audit[0].client, "okta");
}

TEST_F(WriteOrderTest, NoCallLeavesBeforeTheIntentIsAcknowledged) {
  bench.store.hold = true;
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  EXPECT_EQ(bench.store.held(), 1U);
  EXPECT_TRUE(bench.client->sent.empty());
  bench.store.release();
  bench.loop->run();
  EXPECT_EQ(bench.client->count("POST /users"), 1U);
  EXPECT_EQ(bench.find(Kind::User, "1001"), nullptr) << "nothing is published before it is on disk";
  EXPECT_FALSE(asked->answered());
  bench.store.release();
  EXPECT_EQ(bench.find(Kind::User, "1001"), nullptr);
  bench.loop->run();
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  EXPECT_EQ(asked->id(), "1001");
}

TEST_F(WriteOrderTest, OfTwoCreationsOfOneNameOneIsAConflict) {
  const auto first = bench.submit(create(Kind::User, person(kAnn)));
  const auto second = bench.submit(create(Kind::User, person("ANN@x.example")));
  bench.loop->run();
  EXPECT_EQ(first->id(), "1001");
  EXPECT_EQ(second->fault(), "Uniqueness");
  EXPECT_EQ(bench.client->count("POST /users"), 1U);
}

TEST_F(WriteOrderTest, WritesOfOnePersonRunOneAfterAnotherAndOfTwoSideBySide) {
  bench.smartsheet.add_person("a@x.example");
  bench.smartsheet.add_person("b@x.example");
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  bench.hold("P");
  bench.forget();
  const char* off = R"([{"op":"replace","path":"active","value":false}])";
  const char* on = R"([{"op":"replace","path":"active","value":true}])";
  const auto first = bench.submit(modify(Kind::User, "1001", off));
  const auto second = bench.submit(modify(Kind::User, "1001", on));
  const auto other = bench.submit(modify(Kind::User, "1002", off));
  bench.loop->run();
  EXPECT_EQ(bench.client->lines(),
            (std::vector<std::string>{"POST /users/1001/deactivate", "POST /users/1002/deactivate"}));
  bench.client->reply("POST /users/1001", answer(200, std::string("{}")));
  bench.loop->run();
  EXPECT_TRUE(first->ok());
  EXPECT_EQ(bench.client->count("POST /users/1001/reactivate"), 1U);
  bench.client->reply("POST /users/1001/reactivate", answer(200, std::string("{}")));
  bench.loop->run();
  EXPECT_TRUE(second->ok());
  EXPECT_FALSE(other->answered());
  EXPECT_EQ((*second->result)->entry->row.version, (*first->result)->entry->row.version + 1);
}

TEST_F(WriteOrderTest, ACreationBehindADeletionFindsThemDeleted) {
  bench.smartsheet.add_person("a@x.example");
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  const auto gone = bench.submit(remove(Kind::User, "1001"));
  const auto back = bench.submit(create(Kind::User, person("A@x.example")));
  const auto gone_again = bench.submit(remove(Kind::User, "1001"));
  bench.loop->run();
  EXPECT_TRUE(gone->ok()) << gone->fault();
  EXPECT_EQ(back->id(), "1001") << back->fault();
  EXPECT_TRUE(gone_again->ok()) << gone_again->fault();
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "status"), "DEACTIVATED");
}

TEST_F(WriteOrderTest, WithoutAnIntentNoCallLeaves) {
  bench.store.fails = [](const store::Change& change) { return !change.intents.empty(); };
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  EXPECT_EQ(asked->fault(), "StoreFailed");
  EXPECT_TRUE(bench.client->sent.empty());
  bench.store.fails = {};
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->id(), "1001") << "the lane is free again";
}

TEST_F(WriteOrderTest, ARowThatCanNotBeSavedIsPublishedOnceItIs) {
  bench.store.fails = [](const store::Change& change) { return !change.put.empty(); };
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  EXPECT_EQ(asked->fault(), "StoreFailed");
  EXPECT_TRUE(bench.alarmed("can't save"));
  EXPECT_EQ(bench.find(Kind::User, "1001"), nullptr);
  const auto repeat = bench.ask(create(Kind::User, person(kAnn)));
  EXPECT_FALSE(repeat->answered()) << "the lane is kept";
  bench.store.fails = {};
  bench.loop->advance(seconds(2));
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  EXPECT_EQ(repeat->id(), "1001") << "the first answer was no success, so the repeat is none too many";
  EXPECT_EQ(bench.client->count("POST /users"), 1U);
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_F(WriteOrderTest, ARowWithoutCallsThatCanNotBeSavedFailsAndFreesItsLane) {
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  bench.store.fails = [](const store::Change&) { return true; };
  const char* title = R"([{"op":"add","path":"title","value":"T"}])";
  EXPECT_EQ(bench.ask(modify(Kind::User, "1001", title))->fault(), "StoreFailed");
  EXPECT_EQ(bench.find(Kind::User, "1001")->shown.find("title"), nullptr);
  bench.store.fails = {};
  EXPECT_TRUE(bench.ask(modify(Kind::User, "1001", title))->ok());
}

TEST_F(WriteOrderTest, AnEmptyPlanCostsNoCallAndAnUnchangedResourceNoCommit) {
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  bench.forget();
  const char* title = R"([{"op":"add","path":"title","value":"T"}])";
  const auto changed = bench.ask(modify(Kind::User, "1001", title));
  ASSERT_TRUE(changed->ok());
  EXPECT_EQ((*changed->result)->entry->row.version, 2U);
  EXPECT_EQ(bench.store.changes.size(), 1U);
  const auto same = bench.ask(modify(Kind::User, "1001", title));
  ASSERT_TRUE(same->ok());
  EXPECT_EQ((*same->result)->entry->row.version, 2U);
  EXPECT_EQ(bench.store.changes.size(), 1U);
  EXPECT_TRUE(bench.client->sent.empty());
}

TEST_F(WriteOrderTest, ARefusedCallClosesTheIntent) {
  bench.hold("POST");
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  ASSERT_TRUE(bench.client->reply("POST /users", refusal(400, 1016)));
  bench.loop->run();
  EXPECT_EQ(asked->fault(), "Uniqueness");
  EXPECT_TRUE(bench.store.contents.intents.empty());
  EXPECT_TRUE(bench.store.contents.rows.empty());
  ASSERT_FALSE(bench.store.changes.empty());
  EXPECT_EQ(bench.store.changes.back().audit.size(), 1U) << "refusals are audited";
}

TEST_F(WriteOrderTest, ARefusedDeactivationOfANewPersonShowsThemActive) {
  bench.hold("POST /users/");
  const auto asked = bench.ask(create(Kind::User, person(kAnn, R"("active":false)")));
  bench.smartsheet.change_person(1001, "status", "ACTIVE");
  ASSERT_TRUE(bench.client->reply("POST /users/1001/deactivate", refusal(403, 1359)));
  bench.loop->run();
  EXPECT_EQ(asked->fault(), "Forbidden");
  ASSERT_NE(bench.find(Kind::User, "1001"), nullptr);
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find("active"), core::Value(true));
  bench.serve_all();
  const auto repeat = bench.ask(create(Kind::User, person(kAnn, R"("active":false)")));
  EXPECT_EQ(repeat->id(), "1001");
  // As far as the bridge knows they are invited: it comes with the refresh that sees them active.
  bench.refresh();
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "status"), "DEACTIVATED");
}

/// Smartsheet deactivates nobody who has not accepted the invitation: it is owed until they do.
TEST_F(WriteOrderTest, ANewPersonWhoIsOnlyInvitedIsDeactivatedOnceTheyAccept) {
  bench.hold("POST /users/");
  const auto asked = bench.ask(create(Kind::User, person(kAnn, R"("active":false)")));
  ASSERT_TRUE(bench.client->reply("POST /users/1001/deactivate", refusal(403, 1188)));
  bench.loop->run();
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find("active"), core::Value(false));
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.leaving.owed, store::Owed::Access);
  bench.serve_all();
  bench.smartsheet.change_person(1001, "status", "ACTIVE");
  bench.refresh();
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "status"), "DEACTIVATED");
}

TEST_F(WriteOrderTest, MoreEditsThanAllowedAreOverload) {
  Bench small;
  small.settings.max_edits = 2;
  small.start();
  small.hold("POST");
  small.ask(create(Kind::User, person("a@x.example")));
  small.ask(create(Kind::User, person("b@x.example")));
  EXPECT_EQ(small.ask(create(Kind::User, person("c@x.example")))->fault(), "Overloaded");
}

TEST_F(WriteOrderTest, StopAnswersWhoWaitsAndKeepsTheIntent) {
  bench.hold("POST");
  const auto running = bench.ask(create(Kind::User, person(kAnn)));
  const auto waiting = bench.ask(create(Kind::User, person(kAnn)));
  bench.loop->wind_down();
  bench.tenant->stop();
  bench.tenant->stop();
  EXPECT_EQ(running->fault(), "Overloaded");
  EXPECT_EQ(waiting->fault(), "Overloaded");
  EXPECT_EQ(bench.store.contents.intents.size(), 1U);
  EXPECT_EQ(bench.submit(create(Kind::User, person("b@x.example")))->fault(), "Overloaded");
}

TEST(Tenant, IsNotMadeFromAStoreThatCanNotBeRead) {
  Bench bench;
  bench.store.load_fails = true;
  ManualLoop loop(bench.clock);
  FakeRestClient client;
  loop.wind_down();
  const auto made = Tenant::make(bench.settings, TenantParts{loop, bench.clock, bench.store, &client, nullptr,
                                                             schemas(), [](LogLevel, const std::string&) {}});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, FaultKind::StoreFailed);
}

}  // namespace
}  // namespace bridge::work::test
