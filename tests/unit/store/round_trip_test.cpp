#include <algorithm>
#include <limits>
#include <optional>
#include <random>
#include <string>
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
using core::Value;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::group;
using ::testing::IsEmpty;
using testing::kTenant;
using testing::loaded;
using testing::putting;
using testing::rid;
using testing::user;

class RoundTrip : public testing::StoreTest {};

Row full_row() {
  Row row = user("4569874569874563", "Åda.\"O'Neil\"@example.com", 17, Life::Guest);
  row.asked = Object{{"userName", "ada"}, {"active", true}, {"tags", Array{1, 2.5, nullptr, "x"}}};
  row.seen = Object{{"id", std::int64_t{4569874569874563}}, {"status", "ACTIVE"}};
  row.seen_at_ask = Object{{"id", std::int64_t{4569874569874563}}, {"status", "PENDING"}};
  row.seen_at = Instant(milliseconds(1772352930250));
  row.managed = true;
  row.origin = Origin::Created;
  row.unanswered = true;
  row.version = 42;
  row.created = Instant(milliseconds(1));
  row.modified = Instant(milliseconds(-1));
  row.external_ids = {{"okta", "00u1"}, {"entra", "ab-cd"}};
  row.links = {{"rest", core::UpstreamId("4569874569874563")}, {"scim", core::UpstreamId("s-1")}};
  row.leaving = {
      Departure::Downgraded, Instant(milliseconds(5)), {"LICENSED_USER"}, Owed::Rest, Instant(milliseconds(9))};
  row.removed_active = true;
  return row;
}

TEST_F(RoundTrip, KeepsEveryField) {
  save(putting(full_row()));
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(full_row()));
  reopen();
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(full_row()));
}

TEST_F(RoundTrip, KeepsTheDefaults) {
  save(putting(user("1", "")));
  reopen();
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(user("1", "")));
}

TEST_F(RoundTrip, ARemovedActiveIsKeptAndGivenBack) {
  Row row = user("1", "ada@example.com");
  for (const std::optional<bool> was : {std::optional<bool>(true), std::optional<bool>(false), std::optional<bool>()}) {
    row.removed_active = was;
    save(putting(row));
    reopen();
    EXPECT_THAT(loaded(*store_).rows, ElementsAre(row));
  }
  store_.reset();
  SQLite::Database plain(file_, SQLite::OPEN_READONLY);
  EXPECT_EQ(plain.execAndGet("SELECT removed_active IS NULL FROM resource").getInt(), 1);
}

TEST_F(RoundTrip, KeepsSeenAtAskOnceWhereItEqualsSeen) {
  Row row = full_row();
  row.seen_at_ask = row.seen;
  save(putting(row));
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(row));
  store_.reset();
  SQLite::Database plain(file_, SQLite::OPEN_READONLY);
  EXPECT_TRUE(plain.execAndGet("SELECT seen_at_ask IS NULL FROM resource").getInt() == 1);
}

TEST_F(RoundTrip, KeepsAnEmptySeenAtAskApartFromSeen) {
  Row row = full_row();
  row.seen_at_ask = Object{};
  save(putting(row));
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(row));
}

TEST_F(RoundTrip, KeepsTheLargestNumbers) {
  Row row = user("1", "a@example.com", std::numeric_limits<std::uint64_t>::max());
  row.version = std::numeric_limits<std::uint64_t>::max() - 1;
  Change change = putting(row);
  change.intents.push_back({std::numeric_limits<std::uint64_t>::max(), "last"});
  save(std::move(change));
  reopen();
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(row));
  EXPECT_THAT(loaded(*store_).intents, ElementsAre(Intent{std::numeric_limits<std::uint64_t>::max(), "last"}));
}

TEST_F(RoundTrip, TheRowPutLastCounts) {
  save(putting(full_row()));
  Row changed = user("4569874569874563", "b@example.com", 3);
  changed.links = {{"rest", core::UpstreamId("7")}};
  save(putting(changed));
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(changed));
}

TEST_F(RoundTrip, GivesRowsInTheOrderOfLists) {
  Change change;
  change.put = {user("3", "c", 30), group("1", "a", 10), user("2", "b", 20)};
  save(change);
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(change.put[1], change.put[2], change.put[0]));
}

TEST_F(RoundTrip, KnowsWhichAnswersWereWritten) {
  Change change;
  change.put = {user("1", "a", 10), user("2", "b", 20), group("1", "c", 30)};
  for (Row& row : change.put) row.unanswered = true;
  save(change);
  Change answered;
  answered.answered = {{Kind::User, rid("1")}, {Kind::User, rid("99")}};
  save(answered);
  change.put[0].unanswered = false;
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(change.put[0], change.put[1], change.put[2]));
}

TEST_F(RoundTrip, KeepsKindsWithEqualIdsApart) {
  Row person = user("1", "ada@example.com", 1);
  person.links = {{"rest", core::UpstreamId("p")}};
  Row team = group("1", "Sales", 2);
  team.external_ids = {{"okta", "g"}};
  Change change;
  change.put = {person, team};
  save(change);
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(person, team));

  Change drop;
  drop.drop = {{Kind::User, rid("1")}};
  save(drop);
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(team));
}

TEST_F(RoundTrip, KeepsTenantsApart) {
  const core::TenantName other("other");
  save(putting(user("1", "ada@example.com")));
  ASSERT_TRUE(testing::saved(*store_, putting(user("1", "bob@example.com")), other));
  Change drop;
  drop.drop = {{Kind::User, rid("1")}};
  save(drop);
  EXPECT_THAT(loaded(*store_).rows, IsEmpty());
  EXPECT_THAT(loaded(*store_, other).rows, ElementsAre(user("1", "bob@example.com")));
}

TEST_F(RoundTrip, MembershipsJoinLeaveAndKeepWhatWasAsked) {
  Change change;
  change.memberships = {{rid("100"), {rid("1"), rid("2"), rid("3")}, {}, false}, {rid("100"), {rid("4")}, {}, true}};
  save(change);
  change.memberships = {{rid("100"), {rid("1")}, {}, true}, {rid("100"), {rid("4")}, {rid("2"), rid("9")}, false}};
  save(change);
  change.memberships = {{rid("100"), {rid("3")}, {rid("3")}, true}};
  save(change);
  reopen();
  EXPECT_THAT(loaded(*store_).members, ::testing::UnorderedElementsAre(StoredMember{rid("100"), rid("1"), true},
                                                                       StoredMember{rid("100"), rid("3"), true},
                                                                       StoredMember{rid("100"), rid("4"), true}));
}

TEST_F(RoundTrip, MembersWhoWereAskedForAreMissedAndComeBack) {
  Change joined;
  joined.memberships = {{rid("100"), {rid("1"), rid("2"), rid("3")}, {}, true}, {rid("100"), {rid("4")}, {}, false}};
  save(joined);
  Change left;
  left.memberships = {{rid("100"), {}, {rid("1"), rid("2"), rid("4")}, false}, {rid("100"), {}, {rid("3")}, true}};
  save(left);
  Change returned;
  returned.memberships = {{rid("100"), {rid("2")}, {}, false}};
  save(returned);
  EXPECT_THAT(loaded(*store_).members, ElementsAre(StoredMember{rid("100"), rid("1"), true, false},
                                                   StoredMember{rid("100"), rid("2"), true, true}));
}

TEST_F(RoundTrip, LostResourcesStayUntilTheyAreLostNoMore) {
  const Lost ada{Kind::User, rid("1"), core::Instant(std::chrono::milliseconds(7)), core::Object{{"name", "ada"}}};
  const Lost team{Kind::Group, rid("1"), core::Instant(std::chrono::milliseconds(8)), core::Object{{"name", "team"}}};
  Change lost;
  lost.lost = {{Kind::User, rid("1"), {}, core::Object{}}, team, ada};
  save(lost);
  EXPECT_THAT(loaded(*store_).lost, ElementsAre(ada, team));
  Change found;
  found.lost_no_more = {{Kind::User, rid("1")}, {Kind::User, rid("77")}};
  save(found);
  EXPECT_THAT(loaded(*store_).lost, ElementsAre(team));
}

TEST_F(RoundTrip, DroppedResourcesTakeTheirMembershipsAlong) {
  Change change;
  change.put = {full_row(), user("2", "b"), group("100", "Sales"), group("101", "Legal")};
  change.memberships = {{rid("100"), {full_row().id, rid("2")}, {}, true}, {rid("101"), {rid("2")}, {}, true}};
  save(change);
  Change drop;
  drop.drop = {{Kind::User, full_row().id}, {Kind::Group, rid("101")}};
  save(drop);
  EXPECT_THAT(loaded(*store_).members, ElementsAre(StoredMember{rid("100"), rid("2"), true}));
  EXPECT_EQ(loaded(*store_).rows.size(), 2U);

  Row bare = user(full_row().id.text, "again@example.com");
  save(putting(bare));
  EXPECT_THAT(loaded(*store_).rows, ::testing::Contains(bare)) << "links and externalIds were left behind";
}

TEST_F(RoundTrip, IntentsOpenAreRewrittenAndClose) {
  Change change;
  change.intents = {{3, Object{{"plan", Array{1, 2}}}}, {1, "one"}, {2, nullptr}};
  save(change);
  EXPECT_THAT(loaded(*store_).intents,
              ElementsAre(Intent{1, "one"}, Intent{2, nullptr}, Intent{3, Object{{"plan", Array{1, 2}}}}));
  Change next;
  next.intents = {{1, "uno"}};
  next.closed_intents = {2, 3, 77};
  save(next);
  EXPECT_THAT(loaded(*store_).intents, ElementsAre(Intent{1, "uno"}));
}

TEST_F(RoundTrip, MarksAreOverwritten) {
  Change change;
  change.marks = {{"refreshed", "1"}, {"route", "rest"}};
  save(change);
  change.marks = {{"refreshed", "2"}};
  save(change);
  const std::map<std::string, std::string> expected = {{"refreshed", "2"}, {"route", "rest"}};
  EXPECT_EQ(loaded(*store_).marks, expected);
}

TEST_F(RoundTrip, AuditLinesAreAppended) {
  Change change;
  change.audit = {{Instant(milliseconds(5)), "okta", "req-1", Kind::Group, rid("100"), Object{{"did", "rename"}}}};
  save(change);
  save(change);
  store_.reset();
  SQLite::Database plain(file_, SQLite::OPEN_READONLY);
  EXPECT_EQ(plain
                .execAndGet("SELECT count(*) FROM audit WHERE tenant = 'default' AND at = 5 AND client = 'okta' AND "
                            "request = 'req-1' AND kind = 1 AND resource = '100' AND content = '{\"did\":\"rename\"}'")
                .getInt(),
            2);
}

TEST_F(RoundTrip, AnUnknownTenantHasNothing) {
  const Contents contents = loaded(*store_, core::TenantName("nobody"));
  EXPECT_THAT(contents.rows, IsEmpty());
  EXPECT_THAT(contents.members, IsEmpty());
  EXPECT_THAT(contents.intents, IsEmpty());
  EXPECT_THAT(contents.marks, IsEmpty());
}

TEST_F(RoundTrip, HoldsFiftyThousandMembersAndOneMore) {
  Change change;
  MembershipChange joined{rid("100"), {}, {}, true};
  for (int i = 0; i < 50000; ++i) joined.added.push_back(rid(std::to_string(4569874500000000 + i)));
  change.memberships.push_back(std::move(joined));
  save(std::move(change));
  Change one_more;
  one_more.memberships = {{rid("100"), {rid("1")}, {}, true}};
  save(std::move(one_more));
  reopen();
  EXPECT_EQ(loaded(*store_).members.size(), 50001U);
}

class RandomRows {
 public:
  explicit RandomRows(std::uint32_t seed) : random_(seed) {}

  Row row() {
    Row made = user(std::to_string(1 + random_()), text(), random_());
    if (flag()) made.kind = Kind::Group;
    made.asked = object(3);
    made.seen = object(3);
    made.seen_at_ask = flag() ? made.seen : object(3);
    made.seen_at = instant();
    made.created = instant();
    made.modified = instant();
    made.managed = flag();
    made.unanswered = flag();
    made.origin = flag() ? Origin::Created : Origin::Found;
    made.life = static_cast<Life>(random_() % 3);
    made.version = random_();
    for (auto i = random_() % 4; i > 0; --i) made.external_ids[text()] = text();
    for (auto i = random_() % 4; i > 0; --i) made.links[text()] = core::UpstreamId(text());
    made.leaving.how = static_cast<Departure>(random_() % 4);
    made.leaving.owed = static_cast<Owed>(random_() % 4);
    made.leaving.since = instant();
    made.leaving.due = instant();
    for (auto i = random_() % 3; i > 0; --i) made.leaving.roles.push_back(text());
    if (flag()) made.removed_active = flag();
    return made;
  }

 private:
  bool flag() { return random_() % 2 == 0; }
  Instant instant() { return Instant(milliseconds(static_cast<std::int64_t>(random_() >> 20U))); }
  std::string text() {
    static const std::vector<std::string> kParts = {"",   "a", "'", "\"", "\\", "é", "\U0001F600", std::string(1, '\0'),
                                                    "\n", "%", "--"};
    std::string made;
    for (auto i = random_() % 5; i > 0; --i) made += kParts[random_() % kParts.size()];
    return made;
  }
  Object object(int depth) {
    Object made;
    for (auto i = random_() % 4; i > 0; --i) made = made.with("n" + std::to_string(random_() % 100), value(depth));
    return made;
  }
  Value value(int depth) {
    switch (random_() % (depth > 0 ? 7 : 5)) {
      case 0: return nullptr;
      case 1: return flag();
      case 2: return static_cast<std::int64_t>(random_());
      case 3: return static_cast<double>(random_() % 100000) / 64.0;
      case 4: return text();
      case 5: return Array{value(depth - 1), value(depth - 1)};
      default: return object(depth - 1);
    }
  }
  std::mt19937_64 random_;
};

TEST_F(RoundTrip, KeepsRandomRows) {
  RandomRows random(20260301);
  std::vector<Row> expected;
  for (int i = 0; i < 300; ++i) {
    expected.push_back(random.row());
    Change change = putting(expected.back());
    store_->commit(kTenant, std::move(change), [](const core::Outcome& outcome) { EXPECT_TRUE(outcome); });
  }
  store_->flush();
  reopen();
  std::vector<Row> found = loaded(*store_).rows;
  const auto by_id = [](const Row& a, const Row& b) { return a.id < b.id; };
  std::sort(found.begin(), found.end(), by_id);
  std::sort(expected.begin(), expected.end(), by_id);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], expected[i]) << expected[i].id.text;
}

}  // namespace
}  // namespace bridge::store
