#include "bench/scale/table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>

namespace bridge::bench {

Spread spread_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  const double median = values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return {median, values.front(), values.back()};
}

void print_head() {
  std::printf("| what | median | from | to | unit | times |\n|:---|---:|---:|---:|:---|---:|\n");
  std::fflush(stdout);
}

void print_row(const std::string& what, const std::vector<double>& values, const std::string& unit, int decimals) {
  const Spread spread = spread_of(values);
  std::printf("| %s | %.*f | %.*f | %.*f | %s | %zu |\n", what.c_str(), decimals, spread.median, decimals, spread.least,
              decimals, spread.most, unit.c_str(), values.size());
  std::fflush(stdout);
}

std::vector<double> ratios(const std::vector<double>& over, const std::vector<double>& under) {
  std::vector<double> result;
  for (std::size_t i = 0; i < std::min(over.size(), under.size()); ++i) {
    result.push_back(under[i] > 0 ? over[i] / under[i] : 0);
  }
  return result;
}

}  // namespace bridge::bench
