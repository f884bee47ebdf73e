// A crash at every step of a write: the next start comes to the same end, and nobody is doubled.

#include <string>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kAnn = "ann@x.example";

class RestartTest : public ::testing::Test {
 protected:
  RestartTest() { bench.start(); }
  /// One person called Ann, deactivated, shown so; no open intent.
  void expect_end_state() {
    EXPECT_EQ(bench.smartsheet.people_called(kAnn), 1U);
    EXPECT_TRUE(bench.store.contents.intents.empty());
    const store::EntryPtr ann = bench.find(Kind::User, "1001");
    ASSERT_NE(ann, nullptr);
    EXPECT_EQ(bench.tenant->index().size(Kind::User), 1U);
    EXPECT_EQ(*ann->shown.find("active"), core::Value(false));
    EXPECT_EQ(core::text_or_empty(ann->shown, "title"), "T");
    EXPECT_TRUE(ann->row.managed);
    EXPECT_EQ(ann->row.external_ids.at("okta"), "e1");
    EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "status"), "DEACTIVATED");
    ASSERT_NE(bench.store.row(Kind::User, "1001"), nullptr);
    EXPECT_EQ(*bench.store.row(Kind::User, "1001"), ann->row);
  }
  void ask() { asked = bench.ask(create(Kind::User, person(kAnn, R"("active":false,"title":"T","externalId":"e1")"))); }
  /// Long enough for a creation to be looked up and sent again.
  void settle() { bench.loop->advance(std::chrono::minutes(5)); }

  Bench bench;
  AskedPtr asked;
};

TEST_F(RestartTest, BeforeTheIntentIsOnDiskNothingHappened) {
  bench.store.hold = true;
  ask();
  bench.restart(false);
  settle();
  EXPECT_EQ(bench.smartsheet.people_called(kAnn), 0U);
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_F(RestartTest, WithTheIntentOnDiskAndNothingSent) {
  bench.store.hold = true;
  ask();
  bench.restart(true);
  settle();
  expect_end_state();
}

TEST_F(RestartTest, WithTheCreationSentAndItsAnswerLost) {
  bench.hold("POST");
  ask();
  static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
  bench.restart();
  settle();
  expect_end_state();
  EXPECT_EQ(bench.client->count("POST /users?"), 0U) << "found, not sent again";
}

TEST_F(RestartTest, WithTheCreationSentButNeverArrived) {
  bench.hold("POST");
  ask();
  bench.restart();
  settle();
  expect_end_state();
  EXPECT_EQ(bench.client->count("POST /users?"), 1U);
}

TEST_F(RestartTest, WithTheCreationDoneAndNotNoted) {
  bench.hold("POST");
  ask();
  bench.store.hold = true;
  bench.client->reply("POST /users?", bench.smartsheet.serve(bench.client->sent.back().call));
  bench.loop->run();
  bench.restart(false);
  settle();
  expect_end_state();
}

TEST_F(RestartTest, WithTheCreationDoneAndNoted) {
  bench.hold("POST");
  ask();
  bench.store.hold = true;
  bench.client->reply("POST /users?", bench.smartsheet.serve(bench.client->sent.back().call));
  bench.loop->run();
  bench.restart(true);
  settle();
  expect_end_state();
  EXPECT_EQ(bench.client->count("POST /users?"), 0U);
}

TEST_F(RestartTest, WithTheDeactivationSentAndItsAnswerLost) {
  bench.hold("POST /users/");
  ask();
  static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
  bench.restart();
  settle();
  expect_end_state();
}

TEST_F(RestartTest, WithEveryStepDoneAndTheRowNotOnDisk) {
  bench.hold("POST /users/");
  ask();
  bench.store.hold = true;
  bench.client->reply("POST /users/", bench.smartsheet.serve(bench.client->sent.back().call));
  bench.loop->run();
  bench.restart(false);
  settle();
  expect_end_state();
}

TEST_F(RestartTest, WithTheRowOnDiskAndNobodyTold) {
  bench.hold("POST /users/");
  ask();
  bench.store.hold = true;
  bench.client->reply("POST /users/", bench.smartsheet.serve(bench.client->sent.back().call));
  bench.loop->run();
  bench.restart(true);
  settle();
  expect_end_state();
  EXPECT_TRUE(bench.client->count("POST") == 0);
}

TEST_F(RestartTest, ARepeatAfterItIsTheSamePerson) {
  bench.hold("POST");
  ask();
  static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
  bench.restart();
  const auto repeat = bench.submit(create(Kind::User, person(kAnn, R"("active":false,"title":"T","externalId":"e1")")));
  settle();
  EXPECT_EQ(repeat->id(), "1001");
  expect_end_state();
}

TEST_F(RestartTest, AGroupsDeletionIsFinished) {
  ASSERT_TRUE(bench.ask(create(Kind::Group, group("Team")))->ok());
  bench.hold("DELETE");
  static_cast<void>(bench.ask(remove(Kind::Group, "1001")));
  static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
  bench.restart();
  settle();
  EXPECT_EQ(bench.find(Kind::Group, "1001"), nullptr);
  EXPECT_EQ(bench.store.row(Kind::Group, "1001"), nullptr);
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_F(RestartTest, AnIntentThatCanNotBeReadIsAnAlarmAndIsKept) {
  bench.store.contents.intents.push_back({5, core::Value("?")});
  bench.restart();
  settle();
  EXPECT_TRUE(bench.alarmed("can't be read"));
  EXPECT_EQ(bench.store.contents.intents.size(), 1U);
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  EXPECT_EQ(bench.store.contents.intents.size(), 1U) << "its number is not given twice";
}

TEST_F(RestartTest, TheMirrorIsKnownWithoutACallAndStaysComplete) {
  bench.smartsheet.add_group("Team", {bench.smartsheet.add_person(kAnn)});
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  bench.restart();
  EXPECT_TRUE(bench.tenant->complete());
  bench.client->script = {};
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  EXPECT_TRUE(bench.tenant->index().is_member(ResourceId("1002"), ResourceId("1001")));
}

}  // namespace
}  // namespace bridge::work::test
