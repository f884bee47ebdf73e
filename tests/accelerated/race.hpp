#pragma once
// A refresh and writes at the same time, in every order: when a request reaches Smartsheet, when its answer arrives,
// when a transaction is on disk, when a write comes in, when somebody changes something in Smartsheet itself.

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "accelerated/scenario.hpp"

namespace bridge::accelerated {

struct Race {
  std::string name;
  std::vector<Services> on{Services::Rest, Services::ScimAndRest, Services::Scim};
  /// Which pages are ordered: those of people, or those of groups with the reading of their members; the rest of the
  /// refresh comes at once.
  bool of_groups = false;
  /// Records on a page; 0: all of them.
  int page_size = 0;
  /// Transactions are ordered as well; else each is on disk at once.
  bool commits = true;
  std::function<std::vector<Request>(World&)> ask;
  /// What somebody does in Smartsheet at some moment of the race.
  std::function<void(World&)> by_hand{};
  /// What is wrong with what was acknowledged; empty: nothing.
  std::function<std::string(const World&)> wrong;
  /// Names that may still be shown, or not be shown yet, until the next refresh.
  std::set<std::string> late{};
};

[[nodiscard]] std::vector<Race> people_races();
[[nodiscard]] std::vector<Race> group_races();

/// The variable of the environment that says how many orders of each race are run, by chance; 0: all of them.
inline constexpr const char* kOrders = "SCIMBRIDGE_ORDERS";

/// Fails the test for the first orders that come to a wrong end; gives how many were run.
std::size_t run_race(const Race& race, Services services);

}  // namespace bridge::accelerated
