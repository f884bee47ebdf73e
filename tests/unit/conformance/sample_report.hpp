#pragma once
// A report with every verdict in it, for the tests of its writers.

#include <memory>
#include <string>
#include <vector>

#include "bridge/conformance/report.hpp"

namespace bridge::conformance {

/// Owns what a report points at.
struct SampleReport {
  Library library;
  Report report;
};

inline Case sample_case(const std::string& id, const std::string& title, Level level) {
  Case made;
  made.id = id;
  made.title = title;
  made.source = "RFC 7644 section 3.4.2";
  made.level = level;
  return made;
}

inline Exchange sample_exchange(const std::string& step, int status, const std::string& body) {
  Exchange exchange;
  exchange.step = step;
  exchange.sent = {"POST", "/Users", {{"Authorization", "Bearer ***"}}, R"({"userName":"ada@example.com"})"};
  exchange.came.status = status;
  exchange.came.headers = {{"content-type", "application/scim+json"}};
  exchange.came.body = body;
  exchange.came.took = std::chrono::milliseconds(12);
  return exchange;
}

inline CaseResult failed_result(const Suite& suite, const Case& the_case, Level level, const std::string& difference) {
  CaseResult result{&suite, &the_case, Verdict::Failed, {}, {}, {}, std::chrono::milliseconds(40)};
  result.exchanges = {sample_exchange("given ada", 201, R"({"id":"1"})"),
                      sample_exchange("look for her", 500, R"({"detail":"no"})")};
  result.findings = {{level, "look for her", 1, {difference}}};
  return result;
}

/// rfc: passed, failed MUST, failed SHOULD, skipped; entra: failed MAY, blocked. One left over.
inline std::unique_ptr<SampleReport> sample_report() {
  auto sample = std::make_unique<SampleReport>();
  sample->library.suites = {{"rfc", "The RFCs", "What they ask for.", "", {}, {}},
                            {"entra", "What Entra sends", "Its words.", "entra", {}, {}}};
  Suite& rfc = sample->library.suites[0];
  Suite& entra = sample->library.suites[1];
  rfc.cases = {sample_case("rfc/query/all-is-well", "All is well", Level::Must),
               sample_case("rfc/query/no-match", "Nobody is an empty list", Level::Must),
               sample_case("rfc/query/sorted", "Lists are sorted", Level::Should),
               sample_case("rfc/bulk/many", "Many at once", Level::Must)};
  rfc.cases[1].stumbles = core::Object{{"Microsoft Entra ID", "stops the whole job"}};
  rfc.cases[1].seen = {"https://github.com/example/server/issues/18", "http://example.com/not-a-link"};
  entra.cases = {sample_case("entra/patch/flag", "A flag may be a text", Level::May),
                 sample_case("entra/patch/manager", "A manager may be a text", Level::Must)};
  Report& report = sample->report;
  report.base_url = "https://scim.example.com/scim/v2";
  report.version = "1.2.3";
  report.started = core::Instant(std::chrono::seconds(1'772'352'930));
  report.took = std::chrono::milliseconds(4200);
  report.declares = {{"PATCH", "yes"}, {"Bulk", "no"}};
  report.results = {{&rfc, &rfc.cases[0], Verdict::Passed, {}, {}, {sample_exchange("ask", 200, "{}")}, {}},
                    failed_result(rfc, rfc.cases[1], Level::Must, "status: expected 200, found 500"),
                    failed_result(rfc, rfc.cases[2], Level::Should, "/Resources/0: expected \"Ada\", found \"Zoe\""),
                    {&rfc, &rfc.cases[3], Verdict::Skipped, "the server declares bulk.supported false", {}, {}, {}},
                    failed_result(entra, entra.cases[0], Level::May, "/active: expected true, found \"True\""),
                    {&entra, &entra.cases[1], Verdict::Blocked, "given ada: 403", {}, {}, {}}};
  report.left_over = {{"rfc/query/no-match", "/Users/1", "DELETE was answered 500"}};
  return sample;
}

}  // namespace bridge::conformance
