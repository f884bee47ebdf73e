#pragma once
// Runs a scenario without trouble, then with each trouble at each of its calls, and compares.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "accelerated/scenario.hpp"

namespace bridge::accelerated {

/// What is counted over the whole program.
struct Totals {
  std::size_t combinations = 0;
  std::size_t runs = 0;
};
[[nodiscard]] Totals& totals();

/// The variable of the environment that names one combination, as a failure prints it, or a part of its name.
inline constexpr const char* kOnly = "SCIMBRIDGE_COMBINATION";

/// Fails the test for each combination that comes to another end than the run without trouble.
void run_matrix(const Scenario& scenario, Services services);

}  // namespace bridge::accelerated
