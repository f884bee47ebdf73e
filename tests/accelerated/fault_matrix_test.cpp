// Each kind of plan, on each route, with each trouble at each of its calls: the request is repeated as an identity
// provider would, and the end is the same, with nobody doubled, nobody lost, no sheet destroyed, no access gained.

#include <iostream>
#include <ostream>

#include <gtest/gtest.h>

#include "accelerated/matrix.hpp"

namespace bridge::accelerated {

struct Case {
  Scenario scenario;
  Services services;
};

void PrintTo(const Case& one, std::ostream* stream) {
  *stream << one.scenario.name << " on " << to_string(one.services);
}

namespace {

/// Fewer would mean that a kind of plan, a route or a trouble is no longer tried.
constexpr std::size_t kLeastCombinations = 3500;

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& scenarios : {person_scenarios(), leaver_scenarios(), group_scenarios()}) {
    for (const Scenario& scenario : scenarios) {
      for (const Services services : scenario.on) all.push_back({scenario, services});
    }
  }
  return all;
}

class FaultMatrix : public testing::TestWithParam<Case> {};

TEST_P(FaultMatrix, ComesToTheSameEnd) { run_matrix(GetParam().scenario, GetParam().services); }

INSTANTIATE_TEST_SUITE_P(EachPlan, FaultMatrix, testing::ValuesIn(cases()), [](const auto& one) {
  return one.param.scenario.name + "_on_" + to_string(one.param.services);
});

class Count final : public testing::Environment {
 public:
  void TearDown() override {
    std::cout << "fault matrix: " << totals().combinations << " combinations, " << totals().runs << " runs\n";
    const bool everything = testing::GTEST_FLAG(filter) == "*";
    if (everything) {
      EXPECT_GE(totals().combinations, kLeastCombinations);
    }
  }
};

const testing::Environment* const kCount = testing::AddGlobalTestEnvironment(new Count);

}  // namespace

}  // namespace bridge::accelerated
