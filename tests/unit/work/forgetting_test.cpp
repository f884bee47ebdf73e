// Somebody is forgotten: what stays of them, that nothing comes back, and what is not forgotten.

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kName = "ann.lee@x.example";

class ForgettingTest : public ::testing::TestWithParam<Services> {
 protected:
  ForgettingTest() { bench.start(); }

  std::string post(const std::string& name = kName) {
    const std::string id =
        bench
            .ask(create(Kind::User,
                        person(name, R"("name":{"givenName":"Ann","familyName":"Quillon"},"externalId":"ext-7")")))
            ->id();
    for (const auto& [upstream, record] : bench.smartsheet.people) {
      if (core::text_or_empty(record, "email") == name) bench.smartsheet.change_person(upstream, "status", "ACTIVE");
    }
    EXPECT_EQ(bench.refresh(), "fine");
    return id;
  }
  std::string post_and_delete() {
    const std::string id = post();
    EXPECT_TRUE(bench.ask(remove(Kind::User, id))->ok());
    EXPECT_EQ(bench.find(Kind::User, id)->row.life, Life::Deleted);
    return id;
  }
  std::optional<core::Result<Forgotten>> forget(const std::string& who) {
    bench.store.changes.clear();
    std::optional<core::Result<Forgotten>> told;
    bench.tenant->forget(who, [&](core::Result<Forgotten> result) { told = std::move(result); });
    bench.loop->run();
    return told;
  }
  void expect_nothing_of_them(const std::string& id) {
    const store::Row* row = bench.store.row(Kind::User, id);
    ASSERT_NE(row, nullptr);
    for (const store::Row& kept : {*row, bench.find(Kind::User, id)->row}) {
      EXPECT_EQ(kept.name, "");
      EXPECT_TRUE(kept.asked.empty());
      EXPECT_TRUE(kept.external_ids.empty());
      EXPECT_TRUE(kept.name_digest.starts_with("hmac:"));
      EXPECT_EQ(kept.life, Life::Deleted);
      for (const Object& record : {kept.seen, kept.seen_at_ask}) {
        const std::string text = json::write(record);
        for (const char* value : {"ann.lee", "Quillon"}) EXPECT_EQ(text.find(value), std::string::npos) << text;
      }
    }
  }

  Bench bench{GetParam()};
};

TEST_P(ForgettingTest, OfADeletedPersonIdsStayAndADigest) {
  const std::string id = post_and_delete();
  const auto told = forget("ANN.Lee@x.example");
  ASSERT_TRUE(told && *told);
  EXPECT_EQ((*told)->id.text, id);
  EXPECT_TRUE((*told)->deleted);
  EXPECT_FALSE((*told)->in_directory);
  expect_nothing_of_them(id);
  ASSERT_EQ(bench.store.changes.size(), 1U);
  const store::Change& change = bench.store.changes.front();
  EXPECT_TRUE(change.marks.contains(kNameKeyMark)) << "with the first digest";
  ASSERT_EQ(change.forget.size(), 1U);
  const auto& subjects = change.forget.front().subjects;
  const std::string digest = bench.tenant->name_digest(Kind::User, kName);
  for (const std::string& subject : {id, digest}) {
    EXPECT_NE(std::find(subjects.begin(), subjects.end(), subject), subjects.end()) << subject;
  }
  ASSERT_EQ(change.audit.size(), 1U);
  EXPECT_EQ(change.audit.front().resource.text, id);
}

TEST_P(ForgettingTest, APostUnderTheNameFindsThemAgainAndNothingElse) {
  const std::string id = post_and_delete();
  ASSERT_TRUE(*forget(id));
  for (const bool restarted : {false, true}) {
    if (restarted) {
      EXPECT_TRUE(bench.ask(remove(Kind::User, id))->ok());
      ASSERT_TRUE(*forget(id));
      bench.restart();
    }
    const auto back = bench.ask(create(Kind::User, person("Ann.Lee@x.example")));
    ASSERT_TRUE(back->ok()) << back->fault();
    EXPECT_EQ(back->id(), id);
    EXPECT_TRUE((*back->result)->created);
    const store::Row row = bench.find(Kind::User, id)->row;
    EXPECT_EQ(row.name, "Ann.Lee@x.example");
    EXPECT_EQ(row.name_digest, "");
    EXPECT_EQ(row.asked.find("name"), nullptr);
    EXPECT_TRUE(row.external_ids.empty());
    EXPECT_EQ(bench.store.row(Kind::User, id)->name_digest, "");
  }
}

TEST_P(ForgettingTest, ARefreshBringsNothingBack) {
  const std::string id = post_and_delete();
  ASSERT_TRUE(*forget(id));
  const std::size_t people = bench.store.contents.rows.size();
  EXPECT_EQ(bench.refresh(), "fine");
  expect_nothing_of_them(id);
  const std::string link = bench.link(Kind::User, id, route::Route::Rest);
  if (!link.empty()) {
    bench.smartsheet.change_person(std::stoll(link), "lastName", "Quillon-Lee");
    EXPECT_EQ(bench.refresh(), "fine");
    expect_nothing_of_them(id);
  }
  bench.restart();
  EXPECT_EQ(bench.refresh(), "fine");
  expect_nothing_of_them(id);
  EXPECT_EQ(bench.store.contents.rows.size(), people) << "nobody twice";
}

TEST_P(ForgettingTest, WhoeverIsInTheDirectoryKeepsWhatWasAskedFor) {
  const std::string id = post();
  const auto told = forget(kName);
  ASSERT_TRUE(told && *told);
  EXPECT_TRUE((*told)->in_directory);
  EXPECT_EQ(bench.find(Kind::User, id)->row.name, kName);
  EXPECT_TRUE(bench.store.changes.front().put.empty());
  EXPECT_EQ(bench.store.changes.front().forget.size(), 1U);
}

TEST_P(ForgettingTest, NothingIsForgottenWhileAChangeIsUnderWay) {
  const std::string id = post();
  bench.hold("POST");
  bench.hold_scim("PATCH");
  static_cast<void>(bench.submit(remove(Kind::User, id)));
  bench.loop->run();
  for (const std::string& who : {id, std::string(kName)}) {
    const auto told = forget(who);
    ASSERT_TRUE(told);
    ASSERT_FALSE(*told);
    EXPECT_EQ(told->error().kind, FaultKind::Overloaded);
    EXPECT_TRUE(bench.store.changes.empty());
  }
}

TEST_P(ForgettingTest, WhatCouldNotBeWrittenIsAsBefore) {
  const std::string id = post_and_delete();
  bench.store.fails = [](const store::Change& change) { return !change.forget.empty(); };
  const auto told = forget(id);
  ASSERT_TRUE(told);
  EXPECT_FALSE(*told);
  EXPECT_EQ(bench.find(Kind::User, id)->row.name, kName);
}

TEST_P(ForgettingTest, WhoCameBackMeanwhileStaysWhenItCouldNotBeWritten) {
  const std::string id = post_and_delete();
  bench.store.fails = [](const store::Change& change) { return !change.forget.empty(); };
  bench.store.hold = true;
  std::optional<core::Result<Forgotten>> told;
  bench.tenant->forget(id, [&](core::Result<Forgotten> result) { told = std::move(result); });
  bench.loop->run();
  const auto back = bench.submit(create(Kind::User, person(kName)));
  bench.loop->run();
  for (int i = 0; i < 20; ++i) {
    bench.store.release();
    bench.loop->run();
  }
  ASSERT_TRUE(told && !*told);
  ASSERT_TRUE(back->ok()) << back->fault();
  EXPECT_EQ(bench.find(Kind::User, id)->row.life, Life::Visible);
}

TEST_P(ForgettingTest, WhoVanishedInSmartsheetIsNotKeptForARepair) {
  const std::string id = post();
  const std::string link = bench.link(Kind::User, id, route::Route::Rest);
  if (link.empty()) GTEST_SKIP() << "the SCIM service alone keeps its own ids";
  bench.smartsheet.people.erase(std::stoll(link));
  EXPECT_EQ(bench.refresh(), "fine");
  ASSERT_EQ(bench.store.contents.lost.size(), 1U);
  bench.store.fails = [](const store::Change& change) { return !change.forget.empty(); };
  EXPECT_FALSE(*forget(kName));
  bench.store.fails = {};
  const auto told = forget(kName);
  ASSERT_TRUE(told && *told);
  EXPECT_EQ((*told)->id.text, id);
  EXPECT_TRUE(bench.store.contents.lost.empty());
  const auto& subjects = bench.store.changes.front().forget.front().subjects;
  EXPECT_NE(std::find(subjects.begin(), subjects.end(), id), subjects.end());
}

TEST_P(ForgettingTest, NobodyIsAnAnswerToo) {
  const auto told = forget("nobody@x.example");
  ASSERT_TRUE(told && *told);
  EXPECT_EQ((*told)->id.text, "");
  EXPECT_FALSE((*told)->deleted || (*told)->in_directory);
  EXPECT_EQ(bench.store.changes.front().forget.size(), 1U) << "refused creations and rehearsals";
}

INSTANTIATE_TEST_SUITE_P(Routes, ForgettingTest, ::testing::Values(Services::Rest, Services::Both),
                         [](const auto& row) { return row.param == Services::Rest ? "Rest" : "Both"; });

}  // namespace
}  // namespace bridge::work::test
