#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report_facts.hpp"
#include "unit/conformance/sample_report.hpp"

namespace bridge::conformance {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(TextReport, ExplainsAFailure) {
  const auto sample = sample_report();
  EXPECT_THAT(text_report(sample->report), HasSubstr("FAILED  Nobody is an empty list\n"
                                                     "  rfc/query/no-match, MUST, RFC 7644 section 3.4.2\n"
                                                     "  MUST  look for her\n"
                                                     "    sent      POST /Users\n"
                                                     "              {\"userName\":\"ada@example.com\"}\n"
                                                     "    came      500 {\"detail\":\"no\"}\n"
                                                     "    differs   status: expected 200, found 500\n"
                                                     "    stumbles  Microsoft Entra ID stops the whole job\n"
                                                     "    seen      https://github.com/example/server/issues/18\n"));
}

TEST(TextReport, TellsWhatWasBlockedSkippedAndLeft) {
  const auto sample = sample_report();
  EXPECT_THAT(text_report(sample->report),
              AllOf(HasSubstr("BLOCKED  1 case: given ada: 403\n  entra/patch/manager\n"),
                    HasSubstr("SKIPPED\n  1 case: the server declares bulk.supported false\n"),
                    HasSubstr("  /Users/1, made by rfc/query/no-match: DELETE was answered 500\n")));
}

TEST(TextReport, EndsWithATableAndALineOfSums) {
  const auto sample = sample_report();
  const std::string text = text_report(sample->report);
  EXPECT_THAT(text, HasSubstr("\nrfc                  1       1       1       0        0        1\n"
                              "entra                0       0       0       1        1        0\n"));
  EXPECT_THAT(text, EndsWith("\n6 cases: 1 passed, 3 failed (1 MUST, 1 SHOULD, 1 MAY), 1 blocked, 1 skipped; 4.2 s\n"));
  sample->report.stopped = true;
  EXPECT_THAT(text_report(sample->report), EndsWith("1 skipped; 4.2 s; stopped before the end\n"));
}

TEST(TextReport, LetsNoAnswerSteerTheTerminal) {
  const auto sample = sample_report();
  sample->report.results[1].exchanges[1].came.body = "\x1b[2J\r\n";
  EXPECT_THAT(text_report(sample->report), AllOf(HasSubstr("came      500 ?[2J??\n"), Not(HasSubstr("\x1b"))));
  sample->report.results[1].exchanges[1].came.body = "a\xff";
  EXPECT_THAT(text_report(sample->report), HasSubstr("came      500 a\xEF\xBF\xBD\n"));
}

TEST(TextReport, ShortensBodies) {
  const auto sample = sample_report();
  sample->report.results[1].exchanges[1].came.body = std::string(5000, 'x');
  EXPECT_THAT(text_report(sample->report),
              AllOf(HasSubstr("x… (5000 bytes)\n"), Not(HasSubstr(std::string(601, 'x')))));
}

TEST(Report, FailsAtTheLevelsOfItsFailures) {
  struct Row {
    Verdict verdict;
    Level case_level;
    Level finding_level;
    bool must;
    bool should;
    bool may;
  };
  for (const Row& row : {Row{Verdict::Passed, Level::Must, Level::Must, false, false, false},
                         Row{Verdict::Skipped, Level::Must, Level::Must, false, false, false},
                         Row{Verdict::Blocked, Level::Must, Level::Must, true, false, false},
                         Row{Verdict::Blocked, Level::Should, Level::Must, false, true, false},
                         Row{Verdict::Failed, Level::Must, Level::Must, true, false, false},
                         Row{Verdict::Failed, Level::Must, Level::Should, false, true, false},
                         Row{Verdict::Failed, Level::May, Level::May, false, false, true}}) {
    const Case the_case = sample_case("rfc/a/b", "A claim", row.case_level);
    Report report;
    report.results = {{nullptr, &the_case, row.verdict, {}, {}, {}, {}}};
    if (row.verdict == Verdict::Failed) report.results[0].findings = {{row.finding_level, "step", 0, {"differs"}}};
    EXPECT_EQ(report.fails(Level::Must), row.must);
    EXPECT_EQ(report.fails(Level::Should), row.should);
    EXPECT_EQ(report.fails(Level::May), row.may);
    EXPECT_EQ(report.good(), row.verdict == Verdict::Passed) << "where nothing passed nothing is known";
  }
  Report unreachable;
  unreachable.unreachable = "no answer";
  EXPECT_TRUE(unreachable.fails(Level::Must));
}

TEST(Report, WeighsAsItsHeaviestFinding) {
  const Case the_case = sample_case("rfc/a/b", "A claim", Level::Must);
  CaseResult result{nullptr, &the_case, Verdict::Failed, {}, {}, {}, {}};
  result.findings = {{Level::May, "a", 0, {}}, {Level::Should, "b", 0, {}}};
  EXPECT_EQ(result.worst(), Level::Should);
}

TEST(Report, HasAVerdictInWords) {
  const auto sample = sample_report();
  EXPECT_EQ(verdict_sentence(sample->report),
            "Connecting Microsoft Entra ID (1 failure) to this server will break. 1 requirement failed in all. 1 "
            "requirement could not be tried. 2 recommendations or options did not hold.");
  sample->library.suites[0].cases[1].stumbles = {};
  EXPECT_THAT(verdict_sentence(sample->report), testing::StartsWith("1 requirement failed. 1 requirement could"));
  sample->report.results.resize(1);
  EXPECT_EQ(verdict_sentence(sample->report), "Nothing that was tried stands in the way of an identity provider.");
  sample->report.results.clear();
  EXPECT_EQ(verdict_sentence(sample->report), "Nothing was tried.");
}

TEST(Report, NamesTheProviderWhoseSuiteFails) {
  const auto sample = sample_report();
  const auto all = stumbling_over(sample->report);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].who, "Microsoft Entra ID");
  EXPECT_EQ(all[0].over.size(), 2U);
}

TEST(Report, TellsTimesShortly) {
  using std::chrono::milliseconds;
  EXPECT_EQ(lasting(milliseconds(85)), "85 ms");
  EXPECT_EQ(lasting(milliseconds(4250)), "4.2 s");
  EXPECT_EQ(lasting(milliseconds(200'000)), "3 min 20 s");
}

}  // namespace
}  // namespace bridge::conformance
