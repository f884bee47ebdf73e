#include "store/member_set.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace bridge::store {
namespace {

std::vector<IdKey> users(const MemberSet& set) {
  std::vector<IdKey> found;
  set.each([&](const Member& member) { found.push_back(member.user()); });
  return found;
}

TEST(IdKeys, GiveBackEveryText) {
  IdKeys ids;
  for (const char* text : {"1", "48569348493401200", "0", "007", "", "-1", "99999999999999999999",
                           "1152921504606846976", "1152921504606846975", "id"}) {
    const IdKey key = ids.keep(text);
    EXPECT_LT(key, IdKey{1} << kIdKeyBits);
    EXPECT_EQ(ids.id_of(key).text, text);
    EXPECT_EQ(ids.find(text), key);
    EXPECT_EQ(ids.keep(text), key);
  }
  EXPECT_FALSE(ids.find("08"));
}

TEST(IdKeys, ComeInTheOrderOfIds) {
  IdKeys ids;
  const std::vector<std::string> ordered{"", "2", "x", "007", "10", "100", "99999999999999999999"};
  std::vector<IdKey> keys;
  for (const char* text : {"", "2", "x", "10", "007", "100", "99999999999999999999"}) keys.push_back(ids.keep(text));
  std::sort(keys.begin(), keys.end(), [&](IdKey a, IdKey b) { return ids.is_before(a, b); });
  EXPECT_EQ(ids.id_of(keys.front()).text, "");
  EXPECT_EQ(ids.id_of(keys[1]).text, "2");
  EXPECT_EQ(ids.id_of(keys[3]).text, "10");
  EXPECT_EQ(ids.id_of(keys[4]).text, "007");
  EXPECT_EQ(ids.id_of(keys.back()).text, ordered.back());
}

TEST(MemberSet, AgreesWithAPlainSet) {
  std::mt19937 random(11);
  IdKeys ids;
  MemberSet set(ids);
  std::set<IdKey> plain;
  for (int step = 0; step < 30000; ++step) {
    const IdKey user = random() % 9000;
    // More come than go at first, then the other way round.
    const bool joins = random() % 3 != 0 ? step < 15000 : step >= 15000;
    if (joins && plain.insert(user).second) {
      EXPECT_EQ(set.insert(Member(user)).user(), user);
    } else if (!joins) {
      set.erase(user);
      plain.erase(user);
    }
    ASSERT_EQ(set.find(user) != nullptr, plain.contains(user));
  }
  EXPECT_EQ(users(set), std::vector<IdKey>(plain.begin(), plain.end()));
  EXPECT_LE(set.pieces(), plain.size() / (MemberSet::kLongestPiece / 8) + 2) << "short pieces are put together";
}

TEST(MemberSet, KeepsFlagsApart) {
  IdKeys ids;
  MemberSet set(ids);
  Member& member = set.insert(Member(7));
  EXPECT_FALSE(member.asked() || member.seen() || member.known());
  member.set_seen(true);
  EXPECT_FALSE(member.shown());
  member.set_known(true);
  EXPECT_TRUE(member.shown());
  member.set_asked(true);
  member.set_seen(false);
  EXPECT_TRUE(set.find(7)->asked());
  EXPECT_FALSE(set.find(7)->shown());
  EXPECT_EQ(set.find(7)->user(), 7U);
  EXPECT_EQ(set.find(8), nullptr);
}

// Who joins moves the members of one piece; the number of pieces says that none is longer than it may be, or much
// shorter.
TEST(MemberSet, CutsFiftyThousandIntoPieces) {
  for (const bool shuffled : {false, true}) {
    IdKeys ids;
    MemberSet set(ids);
    std::vector<IdKey> people(50000);
    std::iota(people.begin(), people.end(), IdKey{1});
    if (shuffled) std::shuffle(people.begin(), people.end(), std::mt19937(5));
    for (const IdKey user : people) set.insert(Member(user));
    EXPECT_GE(set.pieces(), people.size() / MemberSet::kLongestPiece);
    EXPECT_LE(set.pieces(), people.size() / (MemberSet::kLongestPiece / 2) + 1);
  }
}

}  // namespace
}  // namespace bridge::store
