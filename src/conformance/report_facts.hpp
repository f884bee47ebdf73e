#pragma once
// What the reports for people have in common.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/conformance/report.hpp"

namespace bridge::conformance {

/// "passed", "failed", "skipped", "blocked".
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;

/// The suites of a report's results, each once, in their order.
[[nodiscard]] std::vector<const Suite*> suites_of(const Report& report);

/// One or two sentences: whether an identity provider can be connected, and for whom what breaks.
[[nodiscard]] std::string verdict_sentence(const Report& report);

/// An identity provider with the failures that it stumbles over.
struct Stumbling {
  std::string who;
  /// A product's name and no description ("clients that read long lists").
  bool named = false;
  std::vector<const CaseResult*> over;
};
/// Whoever stumbles over a failure, products first, then those of most failures, each with its heaviest first; by what
/// the cases say, and for an identity provider's own suite by whose it is. A blocked case tells nothing of anybody.
[[nodiscard]] std::vector<Stumbling> stumbling_over(const Report& report);

/// Reasons with how many cases were skipped for them, the commonest first.
[[nodiscard]] std::vector<std::pair<std::string, std::size_t>> skipped_by_reason(const Report& report);

/// "1 case", "2 cases".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// "85 ms", "4.2 s", "3 min 20 s".
[[nodiscard]] std::string lasting(std::chrono::microseconds time);

/// A JSON body with line ends and indents, any other as it is.
[[nodiscard]] std::string pretty_body(const std::string& body);

}  // namespace bridge::conformance
