// What a large change of a group writes to the store, step by step, and how it is taken up from there.

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "unit/work/bench.hpp"
#include "work/intent_codec.hpp"

namespace bridge::work::test {
namespace {

constexpr std::size_t kTurn = 10;

/// A group that SCIM made, by REST, where each removal is a call; removals are held back.
struct LargeGroup {
  explicit LargeGroup(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      ids.push_back(std::to_string(bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example")));
    }
    bench.settings.requests_per_minute = 100'000;
    bench.start();
    team = bench.ask(create(Kind::Group, group("Team", ids)))->id();
    bench.forget();
    bench.hold("DELETE /groups/");
  }
  AskedPtr remove_all() {
    AskedPtr asked = bench.submit(modify(Kind::Group, team, R"([{"op":"remove","path":"members"}])"));
    bench.loop->run();
    return asked;
  }
  void serve(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_TRUE(bench.client->reply("DELETE", bench.smartsheet.serve(bench.client->sent.back().call)));
      bench.loop->run();
    }
  }
  [[nodiscard]] std::size_t members() const { return bench.tenant->index().member_count(ResourceId(team)); }
  [[nodiscard]] std::size_t upstream() const { return bench.smartsheet.groups.at(std::stoll(team)).members.size(); }

  Bench bench;
  std::vector<std::string> ids;
  std::string team;
};

struct Written {
  /// The largest of those that a step writes, in bytes.
  std::size_t step = 0;
  std::size_t rests = 0;
};

Written written_for(std::size_t size) {
  LargeGroup large(size);
  const AskedPtr asked = large.remove_all();
  large.serve(size);
  EXPECT_TRUE(asked->ok()) << asked->fault();
  EXPECT_TRUE(large.bench.store.contents.intents.empty());
  Written written;
  for (const store::Change& change : large.bench.store.changes) {
    for (const store::Intent& intent : change.intents) {
      if (is_rest(intent.content)) {
        ++written.rests;
      } else {
        written.step = std::max(written.step, json::write(intent.content).size());
      }
    }
  }
  return written;
}

TEST(LargeChangeStoreTest, AStepWritesNoMoreInALargerGroup) {
  const Written small = written_for(40);
  const Written large = written_for(400);
  // Ids and numbers are longer there by a digit.
  EXPECT_LT(large.step, small.step + small.step / 10);
  EXPECT_EQ(small.rests, 40 / kTurn);
  EXPECT_EQ(large.rests, 400 / kTurn);
}

TEST(LargeChangeStoreTest, AShortChangeHasNoRest) {
  EXPECT_EQ(written_for(kTurn).rests, 0U);
  EXPECT_EQ(written_for(kTurn + 1).rests, 2U);
}

/// How many removals are answered before the end of the process.
class TakenUpTest : public ::testing::TestWithParam<std::size_t> {};

TEST_P(TakenUpTest, ALargeChangeIsTakenUpWhereverItWas) {
  LargeGroup large(40);
  (void)large.remove_all();
  large.serve(GetParam());
  large.bench.restart();
  EXPECT_EQ(large.upstream(), 0U);
  EXPECT_EQ(large.members(), 0U);
  EXPECT_TRUE(large.bench.store.contents.intents.empty());
  EXPECT_TRUE(large.bench.store.contents.members.empty());
}

INSTANTIATE_TEST_SUITE_P(Moments, TakenUpTest, ::testing::Values(0U, 1U, 9U, 10U, 11U, 25U, 30U, 39U));

TEST(LargeChangeStoreTest, TwiceTakenUpItForgetsNothing) {
  LargeGroup large(40);
  (void)large.remove_all();
  large.serve(13);
  large.bench.restart();
  EXPECT_EQ(large.members(), large.upstream());
  large.bench.restart();
  EXPECT_EQ(large.members(), 0U);
  EXPECT_EQ(large.upstream(), 0U);
}

TEST(LargeChangeStoreTest, TheRestOfWhatIsOverIsClosed) {
  LargeGroup large(40);
  (void)large.remove_all();
  large.serve(3);
  store::Intent orphan = large.bench.store.contents.intents.front();
  for (const store::Intent& intent : large.bench.store.contents.intents) {
    if (is_rest(intent.content)) orphan = intent;
  }
  orphan.number = 4711;
  large.bench.store.contents.intents.push_back(orphan);
  large.bench.restart();
  EXPECT_TRUE(large.bench.store.contents.intents.empty());
  EXPECT_EQ(large.members(), 0U);
  EXPECT_EQ(large.upstream(), 0U);
}

TEST(LargeChangeStoreTest, WithoutItsRestAnIntentIsUnreadable) {
  LargeGroup large(40);
  (void)large.remove_all();
  std::vector<store::Intent> intents = large.bench.store.contents.intents;
  ASSERT_EQ(intents.size(), 2U);
  const auto change = std::find_if(intents.begin(), intents.end(),
                                   [](const store::Intent& intent) { return !is_rest(intent.content); });
  ASSERT_NE(change, intents.end());
  EXPECT_TRUE(progress_from(change->content, intents));
  EXPECT_FALSE(progress_from(change->content, {*change}));
}

}  // namespace
}  // namespace bridge::work::test
