// The report for people, as one page.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/html_parts.hpp"
#include "conformance/report_escape.hpp"
#include "conformance/report_facts.hpp"
#include "page_assets.hpp"

namespace bridge::conformance {

namespace {

bool is_trouble(const CaseResult& result) {
  return result.verdict == Verdict::Failed || result.verdict == Verdict::Blocked;
}

/// Failures before what was blocked, the heaviest first.
std::vector<const CaseResult*> troubles_of(const Report& report) {
  std::vector<const CaseResult*> troubles;
  for (const CaseResult& result : report.results) {
    if (is_trouble(result)) troubles.push_back(&result);
  }
  const auto weight = [](const CaseResult* result) { return std::pair(result->worst(), result->verdict); };
  std::stable_sort(troubles.begin(), troubles.end(),
                   [&](const CaseResult* a, const CaseResult* b) { return weight(a) < weight(b); });
  return troubles;
}

std::string group(const std::string& title, std::size_t count, const std::string& rows, bool open) {
  if (count == 0) return {};
  return std::string("<details class=\"group\"") + (open ? " open" : "") + "><summary><h3>" + title +
         "</h3><span class=\"count\">" + std::to_string(count) + "</span></summary>\n" + rows + "</details>\n";
}

/// Results of one verdict that `belongs` takes, as a group.
template <class Belongs>
std::string group_of(const Report& report, const std::string& title, Verdict verdict, Belongs belongs) {
  std::string rows;
  std::size_t count = 0;
  for (const CaseResult& result : report.results) {
    if (result.verdict != verdict || !belongs(result)) continue;
    rows += html_case(result);
    ++count;
  }
  return group(title, count, rows, false);
}

std::string option(const std::string& value, const std::string& label) {
  return "<option value=\"" + escaped(value) + "\">" + escaped(label) + "</option>";
}

std::string verdict_choices(const Tally& all) {
  const std::array<std::pair<std::string_view, std::size_t>, 4> choices{
      {{"failed", all.failed_must + all.failed_should + all.failed_may},
       {"blocked", all.blocked},
       {"passed", all.passed},
       {"skipped", all.skipped}}};
  std::string text = "<fieldset><legend>Verdict</legend>";
  for (const auto& [name, count] : choices) {
    text += "<label class=\"choice " + std::string(name) + "\"><input type=\"checkbox\" name=\"verdict\" value=\"" +
            std::string(name) + "\" checked>" + std::string(name) + " <b>" + std::to_string(count) + "</b></label>";
  }
  return text + "</fieldset>";
}

}  // namespace

std::string html_filters(const Report& report) {
  std::string text =
      "<form class=\"filters\" id=\"filters\" hidden><label class=\"search\"><span>Search</span><input type=\"search\" "
      "name=\"text\" placeholder=\"words of a title, an id, an answer\"></label>" +
      verdict_choices(tally(report)) +
      "<label><span>Level</span><select name=\"level\"><option value=\"\">all</option><option "
      "value=\"must\">MUST</option>"
      "<option value=\"should\">SHOULD</option><option value=\"may\">MAY</option></select></label>"
      "<label><span>Suite</span><select name=\"suite\"><option value=\"\">all</option>";
  for (const Suite* suite : suites_of(report)) {
    text += option(suite->name, suite->title.empty() ? suite->name : suite->title);
  }
  return text +
         "</select></label><p class=\"shown\"><output name=\"shown\" aria-live=\"polite\"></output>"
         "<button type=\"reset\">Show all</button></p></form>\n";
}

std::string html_cases(const Report& report) {
  std::string text;
  const std::vector<const CaseResult*> troubles = troubles_of(report);
  std::string rows;
  for (const CaseResult* result : troubles) rows += html_case(*result);
  text += group("Failed and blocked", troubles.size(), rows, true);
  for (const Suite* suite : suites_of(report)) {
    text += group_of(report, "Passed: " + escaped(suite->title.empty() ? suite->name : suite->title), Verdict::Passed,
                     [suite](const CaseResult& result) { return result.suite == suite; });
  }
  for (const auto& entry : skipped_by_reason(report)) {
    const std::string& reason = entry.first;
    text += group_of(report, "Skipped: " + escaped(reason), Verdict::Skipped,
                     [&reason](const CaseResult& result) { return result.reason == reason; });
  }
  return text;
}

std::string html_report(const Report& report) {
  std::string page =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\"><title>SCIM "
      "conformance of " +
      escaped(report.base_url) + "</title>\n<style>\n" + std::string(kPageStyle) + "</style></head>\n<body>\n";
  page += html_head(report) + "<main>\n" + html_stumbling(report) + html_summary(report) + html_left_over(report);
  if (!report.results.empty()) {
    page += "<section aria-labelledby=\"cases\"><h2 id=\"cases\">Cases</h2>\n" + html_filters(report) +
            html_cases(report) + "<p class=\"nothing\" hidden>No case fits these filters.</p></section>\n";
  }
  return page + "</main>\n<footer>Made by <code>scimbridge conformance</code> " + escaped(report.version) +
         ". It holds what was sent and answered; tokens are masked.</footer>\n<script>\n" + std::string(kPageScript) +
         "</script>\n</body></html>\n";
}

}  // namespace bridge::conformance
