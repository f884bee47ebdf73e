#include "conformance/report_facts.hpp"

#include <algorithm>
#include <array>
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

/// As the cases' `stumbles` spell them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kProviders{{{"entra", "Microsoft Entra ID"},
                                                                                   {"jumpcloud", "JumpCloud"},
                                                                                   {"okta", "Okta"},
                                                                                   {"onelogin", "OneLogin"},
                                                                                   {"ping", "Ping Identity"}}};

std::string provider_of(const Suite& suite) {
  for (const auto& [client, name] : kProviders) {
    if (suite.client == client) return std::string(name);
  }
  return suite.client;
}

std::vector<std::string> stumbling_over(const CaseResult& result) {
  std::vector<std::string> names;
  for (const core::Member& member : result.the_case->stumbles) names.push_back(member.name);
  if (names.empty() && !result.suite->client.empty()) names.push_back(provider_of(*result.suite));
  return names;
}

std::string joined(const std::vector<std::string>& parts, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " " + std::string(last) + " " : std::string(", ");
    text += parts[i];
  }
  return text;
}

bool is_name(const std::string& who) { return !who.empty() && who.front() >= 'A' && who.front() <= 'Z'; }

/// "Okta (2 failures)", of failures that break something.
std::vector<std::string> broken_providers(const Report& report) {
  std::vector<std::string> parts;
  for (const Stumbling& one : stumbling_over(report)) {
    const auto count = std::count_if(one.over.begin(), one.over.end(),
                                     [](const CaseResult* result) { return result->worst() == Level::Must; });
    if (one.named && count > 0)
      parts.push_back(one.who + " (" + counted(static_cast<std::size_t>(count), "failure", "failures") + ")");
  }
  return parts;
}

std::size_t blocked_requirements(const Report& report) {
  return static_cast<std::size_t>(
      std::count_if(report.results.begin(), report.results.end(), [](const CaseResult& result) {
        return result.verdict == Verdict::Blocked && result.the_case->level == Level::Must;
      }));
}

/// What was counted below the verdict's first sentence.
std::string further_failures(const Report& report, const Tally& all) {
  std::string text;
  const std::size_t blocked = blocked_requirements(report);
  const std::size_t lesser = all.failed_should + all.failed_may;
  if (blocked > 0) text += " " + counted(blocked, "requirement", "requirements") + " could not be tried.";
  if (lesser > 0)
    text += " " + counted(lesser, "recommendation or option", "recommendations or options") + " did not hold.";
  return text;
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

std::vector<Stumbling> stumbling_over(const Report& report) {
  std::vector<Stumbling> all;
  for (const CaseResult& result : report.results) {
    if (result.verdict != Verdict::Failed) continue;
    for (const std::string& name : stumbling_over(result)) {
      const auto known = std::find_if(all.begin(), all.end(), [&](const Stumbling& one) { return one.who == name; });
      Stumbling& entry = known != all.end() ? *known : all.emplace_back(Stumbling{name, is_name(name), {}});
      entry.over.push_back(&result);
    }
  }
  for (Stumbling& one : all) {
    std::stable_sort(one.over.begin(), one.over.end(),
                     [](const CaseResult* a, const CaseResult* b) { return a->worst() < b->worst(); });
  }
  std::stable_sort(all.begin(), all.end(), [](const Stumbling& a, const Stumbling& b) {
    return std::pair(a.named, a.over.size()) > std::pair(b.named, b.over.size());
  });
  return all;
}

std::string verdict_sentence(const Report& report) {
  if (!report.unreachable.empty()) return "Nothing could be tried: " + report.unreachable;
  const Tally all = tally(report);
  const std::string further = further_failures(report, all);
  if (all.failed_must > 0) {
    const std::vector<std::string> broken = broken_providers(report);
    const std::string failed = counted(all.failed_must, "requirement", "requirements") + " failed";
    if (broken.empty()) return failed + "." + further;
    return "Connecting " + joined(broken, "or") + " to this server will break. " + failed + " in all." + further;
  }
  if (all.passed + all.failed_should + all.failed_may == 0) return "Nothing was tried." + further;
  if (!further.empty()) return "No requirement failed." + further;
  return "Nothing that was tried stands in the way of an identity provider.";
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
