// The report for CI, in the JUnit XML that Jenkins, GitLab and GitHub's readers take.

#include <array>
#include <cstdio>
#include <string>

#include "bridge/conformance/report.hpp"
#include "bridge/core/first_characters.hpp"
#include "conformance/report_escape.hpp"
#include "conformance/report_facts.hpp"

namespace bridge::conformance {

namespace {

/// Bytes of a body: CI shows the text in full.
constexpr std::size_t kShownBody = 4000;

std::string seconds(std::chrono::microseconds time) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3f", static_cast<double>(time.count()) / 1e6);
  return text.data();
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string count_attribute(std::string_view name, std::size_t count) { return attribute(name, std::to_string(count)); }

std::string shortened(const std::string& body) {
  const std::string_view shown = core::first_characters(body, kShownBody);
  if (shown.size() == body.size()) return body;
  return std::string(shown) + "… (" + std::to_string(body.size()) + " bytes)";
}

std::string exchange_text(const Exchange& exchange) {
  std::string text = "  sent: " + exchange.sent.method + " " + exchange.sent.target + "\n";
  if (exchange.sent.body) text += "  " + shortened(*exchange.sent.body) + "\n";
  if (exchange.came.status == 0) return text + "  no answer: " + exchange.came.why + "\n";
  text += "  came: " + std::to_string(exchange.came.status) + "\n";
  return exchange.came.body.empty() ? text : text + "  " + shortened(exchange.came.body) + "\n";
}

/// All findings with what was sent and came.
std::string findings_text(const CaseResult& result) {
  std::string text = result.the_case->title + "\n" + result.the_case->source + "\n";
  for (const Finding& finding : result.findings) {
    text += std::string(name_of(finding.level)) + ": " + finding.step + "\n";
    for (const std::string& difference : finding.differences) text += "  " + difference + "\n";
    if (finding.exchange < result.exchanges.size()) text += exchange_text(result.exchanges[finding.exchange]);
  }
  for (const core::Member& member : result.the_case->stumbles) {
    const std::string* how = member.value.if_string();
    text += member.name + " " + (how != nullptr ? *how : std::string()) + "\n";
  }
  for (const std::string& link : result.the_case->seen) text += "seen: " + link + "\n";
  return text;
}

std::string message_of(const CaseResult& result) {
  if (result.findings.empty() || result.findings.front().differences.empty()) return result.the_case->title;
  return result.findings.front().differences.front();
}

std::string outcome_of(const CaseResult& result) {
  switch (result.verdict) {
    case Verdict::Passed: return {};
    case Verdict::Skipped: return "<skipped" + attribute("message", result.reason) + "/>";
    case Verdict::Blocked:
      return "<error" + attribute("message", result.reason) + attribute("type", "blocked") + ">" +
             escaped(findings_text(result)) + "</error>";
    case Verdict::Failed: break;
  }
  const std::string text = escaped(findings_text(result));
  if (result.worst() != Level::Must) return "<system-out>" + text + "</system-out>";
  return "<failure" + attribute("message", message_of(result)) + attribute("type", name_of(result.worst())) + ">" +
         text + "</failure>";
}

/// "rfc/patch/remove-without-path" as class "rfc.patch" and name "remove-without-path: …".
std::string test_case(const CaseResult& result) {
  const std::string& id = result.the_case->id;
  const std::size_t last = id.rfind('/');
  std::string folder = id.substr(0, last == std::string::npos ? 0 : last);
  for (char& c : folder) c = c == '/' ? '.' : c;
  const std::string name = (last == std::string::npos ? id : id.substr(last + 1)) + ": " + result.the_case->title;
  const std::string outcome = outcome_of(result);
  const std::string head = "    <testcase" + attribute("classname", folder) + attribute("name", name) +
                           attribute("time", seconds(result.took));
  return outcome.empty() ? head + "/>\n" : head + ">" + outcome + "</testcase>\n";
}

std::string counts(const Tally& tally) {
  const std::size_t failed = tally.failed_must + tally.failed_should + tally.failed_may;
  return count_attribute("tests", tally.passed + failed + tally.blocked + tally.skipped) +
         count_attribute("failures", tally.failed_must) + count_attribute("errors", tally.blocked) +
         count_attribute("skipped", tally.skipped);
}

std::string test_suite(const Report& report, const Suite* suite) {
  std::chrono::microseconds took{0};
  std::string cases;
  for (const CaseResult& result : report.results) {
    if (result.suite != suite) continue;
    took += result.took;
    cases += test_case(result);
  }
  // Date and time to the second, as the readers' schemas have them.
  const std::string started = core::to_date_time(report.started).substr(0, 19);
  return "  <testsuite" + attribute("name", suite->name) + counts(tally(report, suite)) +
         attribute("time", seconds(took)) + attribute("timestamp", started) + ">\n    <properties><property" +
         attribute("name", "server") + attribute("value", report.base_url) + "/></properties>\n" + cases +
         "  </testsuite>\n";
}

/// A run that could not begin must not look like one without failures.
std::string unreachable_suite(const Report& report) {
  return "  <testsuite" + attribute("name", "server") + count_attribute("tests", 1) + count_attribute("failures", 0) +
         count_attribute("errors", 1) + count_attribute("skipped", 0) + ">\n    <testcase" +
         attribute("classname", "server") + attribute("name", "answers") + "><error" +
         attribute("message", report.unreachable) + attribute("type", "unreachable") +
         "/></testcase>\n  </testsuite>\n";
}

}  // namespace

std::string junit_report(const Report& report) {
  Tally all = tally(report);
  if (!report.unreachable.empty()) ++all.blocked;
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                     attribute("name", "scimbridge conformance") + counts(all) +
                     attribute("time", seconds(report.took)) + ">\n";
  for (const Suite* suite : suites_of(report)) text += test_suite(report, suite);
  if (!report.unreachable.empty()) text += unreachable_suite(report);
  return text + "</testsuites>\n";
}

}  // namespace bridge::conformance
