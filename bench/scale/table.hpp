#pragma once
// Numbers with the machine's noise, and the table that they stand in.

#include <string>
#include <vector>

namespace bridge::bench {

struct Spread {
  double median = 0;
  double least = 0;
  double most = 0;
};
[[nodiscard]] Spread spread_of(std::vector<double> values);

/// One line of a Markdown table: what was measured, the median, from the least to the most, how often. `values` are
/// shown with so many decimals.
void print_head();
void print_row(const std::string& what, const std::vector<double>& values, const std::string& unit, int decimals);

/// Of each two that were measured side by side.
[[nodiscard]] std::vector<double> ratios(const std::vector<double>& over, const std::vector<double>& under);

}  // namespace bridge::bench
