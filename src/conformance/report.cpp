#include "bridge/conformance/report.hpp"

#include <algorithm>

namespace bridge::conformance {

Level CaseResult::worst() const noexcept {
  if (findings.empty()) return the_case->level;
  const auto heaviest = std::min_element(findings.begin(), findings.end(),
                                         [](const Finding& a, const Finding& b) { return a.level < b.level; });
  return heaviest->level;
}

bool Report::fails(Level level) const noexcept {
  if (!unreachable.empty()) return true;
  return std::any_of(results.begin(), results.end(), [level](const CaseResult& result) {
    if (result.verdict == Verdict::Blocked) return result.the_case->level == level;
    return result.verdict == Verdict::Failed && result.worst() == level;
  });
}

bool Report::good() const noexcept {
  const bool passed = std::any_of(results.begin(), results.end(),
                                  [](const CaseResult& result) { return result.verdict == Verdict::Passed; });
  return passed && !stopped && !fails(Level::Must);
}

namespace {

void count_failure(Tally& tally, Level level) {
  if (level == Level::Must) {
    ++tally.failed_must;
  } else if (level == Level::Should) {
    ++tally.failed_should;
  } else {
    ++tally.failed_may;
  }
}

}  // namespace

Tally tally(const Report& report, const Suite* suite) {
  Tally counted;
  for (const CaseResult& result : report.results) {
    if (suite != nullptr && result.suite != suite) continue;
    switch (result.verdict) {
      case Verdict::Passed: ++counted.passed; break;
      case Verdict::Failed: count_failure(counted, result.worst()); break;
      case Verdict::Skipped: ++counted.skipped; break;
      case Verdict::Blocked: ++counted.blocked; break;
    }
  }
  return counted;
}

}  // namespace bridge::conformance
