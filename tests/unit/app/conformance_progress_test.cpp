#include "app/commands/conformance_progress.hpp"

#include <gtest/gtest.h>

namespace bridge::app {
namespace {

using conformance::Case;
using conformance::CaseResult;
using conformance::Level;
using conformance::Verdict;

CaseResult result_of(const Case& the_case, Verdict verdict) {
  CaseResult result;
  result.the_case = &the_case;
  result.verdict = verdict;
  return result;
}

TEST(ConformanceProgress, FillsItsBar) {
  EXPECT_EQ(progress_bar(0, 4, 8), "[--------] 0/4");
  EXPECT_EQ(progress_bar(1, 4, 8), "[##------] 1/4");
  EXPECT_EQ(progress_bar(4, 4, 8), "[########] 4/4");
  EXPECT_EQ(progress_bar(0, 0, 2), "[##] 0/0");
}

TEST(ConformanceProgress, TellsOfTroubleAlone) {
  Case the_case;
  the_case.id = "rfc/a/b";
  EXPECT_EQ(failure_line(result_of(the_case, Verdict::Passed)), "");
  EXPECT_EQ(failure_line(result_of(the_case, Verdict::Skipped)), "");
  CaseResult blocked = result_of(the_case, Verdict::Blocked);
  blocked.reason = "given ada: 403";
  EXPECT_EQ(failure_line(blocked), "blocked rfc/a/b: given ada: 403");
  CaseResult failed = result_of(the_case, Verdict::Failed);
  failed.findings = {{Level::Should, "read", 0, {"status: expected 200,\n\x1b[31m found 404", "more"}}};
  EXPECT_EQ(failure_line(failed), "failed  rfc/a/b (SHOULD): status: expected 200,??[31m found 404");
}

}  // namespace
}  // namespace bridge::app
