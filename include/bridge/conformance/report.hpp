#pragma once
// What came of a run, and how it is written down.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bridge/conformance/case.hpp"
#include "bridge/conformance/library.hpp"
#include "bridge/conformance/wire.hpp"
#include "bridge/core/clock.hpp"

namespace bridge::conformance {

/// One request with its answer. Secrets are masked before it gets here.
struct Exchange {
  /// The step's name, or "given ada", "clean up".
  std::string step;
  Outgoing sent;
  Incoming came;
  /// How often the server asked to come again later (429 or 503 with Retry-After) before this answer.
  int put_off = 0;
};

/// A step that was not as expected.
struct Finding {
  Level level = Level::Must;
  std::string step;
  /// Of CaseResult::exchanges.
  std::size_t exchange = 0;
  /// A sentence each: what was expected, what was found, where. Of several right answers the nearest.
  std::vector<std::string> differences;
};

enum class Verdict : std::uint8_t {
  Passed,
  /// Something was not as expected.
  Failed,
  /// It does not apply; `reason` says why.
  Skipped,
  /// It could not be tried, since what it is given could not be made, or no answer came; `reason` says why.
  Blocked
};

struct CaseResult {
  const Suite* suite = nullptr;
  const Case* the_case = nullptr;
  Verdict verdict = Verdict::Passed;
  std::string reason;
  std::vector<Finding> findings;
  std::vector<Exchange> exchanges;
  std::chrono::microseconds took{0};

  /// The heaviest of what failed; the case's own where it is blocked.
  [[nodiscard]] Level worst() const noexcept;
};

/// Something that the run made and could not remove.
struct LeftOver {
  std::string made_by;
  /// Below the base URL: "/Users/2819c223".
  std::string target;
  std::string why;
};

struct Report {
  std::string base_url;
  std::string version;
  core::Instant started{};
  std::chrono::milliseconds took{0};
  /// What the server says of itself, in the order in which it is shown: "PATCH" and "yes", "Bulk" and "no". Filled by
  /// run(), empty where the server could not be asked.
  std::vector<std::pair<std::string, std::string>> declares;
  std::vector<CaseResult> results;
  std::vector<LeftOver> left_over;
  /// Why nothing could be played: no answer came to the first request, or the token is not accepted. Then
  /// `results` is empty. Empty otherwise.
  std::string unreachable;
  /// Stopped by a signal, or behind the first failure as it was asked to: what was not begun is not in `results`, what
  /// was under way is blocked.
  bool stopped = false;

  /// A case of this level failed, or one whose own level it is was blocked; true too of what is unreachable.
  [[nodiscard]] bool fails(Level level) const noexcept;
  /// Played to its end, nothing of level Must failed or was blocked, and something passed: of a run that skipped all
  /// cases nobody learns anything.
  [[nodiscard]] bool good() const noexcept;
};

/// How many of each verdict; `failed` by level.
struct Tally {
  std::size_t passed = 0;
  std::size_t failed_must = 0;
  std::size_t failed_should = 0;
  std::size_t failed_may = 0;
  std::size_t blocked = 0;
  std::size_t skipped = 0;
};
[[nodiscard]] Tally tally(const Report& report, const Suite* suite = nullptr);

/// For a terminal: each failure explained, what was left over, and a table by suite. Ends with a line end.
[[nodiscard]] std::string text_report(const Report& report);
/// One JSON object; docs/conformance-suite.md has its members.
[[nodiscard]] std::string json_report(const Report& report);
/// For CI: one test suite a suite, one test case a case. A failure below Must is a pass whose output has it.
[[nodiscard]] std::string junit_report(const Report& report);
/// One page that needs nothing else.
[[nodiscard]] std::string html_report(const Report& report);

}  // namespace bridge::conformance
