// A creation whose answer was lost, and whose name turns out to be somebody else's.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using transport::Trouble;

constexpr const char* kAnn = "ann@x.example";

class TakenNameTest : public ::testing::Test {
 protected:
  TakenNameTest() {
    bench.max_wait = std::chrono::hours(1);
    bench.start();
    bench.hold("POST");
    asked = bench.ask(create(Kind::User, person(kAnn)));
    EXPECT_TRUE(bench.client->reply("POST /users", trouble(Trouble::TimedOut)));
    bench.loop->advance(seconds(200));
    EXPECT_EQ(bench.client->count("POST /users"), 2U);
    EXPECT_TRUE(bench.client->reply("POST /users", refusal(400, 1017)));
    bench.loop->run();
  }
  Bench bench;
  AskedPtr asked;
};

TEST_F(TakenNameTest, IsAConflictOnceNobodyCanBeOnTheWay) {
  bench.loop->advance(seconds(58));
  EXPECT_FALSE(asked->answered()) << "the first one may still come to light";
  bench.loop->advance(seconds(10));
  EXPECT_EQ(asked->fault(), "Uniqueness");
  EXPECT_EQ(bench.client->count("POST /users"), 2U) << "and it is not sent over and over";
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_F(TakenNameTest, IsOurOwnWhenItComesToLightInTime) {
  bench.smartsheet.add_person(kAnn);
  bench.loop->advance(seconds(62));
  EXPECT_EQ(asked->id(), "1001");
  EXPECT_EQ(bench.client->count("POST /users"), 2U);
}

}  // namespace
}  // namespace bridge::work::test
