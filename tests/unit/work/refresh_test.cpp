// Refreshes of people: what is learned, what is left alone.

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kAnn = "ann@x.example";
constexpr const char* kTitle = R"([{"op":"add","path":"title","value":"T"}])";

class RefreshTest : public ::testing::Test {
 protected:
  std::string refresh() {
    std::string outcome = "not answered";
    bench.tenant->refresh(
        [&](const core::Outcome& result) { outcome = result ? "fine" : core::to_string(result.error().kind); });
    bench.loop->run();
    return outcome;
  }
  [[nodiscard]] std::size_t rows_written() const {
    std::size_t rows = 0;
    for (const store::Change& change : bench.store.changes) rows += change.put.size();
    return rows;
  }
  Bench bench;
};

TEST_F(RefreshTest, TheFirstCompleteOneMakesTheMirrorComplete) {
  bench.smartsheet.add_person(kAnn);
  bench.smartsheet.add_person("guest@y.example", "ACTIVE", false);
  bench.make();
  bench.client->script = {};
  bench.tenant->start();
  bench.loop->run();
  EXPECT_FALSE(bench.tenant->complete());
  const auto people = std::find_if(bench.client->sent.begin(), bench.client->sent.end(),
                                   [](const auto& sent) { return line_of(sent.call).rfind("GET /users?", 0) == 0; });
  ASSERT_NE(people, bench.client->sent.end());
  bench.client->reply("GET /users?", bench.smartsheet.serve(people->call));
  bench.loop->run();
  EXPECT_FALSE(bench.tenant->complete());
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  bench.client->reply("GET /groups", bench.smartsheet.serve(bench.client->sent.back().call));
  bench.loop->run();
  EXPECT_TRUE(bench.tenant->complete());
  EXPECT_TRUE(bench.store.contents.marks.contains("complete"));
  const store::EntryPtr ann = bench.find(Kind::User, "1001");
  EXPECT_FALSE(ann->row.managed);
  EXPECT_EQ(ann->row.origin, Origin::Found);
  EXPECT_EQ(bench.find(Kind::User, "1002")->row.life, Life::Guest);
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 1U);
}

TEST_F(RefreshTest, ReadsEveryPage) {
  for (int i = 0; i < 5; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example");
  bench.smartsheet.page_size = 2;
  bench.start();
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 5U);
}

TEST_F(RefreshTest, WritesOnlyWhatChangedAndCountsWhatShows) {
  bench.smartsheet.add_person(kAnn);
  bench.smartsheet.add_person("bob@x.example");
  bench.start();
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(rows_written(), 0U);
  EXPECT_TRUE(bench.store.changes.empty());
  bench.smartsheet.change_person(1001, "lastLogin", "2026-01-01T00:00:00Z");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(rows_written(), 0U) << "what moves by itself is no change";
  bench.smartsheet.change_person(1001, "seatType", "MEMBER");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(rows_written(), 1U);
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.version, 1U) << "what does not show does not count";
  bench.smartsheet.change_person(1001, "status", "DEACTIVATED");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(rows_written(), 2U);
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.version, 2U);
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find("active"), core::Value(false));
}

TEST_F(RefreshTest, KeepsWhatMovesByItselfInMemory) {
  bench.smartsheet.add_person(kAnn);
  bench.start();
  const auto moving = [&] { return bench.find(Kind::User, "1001")->moving; };
  EXPECT_EQ(moving(), Object());
  bench.smartsheet.change_person(1001, "lastLogin", "2026-01-01T00:00:00Z");
  bench.smartsheet.change_person(1001, "sheetCount", 3);
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(moving(), (Object{{"lastLogin", "2026-01-01T00:00:00Z"}, {"sheetCount", 3}}));
  EXPECT_EQ(rows_written(), 0U);
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.version, 1U);

  bench.smartsheet.change_person(1001, "lastLogin", nullptr);
  bench.smartsheet.change_person(1001, "sheetCount", -1);
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(moving(), (Object{{"lastLogin", "2026-01-01T00:00:00Z"}, {"sheetCount", 3}}))
      << "silence takes nothing back";

  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", R"([{"op":"replace","path":"title","value":"T"}])"))->ok());
  EXPECT_EQ(moving().size(), 2U) << "a write takes it along";
  bench.smartsheet.change_person(1001, "lastLogin", "2026-02-01T00:00:00Z");
  bench.smartsheet.change_person(1001, "firstName", "Anna");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(core::text_or_empty(moving(), "lastLogin"), "2026-02-01T00:00:00Z") << "with a change of the row";

  bench.smartsheet.change_person(1001, "lastLogin", nullptr);
  bench.restart();
  EXPECT_EQ(moving(), Object()) << "it is not on disk";
}

TEST_F(RefreshTest, DriftOfAManagedPersonShowsAndTheRestStaysAsAsked) {
  bench.start();
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn, R"("title":"Boss","name":{"givenName":"Ann"})")))->ok());
  bench.smartsheet.change_person(1001, "firstName", "Anna");
  bench.smartsheet.change_person(1001, "title", "Clerk");
  EXPECT_EQ(refresh(), "fine");
  const store::EntryPtr ann = bench.find(Kind::User, "1001");
  EXPECT_EQ(core::text_or_empty(*ann->shown.find("name")->if_object(), "givenName"), "Anna");
  EXPECT_EQ(core::text_or_empty(ann->shown, "title"), "Boss");
  EXPECT_EQ(ann->row.version, 2U);
}

TEST_F(RefreshTest, WritesAtMost500RowsInATransaction) {
  for (int i = 0; i < 1201; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example");
  bench.make();
  bench.tenant->start();
  bench.loop->run();
  EXPECT_EQ(rows_written(), 1201U);
  for (const store::Change& change : bench.store.changes) EXPECT_LE(change.put.size(), 500U);
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 1201U);
}

TEST_F(RefreshTest, LeavesARowWithAnOpenEditAlone) {
  bench.smartsheet.add_person(kAnn);
  bench.start();
  bench.hold("POST");
  const auto asked = bench.ask(modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":false}])"));
  bench.smartsheet.change_person(1001, "firstName", "Anna");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(rows_written(), 0U);
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.version, 1U);
  bench.client->reply("POST /users/1001/deactivate", answer(200, std::string("{}")));
  bench.loop->run();
  EXPECT_TRUE(asked->ok());
}

TEST_F(RefreshTest, LeavesARowAloneThatWasWrittenAfterThePageWasAskedFor) {
  bench.smartsheet.add_person(kAnn);
  bench.start();
  bench.hold("GET /users?page");
  std::string outcome;
  bench.tenant->refresh([&](const core::Outcome& result) { outcome = result ? "fine" : "failed"; });
  bench.loop->run();
  const transport::Reply old_page = bench.smartsheet.serve(bench.client->sent.back().call);
  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":false}])"))->ok());
  bench.client->reply("GET /users?page", old_page);
  bench.loop->run();
  EXPECT_EQ(outcome, "fine");
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find("active"), core::Value(false)) << "an old page shows the past";
}

TEST_F(RefreshTest, AWriteDecidedWhileAPageIsBeingSavedKeepsWhatThePageSaid) {
  bench.smartsheet.add_person(kAnn);
  bench.start();
  bench.smartsheet.change_person(1001, "status", "DEACTIVATED");
  bench.store.hold = true;
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  ASSERT_EQ(bench.store.held(), 1U);
  const auto asked = bench.ask(modify(Kind::User, "1001", kTitle));
  bench.store.hold = false;
  bench.store.release();
  bench.loop->run();
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ((*asked->result)->entry->row.version, 3U);
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find("active"), core::Value(false));
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, "1001")->shown, "title"), "T");
}

TEST_F(RefreshTest, ALookUpOlderThanAWriteIsLeftAlone) {
  bench.smartsheet.add_person(kAnn);
  bench.start();
  bench.hold("GET /users/1001");
  std::string outcome;
  bench.tenant->look_up_id(ResourceId("1001"),
                           [&](const core::Outcome& result) { outcome = result ? "fine" : "failed"; });
  bench.loop->run();
  const transport::Reply old_record = bench.smartsheet.serve(bench.client->sent.back().call);
  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":false}])"))->ok());
  bench.client->reply("GET /users/1001", old_record);
  bench.loop->run();
  EXPECT_EQ(outcome, "fine");
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find("active"), core::Value(false));
}

TEST_F(RefreshTest, BeforeTheFirstOneLookUpsFindPeopleByNameAndId) {
  bench.smartsheet.add_person(kAnn);
  bench.smartsheet.add_person("bob@x.example");
  bench.make();
  bench.client->script = [this](const route::RestCall& call) {
    return call.path.find("page=") != std::string::npos ? std::nullopt : std::optional(bench.smartsheet.serve(call));
  };
  bench.tenant->start();
  int fine = 0;
  const auto count = [&](const core::Outcome& result) { fine += result ? 1 : 0; };
  bench.tenant->look_up_name("ANN@x.example", count);
  bench.tenant->look_up_name(kAnn, count);
  bench.tenant->look_up_id(ResourceId("1002"), count);
  bench.tenant->look_up_id(ResourceId("77"), count);
  bench.loop->run();
  EXPECT_EQ(fine, 4) << "nobody is an answer, too";
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  EXPECT_NE(bench.find(Kind::User, "1002"), nullptr);
  EXPECT_FALSE(bench.tenant->complete());
}

TEST_F(RefreshTest, AFailedPageDropsNothingAndIsTriedAgain) {
  bench.smartsheet.add_person(kAnn);
  bench.smartsheet.add_group("Team");
  bench.start();
  bench.smartsheet.people.clear();
  bench.smartsheet.groups.clear();
  bench.client->script = [this](const route::RestCall& call) {
    return std::optional(call.path.starts_with("/groups") ? answer(500, std::string("oops"))
                                                          : bench.smartsheet.serve(call));
  };
  EXPECT_EQ(refresh(), "OutcomeUnknown");
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  EXPECT_NE(bench.find(Kind::Group, "1002"), nullptr);
  EXPECT_EQ(rows_written(), 0U);
  bench.serve_all();
  bench.loop->advance(seconds(6));
  EXPECT_EQ(bench.find(Kind::User, "1001"), nullptr) << "the next one is complete and confirms";
}

TEST_F(RefreshTest, ComesOnceAPeriodHoweverOftenOneIsAskedForByHand) {
  bench.settings.refresh = seconds(60);
  bench.start();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(refresh(), "fine");
  bench.forget();
  bench.loop->advance(seconds(600));
  EXPECT_EQ(bench.client->count("GET /users?page=1"), 10U);
}

TEST_F(RefreshTest, AskedForTwiceIsOneRefresh) {
  bench.start();
  int answers = 0;
  bench.tenant->refresh([&](const core::Outcome&) { ++answers; });
  bench.tenant->refresh([&](const core::Outcome&) { ++answers; });
  bench.loop->run();
  EXPECT_EQ(answers, 2);
  EXPECT_EQ(bench.client->count("GET /users?page=1"), 1U);
}

TEST_F(RefreshTest, NamesThatNobodyAskedForFollowSmartsheet) {
  bench.smartsheet.add_person(kAnn);
  bench.start();
  bench.smartsheet.change_person(1001, "email", "anna@x.example");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_NE(bench.tenant->index().find_by_name(Kind::User, "anna@x.example"), nullptr);
  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", kTitle))->ok());
  bench.smartsheet.change_person(1001, "email", "ann.lee@x.example");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_NE(bench.tenant->index().find_by_name(Kind::User, "anna@x.example"), nullptr)
      << "a managed person keeps the name that the identity provider knows";
}

}  // namespace
}  // namespace bridge::work::test
