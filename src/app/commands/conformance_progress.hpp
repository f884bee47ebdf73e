#pragma once
// How far a conformance run is, on standard error.

#include <cstddef>
#include <string>

#include "bridge/conformance/run.hpp"

namespace bridge::app {

/// On a terminal one line that is drawn anew after each case, with a bar; otherwise a line for each case that fails.
class ConformanceProgress {
 public:
  explicit ConformanceProgress(bool on_terminal) : on_terminal_(on_terminal) {}
  ConformanceProgress(const ConformanceProgress&) = delete;
  ConformanceProgress& operator=(const ConformanceProgress&) = delete;
  /// Takes the bar away.
  ~ConformanceProgress();

  void show(const conformance::Progress& progress);

 private:
  void draw(const conformance::Progress& progress) const;

  bool on_terminal_;
  std::size_t failed_ = 0;
};

/// What is told of a case as it ends; empty for one that passed or was skipped.
[[nodiscard]] std::string failure_line(const conformance::CaseResult& result);
/// "[######------] 12/24", of that many places between the brackets.
[[nodiscard]] std::string progress_bar(std::size_t done, std::size_t of, std::size_t places);

}  // namespace bridge::app
