// The report for a terminal.

#include <algorithm>
#include <array>
#include <cstdio>

#include "bridge/conformance/report.hpp"
#include "bridge/core/first_characters.hpp"
#include "conformance/report_escape.hpp"
#include "conformance/report_facts.hpp"

namespace bridge::conformance {

namespace {

/// Bytes of a body that a person wants to see in passing.
constexpr std::size_t kShownBody = 600;

/// UTF-8, with control characters replaced, so that no answer can steer a terminal.
std::string plain(std::string_view text) {
  std::string shown = valid_utf8(text);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return shown;
}

std::string shortened(const std::string& body) {
  const std::string_view shown = core::first_characters(body, kShownBody);
  if (shown.size() == body.size()) return plain(shown);
  return plain(shown) + "… (" + std::to_string(body.size()) + " bytes)";
}

std::string answer_line(const Incoming& came) {
  if (came.status == 0) return "no answer: " + plain(came.why);
  std::string line = std::to_string(came.status);
  if (!came.body.empty()) line += " " + shortened(came.body);
  return line;
}

void write_exchange(std::string& text, const Exchange& exchange) {
  text += "    sent      " + plain(exchange.sent.method) + " " + plain(exchange.sent.target) + "\n";
  if (exchange.sent.body) text += "              " + shortened(*exchange.sent.body) + "\n";
  text += "    came      " + answer_line(exchange.came) + "\n";
}

void write_finding(std::string& text, const CaseResult& result, const Finding& finding) {
  text += "  " + std::string(name_of(finding.level)) + "  " + plain(finding.step) + "\n";
  if (finding.exchange < result.exchanges.size()) write_exchange(text, result.exchanges[finding.exchange]);
  for (const std::string& difference : finding.differences) text += "    differs   " + plain(difference) + "\n";
}

void write_consequences(std::string& text, const Case& the_case) {
  for (const core::Member& member : the_case.stumbles) {
    const std::string* how = member.value.if_string();
    text += "    stumbles  " + plain(member.name) + (how != nullptr ? " " + plain(*how) : std::string()) + "\n";
  }
  for (const std::string& link : the_case.seen) text += "    seen      " + plain(link) + "\n";
}

void write_failure(std::string& text, const CaseResult& result) {
  const Case& the_case = *result.the_case;
  text += "FAILED  " + plain(the_case.title) + "\n  " + the_case.id + ", " + std::string(name_of(the_case.level)) +
          ", " + plain(the_case.source) + "\n";
  for (const Finding& finding : result.findings) write_finding(text, result, finding);
  write_consequences(text, the_case);
  text += "\n";
}

/// Blocked cases under what blocked them: a server that is down blocks all for one reason.
void write_blocked(std::string& text, const Report& report) {
  std::vector<std::pair<std::string, std::vector<const CaseResult*>>> reasons;
  for (const CaseResult& result : report.results) {
    if (result.verdict != Verdict::Blocked) continue;
    const auto known =
        std::find_if(reasons.begin(), reasons.end(), [&](const auto& entry) { return entry.first == result.reason; });
    auto& entry =
        known != reasons.end() ? *known : reasons.emplace_back(result.reason, std::vector<const CaseResult*>());
    entry.second.push_back(&result);
  }
  constexpr std::size_t kShownCases = 5;
  for (const auto& [reason, results] : reasons) {
    text += "BLOCKED  " + counted(results.size(), "case", "cases") + ": " + plain(reason) + "\n";
    for (std::size_t i = 0; i < std::min(results.size(), kShownCases); ++i)
      text += "  " + results[i]->the_case->id + "\n";
    if (results.size() > kShownCases) text += "  … and " + std::to_string(results.size() - kShownCases) + " more\n";
    text += "\n";
  }
}

void write_skipped(std::string& text, const Report& report) {
  const auto reasons = skipped_by_reason(report);
  if (reasons.empty()) return;
  text += "SKIPPED\n";
  for (const auto& [reason, count] : reasons)
    text += "  " + counted(count, "case", "cases") + ": " + plain(reason) + "\n";
  text += "\n";
}

void write_left_over(std::string& text, const Report& report) {
  if (report.left_over.empty()) return;
  text += "LEFT BEHIND, to be looked at and removed by hand\n";
  for (const LeftOver& one : report.left_over) {
    text += "  " + plain(one.target) + ", made by " + one.made_by + ": " + plain(one.why) + "\n";
  }
  text += "\n";
}

std::string row(const std::string& name, const std::array<std::string, 6>& cells) {
  constexpr std::array<std::size_t, 6> kWidths{8, 8, 8, 8, 9, 9};
  constexpr std::size_t kNameWidth = 14;
  std::string line = name + std::string(name.size() < kNameWidth ? kNameWidth - name.size() : 1, ' ');
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += std::string(kWidths[i] > cells[i].size() ? kWidths[i] - cells[i].size() : 1, ' ') + cells[i];
  }
  return line + "\n";
}

std::string row(const std::string& name, const Tally& counts) {
  return row(name,
             {std::to_string(counts.passed), std::to_string(counts.failed_must), std::to_string(counts.failed_should),
              std::to_string(counts.failed_may), std::to_string(counts.blocked), std::to_string(counts.skipped)});
}

void write_table(std::string& text, const Report& report) {
  if (report.results.empty()) return;
  text += row("", {"", "failed", "failed", "failed", "", ""});
  text += row("suite", {"passed", "MUST", "SHOULD", "MAY", "blocked", "skipped"});
  for (const Suite* suite : suites_of(report)) text += row(suite->name, tally(report, suite));
  text += "\n";
}

std::string last_line(const Report& report) {
  const Tally all = tally(report);
  std::string line = counted(report.results.size(), "case", "cases") + ": " + std::to_string(all.passed) + " passed, " +
                     std::to_string(all.failed_must + all.failed_should + all.failed_may) + " failed (" +
                     std::to_string(all.failed_must) + " MUST, " + std::to_string(all.failed_should) + " SHOULD, " +
                     std::to_string(all.failed_may) + " MAY), " + std::to_string(all.blocked) + " blocked, " +
                     std::to_string(all.skipped) + " skipped; " + lasting(report.took);
  if (report.stopped) line += "; stopped before the end";
  return line + "\n";
}

}  // namespace

std::string text_report(const Report& report) {
  std::string text;
  for (const CaseResult& result : report.results) {
    if (result.verdict == Verdict::Failed) write_failure(text, result);
  }
  write_blocked(text, report);
  write_skipped(text, report);
  write_left_over(text, report);
  write_table(text, report);
  return text + verdict_sentence(report) + "\n" + last_line(report);
}

}  // namespace bridge::conformance
