#include "conformance/report_facts.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace bridge::conformance {

namespace {

using Counts = std::vector<std::pair<std::string, std::size_t>>;

/// The commonest first; of equals the first of the alphabet.
Counts ordered(const std::map<std::string, std::size_t>& counts) {
  Counts list(counts.begin(), counts.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return list;
}

bool breaks(const CaseResult& result) {
  if (result.verdict == Verdict::Blocked) return result.the_case->level == Level::Must;
  return result.verdict == Verdict::Failed && result.worst() == Level::Must;
}

/// Identity providers with how many of the broken MUSTs each stumbles over.
Counts stumbling(const Report& report) {
  std::map<std::string, std::size_t> counts;
  for (const CaseResult& result : report.results) {
    if (!breaks(result)) continue;
    for (const core::Member& member : result.the_case->stumbles) ++counts[member.name];
  }
  return ordered(counts);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

std::string who_stumbles(const Report& report) {
  std::vector<std::string> parts;
  for (const auto& [name, count] : stumbling(report)) parts.push_back(name + " (" + std::to_string(count) + ")");
  if (parts.empty()) return {};
  return " This stops or harms the provisioning of " + joined(parts) + ".";
}

std::string lesser_failures(const Tally& all) {
  const std::size_t lesser = all.failed_should + all.failed_may;
  if (lesser == 0) return {};
  return " " + counted(lesser, "recommendation or option is", "recommendations or options are") + " not as expected.";
}

}  // namespace

std::string_view name_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::Passed: return "passed";
    case Verdict::Failed: return "failed";
    case Verdict::Skipped: return "skipped";
    case Verdict::Blocked: return "blocked";
  }
  return "?";
}

std::vector<const Suite*> suites_of(const Report& report) {
  std::vector<const Suite*> suites;
  for (const CaseResult& result : report.results) {
    if (std::find(suites.begin(), suites.end(), result.suite) == suites.end()) suites.push_back(result.suite);
  }
  return suites;
}

std::string unreachable_because(const Report& report) {
  std::string why;
  for (const CaseResult& result : report.results) {
    for (const Exchange& exchange : result.exchanges) {
      if (exchange.came.status != 0) return {};
      if (why.empty()) why = exchange.came.why;
    }
  }
  return why;
}

std::string verdict_sentence(const Report& report) {
  const std::string unreachable = unreachable_because(report);
  if (!unreachable.empty()) return "The server gave no answer: " + unreachable + ".";
  const Tally all = tally(report);
  const auto broken = static_cast<std::size_t>(std::count_if(report.results.begin(), report.results.end(), breaks));
  if (broken > 0) {
    return "The server breaks " + counted(broken, "requirement", "requirements") + "." + who_stumbles(report) +
           lesser_failures(all);
  }
  if (all.passed + all.failed_should + all.failed_may == 0) return "Nothing could be tried.";
  return "Nothing that was tried stands in the way of an identity provider." + lesser_failures(all);
}

Counts skipped_by_reason(const Report& report) {
  std::map<std::string, std::size_t> counts;
  for (const CaseResult& result : report.results) {
    if (result.verdict == Verdict::Skipped) ++counts[result.reason];
  }
  return ordered(counts);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string lasting(std::chrono::microseconds time) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  if (milliseconds < 1000) return std::to_string(milliseconds) + " ms";
  if (milliseconds < 60'000) {
    return std::to_string(milliseconds / 1000) + "." + std::to_string(milliseconds % 1000 / 100) + " s";
  }
  return std::to_string(milliseconds / 60'000) + " min " + std::to_string(milliseconds % 60'000 / 1000) + " s";
}

}  // namespace bridge::conformance
