// Refreshes that race with writes, in every order: what was acknowledged is never rolled back, nobody vanishes who is
// in Smartsheet, nobody is there who is not, and one more refresh makes the mirror equal to Smartsheet.

#include <iostream>
#include <ostream>

#include <gtest/gtest.h>

#include "accelerated/race.hpp"
#include "sanitized.hpp"

namespace bridge::accelerated {

struct RaceCase {
  Race race;
  Services services;
};

void PrintTo(const RaceCase& one, std::ostream* stream) {
  *stream << one.race.name << " on " << to_string(one.services);
}

namespace {

std::size_t& orders() {
  static std::size_t count = 0;
  return count;
}

std::vector<RaceCase> cases() {
  std::vector<RaceCase> all;
  for (const auto& races : {people_races(), group_races()}) {
    for (const Race& race : races) {
      for (const Services services : race.on) all.push_back({race, services});
    }
  }
  return all;
}

class RefreshRace : public testing::TestWithParam<RaceCase> {};

TEST_P(RefreshRace, EndsTheSameInEveryOrder) { orders() += run_race(GetParam().race, GetParam().services); }

INSTANTIATE_TEST_SUITE_P(EachWrite, RefreshRace, testing::ValuesIn(cases()),
                         [](const auto& one) { return one.param.race.name + "_on_" + to_string(one.param.services); });

class Count final : public testing::Environment {
 public:
  void TearDown() override { std::cout << "refresh races: " << orders() << " orders\n"; }
};

const testing::Environment* const kCount = testing::AddGlobalTestEnvironment(new Count);

}  // namespace

}  // namespace bridge::accelerated
