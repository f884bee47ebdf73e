// The upper part of the HTML report: the verdict, and whom it concerns.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "conformance/html_parts.hpp"
#include "conformance/report_escape.hpp"
#include "conformance/report_facts.hpp"

namespace bridge::conformance {

namespace {

struct Column {
  std::string_view css;
  std::string_view title;
  std::size_t Tally::*count;
};

constexpr std::array<Column, 6> kColumns{{{"passed", "Passed", &Tally::passed},
                                          {"must", "Failed MUST", &Tally::failed_must},
                                          {"should", "SHOULD", &Tally::failed_should},
                                          {"may", "MAY", &Tally::failed_may},
                                          {"blocked", "Blocked", &Tally::blocked},
                                          {"skipped", "Skipped", &Tally::skipped}}};

/// "good", "fair" or "bad".
std::string_view weight_of(const Report& report) {
  if (!report.good()) return "bad";
  return report.fails(Level::Should) ? "fair" : "good";
}

std::string_view headline(const Report& report, std::string_view weight) {
  if (report.stopped && !report.fails(Level::Must)) return "Stopped early";
  if (weight == "good") return "Ready";
  return weight == "fair" ? "Ready, with remarks" : "Not ready";
}

std::string bar(const Tally& counts) {
  std::string text = "<span class=\"bar\" aria-hidden=\"true\">";
  for (const Column& column : kColumns) {
    const std::size_t count = counts.*column.count;
    if (count == 0) continue;
    text += "<i class=\"" + std::string(column.css) + "\" style=\"flex-grow:" + std::to_string(count) + "\"></i>";
  }
  return text + "</span>";
}

std::string suite_row(const std::string& name, const std::string& about, const Tally& counts) {
  std::string text = "<tr><th scope=\"row\">" + name + about + bar(counts) + "</th>";
  for (const Column& column : kColumns) {
    const std::size_t count = counts.*column.count;
    text += "<td data-column=\"" + std::string(column.title) + "\" class=\"" +
            (count == 0 ? std::string("zero") : std::string(column.css)) + "\">" + std::to_string(count) + "</td>";
  }
  return text + "</tr>";
}

std::string declarations(const Report& report) {
  if (report.declares.empty()) return {};
  std::string text = "<h3>What the server says of itself</h3><dl class=\"declares\">";
  for (const auto& [name, value] : report.declares) {
    const std::string css = value == "yes" ? " class=\"yes\"" : value == "no" ? " class=\"no\"" : "";
    text += "<div" + css + "><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>";
  }
  return text + "</dl>";
}

std::string fact(std::string_view name, const std::string& value) {
  return "<div><dt>" + std::string(name) + "</dt><dd>" + value + "</dd></div>";
}

/// "2026-03-01 08:15:30 UTC"
std::string day_and_time(core::Instant instant) {
  const std::string text = core::to_date_time(instant);
  return text.substr(0, 10) + " " + text.substr(11, 8) + " UTC";
}

/// `prefix` stands before the clause: who it is, where the card has several.
std::string stumbling_entry(const CaseResult& result, const std::string& who, const std::string& prefix) {
  const Case& the_case = *result.the_case;
  const core::Value* how = the_case.stumbles.find(who);
  const std::string* clause = how != nullptr ? how->if_string() : nullptr;
  const std::string consequence =
      clause != nullptr ? "<span class=\"how\">" + escaped(prefix + *clause) + ".</span> " : "";
  return "<li>" + level_badge(result.worst()) + "<span>" + consequence + "<a href=\"#" + anchor_of(the_case) +
         "\">Not so: " + escaped(the_case.title) + "</a></span></li>";
}

/// A card; of a long list the rest is folded.
std::string stumbling_card(const std::string& title, const std::vector<std::string>& entries) {
  constexpr std::size_t kShown = 6;
  std::string text = "<article class=\"who\"><h3>" + escaped(title) + " <span class=\"count\">" +
                     counted(entries.size(), "failure", "failures") + "</span></h3><ul>";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i == kShown) {
      text += "</ul><details><summary>" + std::to_string(entries.size() - kShown) + " more</summary><ul>";
    }
    text += entries[i];
  }
  return text + (entries.size() > kShown ? "</ul></details></article>" : "</ul></article>");
}

}  // namespace

std::string html_head(const Report& report) {
  const std::string weight(weight_of(report));
  std::string text = "<header class=\"head\"><p class=\"eyebrow\">SCIM 2.0 conformance</p><h1>" +
                     escaped(report.base_url) + "</h1><div class=\"verdict " + weight + "\"><p class=\"headline\">" +
                     std::string(headline(report, weight)) + "</p><p>" + escaped(verdict_sentence(report)) + "</p>";
  if (report.stopped) text += "<p>The run was stopped before its end; what was not begun is not in this report.</p>";
  return text + "</div><dl class=\"facts\">" + fact("When", day_and_time(report.started)) +
         fact("Took", lasting(report.took)) + fact("Cases", std::to_string(report.results.size())) +
         fact("scimbridge", escaped(report.version)) + "</dl></header>\n";
}

std::string html_stumbling(const Report& report) {
  std::string cards;
  std::vector<std::string> others;
  for (const Stumbling& one : stumbling_over(report)) {
    std::vector<std::string> entries;
    const std::string prefix = one.named ? "" : one.who + " ";
    for (const CaseResult* result : one.over) entries.push_back(stumbling_entry(*result, one.who, prefix));
    if (one.named) {
      cards += stumbling_card(one.who, entries);
    } else {
      others.insert(others.end(), entries.begin(), entries.end());
    }
  }
  if (!others.empty()) cards += stumbling_card("Other clients", others);
  if (cards.empty()) return {};
  return "<section aria-labelledby=\"who\"><h2 id=\"who\">Who stumbles, and how</h2><div class=\"whos\">" + cards +
         "</div></section>\n";
}

std::string html_summary(const Report& report) {
  if (report.results.empty()) return {};
  std::string text =
      "<section aria-labelledby=\"suites\"><h2 id=\"suites\">Suites</h2><table class=\"suites\"><thead>"
      "<tr><th scope=\"col\">Suite</th>";
  for (const Column& column : kColumns) text += "<th scope=\"col\">" + std::string(column.title) + "</th>";
  text += "</tr></thead><tbody>";
  for (const Suite* suite : suites_of(report)) {
    const std::string about = suite->about.empty() ? "" : "<span class=\"about\">" + escaped(suite->about) + "</span>";
    text += suite_row(escaped(suite->title.empty() ? suite->name : suite->title), about, tally(report, suite));
  }
  text += "</tbody><tfoot>" + suite_row("All", "", tally(report)) + "</tfoot></table>";
  return text + declarations(report) + "</section>\n";
}

std::string html_left_over(const Report& report) {
  if (report.left_over.empty()) return {};
  std::string text =
      "<section aria-labelledby=\"left\"><h2 id=\"left\">Left behind</h2><p>The run did not remove these. Look at each "
      "before you remove it by hand: where an answer was wrong it may be somebody's.</p><ul class=\"left\">";
  for (const LeftOver& one : report.left_over) {
    text += "<li><code>" + escaped(one.target) + "</code> made by " + escaped(one.made_by) + ": " + escaped(one.why) +
            "</li>";
  }
  return text + "</ul></section>\n";
}

}  // namespace bridge::conformance
