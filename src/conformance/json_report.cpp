// The report for programs. docs/conformance-suite.md has its members; they stay as they are.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bridge/conformance/report.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/report_escape.hpp"
#include "conformance/report_facts.hpp"

namespace bridge::conformance {

namespace {

using core::Array;
using core::Object;
using core::Value;

/// Raised when a member changes its meaning or goes.
constexpr int kFormat = 1;

Value text(std::string_view bytes) { return valid_utf8(bytes); }
Value number(std::size_t count) { return static_cast<std::int64_t>(count); }

Value milliseconds(std::chrono::microseconds time) {
  return std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(time).count()};
}

Array texts(const std::vector<std::string>& list) {
  std::vector<Value> values;
  for (const std::string& one : list) values.push_back(text(one));
  return Array(std::move(values));
}

Object summary(const Tally& counts) {
  const Object failed{{"must", number(counts.failed_must)},
                      {"should", number(counts.failed_should)},
                      {"may", number(counts.failed_may)}};
  return Object{{"passed", number(counts.passed)},
                {"failed", failed},
                {"blocked", number(counts.blocked)},
                {"skipped", number(counts.skipped)}};
}

Array headers(const std::vector<std::pair<std::string, std::string>>& all) {
  std::vector<Value> values;
  for (const auto& [name, value] : all) values.emplace_back(Object{{"name", text(name)}, {"value", text(value)}});
  return Array(std::move(values));
}

Object exchange_of(const Exchange& exchange) {
  const Outgoing& sent = exchange.sent;
  const Incoming& came = exchange.came;
  Object request{{"method", text(sent.method)}, {"target", text(sent.target)}, {"headers", headers(sent.headers)}};
  request = request.with("body", sent.body ? text(*sent.body) : Value());
  const Object response{{"status", came.status},
                        {"headers", headers(came.headers)},
                        {"body", text(came.body)},
                        {"why", text(came.why)},
                        {"took_ms", milliseconds(came.took)}};
  return Object{
      {"step", text(exchange.step)}, {"put_off", exchange.put_off}, {"request", request}, {"response", response}};
}

Object finding_of(const Finding& finding) {
  return Object{{"level", name_of(finding.level)},
                {"step", text(finding.step)},
                {"exchange", number(finding.exchange)},
                {"differences", texts(finding.differences)}};
}

Object case_of(const CaseResult& result) {
  const Case& the_case = *result.the_case;
  std::vector<Value> findings;
  for (const Finding& finding : result.findings) findings.emplace_back(finding_of(finding));
  std::vector<Value> exchanges;
  for (const Exchange& exchange : result.exchanges) exchanges.emplace_back(exchange_of(exchange));
  return Object{{"id", text(the_case.id)},
                {"suite", text(result.suite->name)},
                {"title", text(the_case.title)},
                {"source", text(the_case.source)},
                {"level", name_of(the_case.level)},
                {"requirements", texts(the_case.requirements)},
                {"verdict", name_of(result.verdict)},
                {"worst", result.verdict == Verdict::Failed ? Value(name_of(result.worst())) : Value()},
                {"reason", text(result.reason)},
                {"took_ms", milliseconds(result.took)},
                {"stumbles", the_case.stumbles},
                {"seen", texts(the_case.seen)},
                {"findings", Array(std::move(findings))},
                {"exchanges", Array(std::move(exchanges))}};
}

Array suites(const Report& report) {
  std::vector<Value> values;
  for (const Suite* suite : suites_of(report)) {
    values.emplace_back(Object{{"name", text(suite->name)},
                               {"title", text(suite->title)},
                               {"client", text(suite->client)},
                               {"summary", summary(tally(report, suite))}});
  }
  return Array(std::move(values));
}

Array declarations(const Report& report) {
  std::vector<Value> values;
  for (const auto& [name, value] : report.declares) {
    values.emplace_back(Object{{"name", text(name)}, {"value", text(value)}});
  }
  return Array(std::move(values));
}

Array left_over(const Report& report) {
  std::vector<Value> values;
  for (const LeftOver& one : report.left_over) {
    values.emplace_back(Object{{"target", text(one.target)}, {"made_by", text(one.made_by)}, {"why", text(one.why)}});
  }
  return Array(std::move(values));
}

}  // namespace

std::string json_report(const Report& report) {
  std::vector<Value> cases;
  for (const CaseResult& result : report.results) cases.emplace_back(case_of(result));
  return json::write(Object{{"format", kFormat},
                            {"server", text(report.base_url)},
                            {"scimbridge", text(report.version)},
                            {"started", core::to_date_time(report.started)},
                            {"took_ms", milliseconds(report.took)},
                            {"stopped", report.stopped},
                            {"unreachable", text(report.unreachable)},
                            {"verdict", text(verdict_sentence(report))},
                            {"summary", summary(tally(report))},
                            {"suites", suites(report)},
                            {"declares", declarations(report)},
                            {"cases", Array(std::move(cases))},
                            {"left_over", left_over(report)}}) +
         "\n";
}

}  // namespace bridge::conformance
