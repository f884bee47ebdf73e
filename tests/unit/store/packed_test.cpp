#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "bridge/store/glimpse.hpp"
#include "unit/store/rows.hpp"

namespace bridge::store {
namespace {

using ::bridge::store::testing::user;
using core::Array;
using core::Member;
using core::Object;
using core::Value;

TEST(Glimpse, TellsWhetherARecordIsTheOneThatWasSeen) {
  Entry entry{user("1", "ada@example.com"), {}, {}};
  const Object seen{{"email", "ada@example.com"}, {"status", "ACTIVE"}, {"roles", Array{1, 2.0}}};
  entry.row.seen = seen;
  const Glimpse glimpse(entry);
  EXPECT_TRUE(glimpse.has_seen(seen));
  EXPECT_TRUE(glimpse.has_seen({{"roles", Array{1, 2.0}}, {"status", "ACTIVE"}, {"email", "ada@example.com"}}));
  EXPECT_FALSE(glimpse.has_seen({}));
  EXPECT_FALSE(glimpse.has_seen(seen.with("status", "PENDING")));
  EXPECT_FALSE(glimpse.has_seen(seen.with("title", "Countess")));
  EXPECT_FALSE(glimpse.has_seen(seen.without("status")));
  EXPECT_FALSE(glimpse.has_seen(seen.with("roles", Array{2.0, 1})));
  entry.row.seen = {};
  EXPECT_TRUE(Glimpse(entry).has_seen({}));
  EXPECT_FALSE(Glimpse(entry).has_seen(seen));
}

/// Words of the dictionary, words that are not, and texts that are hard to keep.
const std::vector<std::string>& words() {
  static const std::vector<std::string> kWords{"",
                                               "userName",
                                               "emails",
                                               "value",
                                               "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                                               "USERNAME",
                                               "x",
                                               std::string(1, '\0'),
                                               "Zoë",
                                               "\xF0\x9F\x98\x80",
                                               std::string(223, 'a'),
                                               std::string(224, 'b'),
                                               std::string(70000, 'c'),
                                               "ACTIVE",
                                               "work",
                                               "shoeSize"};
  return kWords;
}

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t end) { return engine_() % end; }
  bool coin() { return below(2) == 0; }
  std::int64_t integer() {
    static const std::vector<std::int64_t> kSome{
        0, -1, 1, 127, 128, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    return coin() ? kSome[below(kSome.size())] : static_cast<std::int64_t>(engine_());
  }
  const std::string& word() { return words()[below(words().size())]; }

  Value value(int depth) {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0: return Value();
      case 1: return Value(coin());
      case 2: return Value(integer());
      case 3: return Value(static_cast<double>(integer()) / 3.0);
      case 4:
      case 5: return Value(word());
      case 6: {
        std::vector<Value> items;
        for (std::size_t left = below(4); left > 0; --left) items.push_back(value(depth - 1));
        return Array(std::move(items));
      }
      default: return object(depth - 1);
    }
  }
  Object object(int depth) {
    std::vector<Member> members;
    for (std::size_t left = below(6); left > 0; --left) {
      const std::string name = word() + (coin() ? "" : std::to_string(below(9)));
      if (Object(members).find(name) == nullptr) members.push_back({name, value(depth)});
    }
    return Object(std::move(members));
  }
  /// The object, one like it, or another.
  Object near(const Object& object) {
    Object other = object;
    for (std::size_t left = below(3); left > 0; --left) other = other.with(word(), value(2));
    return below(4) == 0 ? this->object(3) : other;
  }
  core::Instant instant() { return core::Instant(std::chrono::milliseconds(integer())); }

 private:
  std::mt19937_64 engine_;
};

Leaving random_leaving(Random& random) {
  Leaving leaving;
  if (random.coin()) return leaving;
  leaving.how = static_cast<Departure>(random.below(4));
  leaving.owed = static_cast<Owed>(random.below(4));
  leaving.since = random.instant();
  leaving.due = random.instant();
  for (std::size_t left = random.below(3); left > 0; --left) leaving.roles.push_back(random.word());
  return leaving;
}

Entry random_entry(Random& random) {
  Entry entry;
  Row& row = entry.row;
  row.id = core::ResourceId(random.word());
  row.kind = static_cast<Kind>(random.below(2));
  row.name = random.word();
  row.asked = random.object(3);
  row.seen = random.object(3);
  row.seen_at = random.instant();
  row.seen_at_ask = random.near(row.seen);
  row.managed = random.coin();
  row.origin = static_cast<Origin>(random.below(2));
  row.life = static_cast<Life>(random.below(3));
  row.unanswered = random.coin();
  row.version = static_cast<std::uint64_t>(random.integer());
  row.created = random.instant();
  row.modified = random.instant();
  row.order = static_cast<std::uint64_t>(random.integer());
  for (std::size_t left = random.below(3); left > 0; --left) row.external_ids[random.word()] = random.word();
  for (std::size_t left = random.below(3); left > 0; --left) row.links[random.word()] = core::UpstreamId(random.word());
  row.leaving = random_leaving(random);
  row.name_digest = random.coin() ? "" : random.word();
  if (random.coin()) row.removed_active = random.coin();
  entry.shown = random.near(row.asked);
  entry.moving = random.object(1);
  return entry;
}

TEST(Packed, ComesOutAsItWentIn) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    const Entry entry = random_entry(random);
    const EntryPtr out = Glimpse(entry).entry();
    ASSERT_EQ(out->row, entry.row) << seed;
    // Word for word: equality of objects does not see the order of members.
    ASSERT_EQ(json::write(out->row.asked), json::write(entry.row.asked)) << seed;
    ASSERT_EQ(json::write(out->row.seen_at_ask), json::write(entry.row.seen_at_ask)) << seed;
    ASSERT_EQ(json::write(out->shown), json::write(entry.shown)) << seed;
    ASSERT_EQ(json::write(out->moving), json::write(entry.moving)) << seed;
  }
}

TEST(Packed, IsLookedIntoWithoutUnpacking) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Random random(seed);
    const Entry entry = random_entry(random);
    const Row& row = entry.row;
    const Glimpse glimpse(entry);
    EXPECT_EQ(glimpse.id(), row.id.text);
    EXPECT_EQ(glimpse.name(), row.name);
    EXPECT_EQ(glimpse.kind(), row.kind);
    EXPECT_EQ(glimpse.life(), row.life);
    EXPECT_EQ(glimpse.managed(), row.managed);
    EXPECT_EQ(glimpse.version(), row.version);
    EXPECT_EQ(glimpse.order(), row.order);
    EXPECT_EQ(glimpse.departure(), row.leaving.how);
    EXPECT_EQ(glimpse.owed(), row.leaving.owed);
    EXPECT_EQ(glimpse.shown(), entry.shown);
    EXPECT_EQ(glimpse.seen(), row.seen);
    EXPECT_EQ(glimpse.moving(), entry.moving);
    for (const std::string& word : words()) {
      const Value* shown = entry.shown.find(word);
      const auto found = glimpse.shown(word);
      ASSERT_EQ(found.has_value(), shown != nullptr) << seed << " " << word;
      if (shown != nullptr) {
        EXPECT_EQ(*found, *shown) << seed;
      }
      EXPECT_EQ(glimpse.shown_text(word), core::text_or_empty(entry.shown, word));
      EXPECT_EQ(glimpse.seen_text(word), core::text_or_empty(row.seen, word));
      const auto link = row.links.find(word);
      EXPECT_EQ(glimpse.link(word).has_value(), link != row.links.end());
      if (link != row.links.end()) {
        EXPECT_EQ(glimpse.link(word), link->second.text);
      }
      const auto external_id = row.external_ids.find(word);
      EXPECT_EQ(glimpse.external_id(word).has_value(), external_id != row.external_ids.end());
      if (external_id != row.external_ids.end()) {
        EXPECT_EQ(glimpse.external_id(word), external_id->second);
      }
    }
  }
}

TEST(Packed, KeepsWhatAgreesOnce) {
  Entry entry;
  entry.row = user("1", "ada@example.com");
  entry.row.asked = Object{{"displayName", std::string(10000, 'a')}, {"title", "T"}};
  entry.row.seen = Object{{"email", std::string(10000, 'b')}};
  entry.row.seen_at_ask = entry.row.seen;
  entry.shown = entry.row.asked;
  EXPECT_LT(Glimpse(entry).size(), 21000U);
  // One member that differs costs itself.
  entry.shown = entry.shown.with("title", "U");
  entry.row.seen_at_ask = entry.row.seen.with("status", "ACTIVE");
  EXPECT_LT(Glimpse(entry).size(), 21000U);
  EXPECT_EQ(*Glimpse(entry).shown("displayName"), *entry.row.asked.find("displayName"));
}

TEST(Packed, ARemovedActiveTakesNoRoom) {
  Entry entry;
  entry.row = user("1", "ada@example.com");
  const std::size_t plain = Glimpse(entry).size();
  for (const bool was : {true, false}) {
    entry.row.removed_active = was;
    EXPECT_EQ(Glimpse(entry).size(), plain);
    EXPECT_EQ(Glimpse(entry).entry()->row.removed_active, was);
  }
}

TEST(Packed, HidesActiveWhileItIsWhatWasRemoved) {
  Entry entry;
  entry.row = user("1", "ada@example.com");
  for (const std::optional<bool> removed :
       {std::optional<bool>(), std::optional<bool>(true), std::optional<bool>(false)}) {
    entry.row.removed_active = removed;
    for (const bool active : {true, false}) {
      entry.shown = Object{{"userName", "ada@example.com"}, {"active", active}};
      EXPECT_EQ(hides_active(entry), removed == active);
      EXPECT_EQ(Glimpse(entry).hides_active(), removed == active);
    }
    entry.shown = Object{{"userName", "ada@example.com"}};
    EXPECT_FALSE(hides_active(entry));
    EXPECT_FALSE(Glimpse(entry).hides_active());
  }
}

TEST(Packed, IsNobodyUntilMadeOfSomebody) {
  EXPECT_FALSE(Glimpse());
  EXPECT_EQ(Glimpse().entry(), nullptr);
  EXPECT_TRUE(Glimpse(Entry()));
}

}  // namespace
}  // namespace bridge::store
