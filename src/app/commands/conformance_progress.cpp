#include "app/commands/conformance_progress.hpp"

#include <algorithm>
#include <cstdio>

#include "app/json_reading.hpp"
#include "bridge/core/first_characters.hpp"

namespace bridge::app {

namespace {

using conformance::CaseResult;
using conformance::Progress;
using conformance::Verdict;

constexpr std::size_t kBarPlaces = 24;
/// A line that wraps could not be drawn over.
constexpr std::size_t kLineWidth = 79;

}  // namespace

std::string failure_line(const CaseResult& result) {
  if (result.verdict == Verdict::Blocked) return "blocked " + result.the_case->id + ": " + printable(result.reason);
  if (result.verdict != Verdict::Failed) return {};
  std::string line = "failed  " + result.the_case->id + " (" + std::string(name_of(result.worst())) + ")";
  if (!result.findings.empty() && !result.findings.front().differences.empty()) {
    line += ": " + printable(result.findings.front().differences.front());
  }
  return line;
}

std::string progress_bar(std::size_t done, std::size_t of, std::size_t places) {
  const std::size_t full = of == 0 ? places : std::min(places, done * places / of);
  return "[" + std::string(full, '#') + std::string(places - full, '-') + "] " + std::to_string(done) + "/" +
         std::to_string(of);
}

ConformanceProgress::~ConformanceProgress() {
  if (on_terminal_) std::fputs("\r\033[K", stderr);
}

void ConformanceProgress::show(const Progress& progress) {
  if (progress.last == nullptr) return;
  const std::string line = failure_line(*progress.last);
  if (!line.empty()) ++failed_;
  if (on_terminal_) {
    draw(progress);
  } else if (!line.empty()) {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

void ConformanceProgress::draw(const Progress& progress) const {
  const std::string line = progress_bar(progress.done, progress.of, kBarPlaces) + "  " + std::to_string(failed_) +
                           " failed  " + progress.last->the_case->id;
  std::fprintf(stderr, "\r\033[K%s", std::string(core::first_characters(line, kLineWidth)).c_str());
}

}  // namespace bridge::app
