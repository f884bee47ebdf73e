// A case and what came of it, as HTML.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "conformance/html_parts.hpp"
#include "conformance/report_escape.hpp"
#include "conformance/report_facts.hpp"

namespace bridge::conformance {

namespace {

/// Bytes of a body that are shown; of what passed nobody reads much.
constexpr std::size_t kShownBody = std::size_t{20} * 1024;
constexpr std::size_t kShownBodyOfPassed = std::size_t{3} * 1024;

std::string class_of(Level level) {
  constexpr std::array<std::string_view, 3> kClasses{"must", "should", "may"};
  return std::string(kClasses.at(static_cast<std::size_t>(level)));
}

/// What the list's filters and colours go by.
std::string row_begin(const CaseResult& result) {
  const std::string verdict(name_of(result.verdict));
  const Level level = result.verdict == Verdict::Failed ? result.worst() : result.the_case->level;
  return "<details class=\"case " + verdict + " " + class_of(level) + "\" id=\"" +
         escaped(anchor_of(*result.the_case)) + "\" data-suite=\"" + escaped(result.suite->name) +
         "\" data-verdict=\"" + verdict + "\" data-level=\"" + class_of(level) + "\">";
}

/// The first thing that differs, or why it was not tried.
std::string gist_of(const CaseResult& result) {
  if (result.verdict == Verdict::Blocked) return result.reason;
  if (result.findings.empty() || result.findings.front().differences.empty()) return {};
  return result.findings.front().differences.front();
}

std::string row(const CaseResult& result) {
  const Case& the_case = *result.the_case;
  const Level level = result.verdict == Verdict::Failed ? result.worst() : the_case.level;
  std::string text = "<summary><span class=\"verdict-mark\">" + std::string(name_of(result.verdict)) +
                     "</span><span class=\"what\"><span class=\"title\">" + escaped(the_case.title) + "</span>";
  const std::string gist = gist_of(result);
  if (!gist.empty()) text += "<span class=\"gist\">" + escaped(gist) + "</span>";
  return text + "<span class=\"id\">" + escaped(the_case.id) + "</span></span>" + level_badge(level) + "</summary>";
}

std::string fact(std::string_view name, const std::string& value) {
  return "<div><dt>" + std::string(name) + "</dt><dd>" + value + "</dd></div>";
}

std::string facts_of(const CaseResult& result) {
  const Case& the_case = *result.the_case;
  std::string text = "<dl class=\"facts\">" + fact("Source", escaped(the_case.source)) +
                     fact("Level", escaped(name_of(the_case.level)));
  std::string requirements;
  for (const std::string& one : the_case.requirements) requirements += (requirements.empty() ? "" : ", ") + one;
  if (!requirements.empty()) text += fact("Requirements", escaped(requirements));
  if (!result.exchanges.empty()) text += fact("Took", escaped(lasting(result.took)));
  if (!result.reason.empty())
    text += fact(result.verdict == Verdict::Blocked ? "Blocked" : "Why", escaped(result.reason));
  return text + "</dl>";
}

std::string findings_of(const CaseResult& result) {
  std::string text;
  for (const Finding& finding : result.findings) {
    text += "<div class=\"finding " + class_of(finding.level) + "\"><h4>" + level_badge(finding.level) + " " +
            escaped(finding.step) + "</h4><ul>";
    for (const std::string& difference : finding.differences) text += "<li>" + escaped(difference) + "</li>";
    text += "</ul></div>";
  }
  return text;
}

std::string consequences_of(const Case& the_case) {
  std::string text;
  for (const core::Member& member : the_case.stumbles) {
    const std::string* how = member.value.if_string();
    text += "<li><b>" + escaped(member.name) + "</b> " + (how != nullptr ? escaped(*how) : std::string()) + "</li>";
  }
  if (!text.empty())
    text = "<h4>Who stumbles over a server that fails this</h4><ul class=\"stumbles\">" + text + "</ul>";
  std::string seen;
  for (const std::string& address : the_case.seen) seen += "<li>" + link_to(address) + "</li>";
  if (!seen.empty()) text += "<h4>Seen elsewhere</h4><ul class=\"seen\">" + seen + "</ul>";
  return text;
}

std::string exchanges_of(const CaseResult& result) {
  if (result.exchanges.empty()) return {};
  std::string text = "<h4>" + counted(result.exchanges.size(), "exchange", "exchanges") + "</h4>";
  for (std::size_t i = 0; i < result.exchanges.size(); ++i) {
    const bool at_fault = std::any_of(result.findings.begin(), result.findings.end(),
                                      [i](const Finding& finding) { return finding.exchange == i; });
    text += html_exchange(result.exchanges[i], at_fault,
                          result.verdict == Verdict::Passed ? kShownBodyOfPassed : kShownBody);
  }
  return text;
}

}  // namespace

std::string anchor_of(const Case& the_case) {
  std::string anchor = "case." + the_case.id;
  for (char& c : anchor) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    if (!plain) c = '.';
  }
  return anchor;
}

std::string level_badge(Level level) {
  return "<span class=\"level " + class_of(level) + "\">" + std::string(name_of(level)) + "</span>";
}

std::string link_to(const std::string& address) {
  constexpr std::string_view kScheme = "https://";
  if (!address.starts_with(kScheme)) return escaped(address);
  return "<a href=\"" + escaped(address) + "\" rel=\"noopener noreferrer\">" + escaped(address.substr(kScheme.size())) +
         "</a>";
}

std::string html_case(const CaseResult& result) {
  return row_begin(result) + row(result) + "<div class=\"inside\">" + findings_of(result) + facts_of(result) +
         consequences_of(*result.the_case) + exchanges_of(result) + "</div></details>\n";
}

}  // namespace bridge::conformance
