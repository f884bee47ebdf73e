#pragma once
// The files that a conformance run writes its report into.

#include <optional>
#include <string>
#include <vector>

#include "bridge/conformance/report.hpp"

namespace bridge::app {

/// What is wrong with a file name, as a sentence: an ending that stands for no kind of report.
[[nodiscard]] std::optional<std::string> report_name_problem(const std::string& file);
/// Why the file could not be written, as a sentence; looks before a long run, so that nothing is lost behind it.
[[nodiscard]] std::optional<std::string> report_place_problem(const std::string& file);
/// Writes each, readable by the owner alone: answers may hold personal data. Sentences for those that failed.
[[nodiscard]] std::vector<std::string> write_reports(const std::vector<std::string>& files,
                                                     const conformance::Report& report);

}  // namespace bridge::app
