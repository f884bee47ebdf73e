#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/store/store.hpp"
#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using core::Array;
using core::Instant;
using core::Object;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kTenant;
using testing::loaded;
using testing::rehearsed;
using testing::saved;
using testing::user;

class RehearsalInStore : public testing::StoreTest {};

Rehearsal rehearsal(Kind kind, const std::string& name, std::int64_t at, const std::string& request = "req") {
  return {kind, name, Instant(milliseconds(at)), "okta", request, Object{{"calls", Array{name, request}}}};
}

Change rehearsing(std::vector<Rehearsal> rehearsals) {
  Change change;
  change.rehearsals = std::move(rehearsals);
  return change;
}

TEST_F(RehearsalInStore, KeepsEveryField) {
  const Rehearsal full{Kind::Group,
                       "åsa's \"team\" \\ 1",
                       Instant(milliseconds(1772352930250)),
                       "entra",
                       "req-1",
                       Object{{"calls", Array{1, 2.5, nullptr, "\U0001F600"}}, {"refused", false}}};
  save(rehearsing({full}));
  EXPECT_THAT(rehearsed(*store_), ElementsAre(full));
  reopen();
  EXPECT_THAT(rehearsed(*store_), ElementsAre(full));
}

TEST_F(RehearsalInStore, KeepsTheDefaults) {
  Rehearsal bare;
  bare.name = "4569874569874563";
  save(rehearsing({bare}));
  EXPECT_THAT(rehearsed(*store_), ElementsAre(bare));
}

TEST_F(RehearsalInStore, AreGivenByTimeThenKindAndName) {
  const Rehearsal last = rehearsal(Kind::User, "a", 3);
  const Rehearsal group = rehearsal(Kind::Group, "a", 2);
  const Rehearsal later_name = rehearsal(Kind::User, "c", 2);
  const Rehearsal name = rehearsal(Kind::User, "b", 2);
  const Rehearsal first = rehearsal(Kind::User, "d", -1);
  save(rehearsing({last, group, later_name, name, first}));
  EXPECT_THAT(rehearsed(*store_), ElementsAre(first, name, later_name, group, last));
}

TEST_F(RehearsalInStore, TheLatestOfAResourceCounts) {
  save(rehearsing({rehearsal(Kind::User, "ada", 1, "one"), rehearsal(Kind::User, "bob", 2)}));
  const Rehearsal newer = rehearsal(Kind::User, "ada", 3, "three");
  save(rehearsing({rehearsal(Kind::User, "ada", 5, "two"), newer}));
  EXPECT_THAT(rehearsed(*store_), ElementsAre(rehearsal(Kind::User, "bob", 2), newer));
}

TEST_F(RehearsalInStore, OtherKindsAndNamesAreOtherResources) {
  const std::vector<Rehearsal> all = {rehearsal(Kind::User, "ada", 1), rehearsal(Kind::User, "adA", 2),
                                      rehearsal(Kind::Group, "ada", 3)};
  save(rehearsing(all));
  EXPECT_EQ(rehearsed(*store_), all);
}

TEST_F(RehearsalInStore, ForgettingComesBeforeKeeping) {
  save(rehearsing({rehearsal(Kind::User, "ada", 1), rehearsal(Kind::User, "bob", 2)}));
  Change change = rehearsing({rehearsal(Kind::User, "cyd", 3)});
  change.forget_rehearsals = true;
  save(change);
  EXPECT_EQ(rehearsed(*store_), change.rehearsals);

  change.rehearsals.clear();
  save(change);
  EXPECT_THAT(rehearsed(*store_), IsEmpty());
}

TEST_F(RehearsalInStore, OtherChangesForgetNothing) {
  save(rehearsing({rehearsal(Kind::User, "ada", 1)}));
  Change change = testing::putting(user("1", "ada"));
  change.drop = {{Kind::User, testing::rid("1")}};
  save(change);
  save({});
  EXPECT_THAT(rehearsed(*store_), ElementsAre(rehearsal(Kind::User, "ada", 1)));
}

TEST_F(RehearsalInStore, TenantsAreKeptApart) {
  const core::TenantName other("other");
  const Rehearsal theirs = rehearsal(Kind::User, "ada", 1, "theirs");
  save(rehearsing({rehearsal(Kind::User, "ada", 2)}));
  ASSERT_TRUE(saved(*store_, rehearsing({theirs}), other));
  EXPECT_THAT(rehearsed(*store_), ElementsAre(rehearsal(Kind::User, "ada", 2)));

  Change forget;
  forget.forget_rehearsals = true;
  save(forget);
  EXPECT_THAT(rehearsed(*store_), IsEmpty());
  EXPECT_THAT(rehearsed(*store_, other), ElementsAre(theirs));
  EXPECT_THAT(rehearsed(*store_, core::TenantName("nobody")), IsEmpty());
}

TEST_F(RehearsalInStore, AFailedChangeLeavesThemAsTheyWere) {
  const std::vector<Rehearsal> before = {rehearsal(Kind::User, "ada", 1), rehearsal(Kind::User, "bob", 2)};
  save(rehearsing(before));
  // No name is no resource: SQLite refuses it, when the others are gone already.
  Change failing = rehearsing({rehearsal(Kind::User, "ada", 9), rehearsal(Kind::User, "", 9)});
  failing.put = {user("1", "ada")};
  failing.forget_rehearsals = true;
  const core::Outcome outcome = saved(*store_, failing);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, core::FaultKind::StoreFailed);
  EXPECT_EQ(rehearsed(*store_), before);
  reopen();
  EXPECT_EQ(rehearsed(*store_), before);
  EXPECT_THAT(loaded(*store_).rows, IsEmpty());
}

TEST_F(RehearsalInStore, WhatCanNotBeReadIsSaid) {
  save(rehearsing({rehearsal(Kind::User, "ada", 1)}));
  store_.reset();
  SQLite::Database(file_, SQLite::OPEN_READWRITE).exec("UPDATE rehearsal SET content = '{'");
  reopen();
  const core::Result<std::vector<Rehearsal>> read = store_->rehearsals(kTenant);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, core::FaultKind::StoreFailed);
  EXPECT_EQ(read.error().detail, "the store holds a rehearsal that can't be read, expected JSON as it was written");
}

TEST_F(RehearsalInStore, ReadersSeeWholeChangesWhileTheWriterWorks) {
  std::atomic<bool> written{false};
  std::thread reader([this, &written] {
    do {
      const std::vector<Rehearsal> seen = rehearsed(*store_);
      if (seen.empty()) continue;
      ASSERT_EQ(seen.size(), 2U);
      EXPECT_EQ(seen[0].at, seen[1].at) << "a change was seen in part";
    } while (!written);
  });
  for (std::int64_t at = 1; at <= 200; ++at) {
    Change change = rehearsing({rehearsal(Kind::User, "ada", at), rehearsal(Kind::User, "bob", at)});
    change.forget_rehearsals = at % 3 == 0;
    store_->commit(kTenant, std::move(change), [](const core::Outcome& outcome) { EXPECT_TRUE(outcome); });
    if (at % 8 == 0) store_->flush();
  }
  store_->flush();
  written = true;
  reader.join();
  EXPECT_EQ(rehearsed(*store_).front().at, Instant(milliseconds(200)));
}

}  // namespace
}  // namespace bridge::store
