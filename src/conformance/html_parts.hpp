#pragma once
// Parts of the HTML report. Every text of cases and answers in them is escaped.

#include <cstddef>
#include <string>

#include "bridge/conformance/report.hpp"

namespace bridge::conformance {

/// Where, when, how long, and what it came to.
[[nodiscard]] std::string html_head(const Report& report);
/// Who stumbles over what; empty where nobody does.
[[nodiscard]] std::string html_stumbling(const Report& report);
/// A table by suite, and what the server declares.
[[nodiscard]] std::string html_summary(const Report& report);
/// What the run could not remove; empty where it removed everything.
[[nodiscard]] std::string html_left_over(const Report& report);
/// The controls of the list of cases; without a script they are not shown.
[[nodiscard]] std::string html_filters(const Report& report);
/// The cases: failures, the heaviest first, then those that passed by suite, then the skipped ones by reason.
[[nodiscard]] std::string html_cases(const Report& report);

/// A row that unfolds to all that is known of a case.
[[nodiscard]] std::string html_case(const CaseResult& result);
/// One request and its answer, so many bytes of each body; unfolded where it is what failed.
[[nodiscard]] std::string html_exchange(const Exchange& exchange, bool at_fault, std::size_t shown_body);

/// The address within the page: "case.rfc.patch.remove-without-path".
[[nodiscard]] std::string anchor_of(const Case& the_case);
/// A coloured word for a level: MUST, SHOULD, MAY.
[[nodiscard]] std::string level_badge(Level level);
/// An https address as a link, any other as text.
[[nodiscard]] std::string link_to(const std::string& address);

}  // namespace bridge::conformance
