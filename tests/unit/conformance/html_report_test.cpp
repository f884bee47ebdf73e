// The page: everything that a person needs is on it, and nothing that a server answers can act on it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/conformance/sample_report.hpp"

namespace bridge::conformance {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST(HtmlReport, TellsServerVerdictAndWhoStumbles) {
  const auto sample = sample_report();
  EXPECT_THAT(html_report(sample->report),
              AllOf(HasSubstr("https://scim.example.com/scim/v2</h1>"), HasSubstr("Not ready"),
                    HasSubstr("Connecting Microsoft Entra ID (1 failure) to this server will break."),
                    HasSubstr("stops the whole job"), HasSubstr("2026-03-01 08:15:30 UTC"), HasSubstr("1.2.3"),
                    HasSubstr("/Users/1</code> made by rfc/query/no-match"), HasSubstr("<dt>PATCH</dt><dd>yes</dd>")));
}

TEST(HtmlReport, HasEachCaseOnceWithItsVerdictAndLevel) {
  const auto sample = sample_report();
  const std::string page = html_report(sample->report);
  for (const CaseResult& result : sample->report.results) {
    EXPECT_EQ(count_of(page, "<span class=\"id\">" + result.the_case->id + "</span>"), 1U) << result.the_case->id;
  }
  EXPECT_EQ(count_of(page, "data-verdict=\"failed\""), 3U);
  EXPECT_EQ(count_of(page, "data-verdict=\"blocked\""), 1U);
  EXPECT_EQ(count_of(page, "data-verdict=\"skipped\""), 1U);
  EXPECT_EQ(count_of(page, "data-verdict=\"passed\""), 1U);
}

TEST(HtmlReport, PutsTheHeaviestFailuresFirst) {
  const auto sample = sample_report();
  const std::string page = html_report(sample->report);
  const std::size_t must = page.find("id=\"case.rfc.query.no-match\"");
  const std::size_t blocked = page.find("id=\"case.entra.patch.manager\"");
  const std::size_t should = page.find("id=\"case.rfc.query.sorted\"");
  EXPECT_LT(must, blocked);
  EXPECT_LT(blocked, should);
}

TEST(HtmlReport, UnfoldsTheExchangeThatFailedAndNoOther) {
  const auto sample = sample_report();
  EXPECT_EQ(count_of(html_report(sample->report), "<details class=\"exchange at-fault\" open>"), 3U);
}

/// What a server, or a folder of cases, may try.
constexpr const char* kHostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"' onload='x&amp;";

TEST(HtmlReport, EscapesEveryTextThatIsNotItsOwn) {
  const auto sample = sample_report();
  Report& report = sample->report;
  sample->library.suites[0].title = sample->library.suites[0].about = sample->library.suites[0].name = kHostile;
  Case& the_case = sample->library.suites[0].cases[1];
  the_case.id = the_case.title = the_case.source = kHostile;
  the_case.requirements = the_case.seen = {kHostile, std::string("https://example.com/") + kHostile};
  the_case.stumbles = core::Object{{kHostile, kHostile}};
  report.base_url = report.version = kHostile;
  report.declares = {{kHostile, kHostile}};
  report.left_over = {{kHostile, kHostile, kHostile}};
  report.results[3].reason = report.results[5].reason = kHostile;
  CaseResult& failed = report.results[1];
  failed.findings[0].step = kHostile;
  failed.findings[0].differences = {kHostile};
  Exchange& exchange = failed.exchanges[1];
  exchange.step = kHostile;
  exchange.sent = {kHostile, kHostile, {{kHostile, kHostile}}, kHostile};
  exchange.came.headers = {{kHostile,
                            "\xE2\x80\xAE"
                            "detrever"}};
  exchange.came.body = kHostile;
  failed.exchanges[0].came.status = 0;
  failed.exchanges[0].came.why = kHostile;
  const std::string page = html_report(report);
  EXPECT_EQ(count_of(page, "<script"), 1U);
  EXPECT_EQ(count_of(page, "</script"), 1U);
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("\"' onload")));
  EXPECT_THAT(page, Not(HasSubstr("\xE2\x80\xAE"))) << "what follows it would be shown backwards";
  EXPECT_THAT(page, HasSubstr("&lt;img src=x onerror=alert(1)&gt;&quot;&#39; onload=&#39;x&amp;amp;"));
}

TEST(HtmlReport, LinksToHttpsAlone) {
  const auto sample = sample_report();
  sample->library.suites[0].cases[1].seen.push_back("javascript:alert(1)");
  const std::string page = html_report(sample->report);
  EXPECT_THAT(page, HasSubstr("<a href=\"https://github.com/example/server/issues/18\""));
  EXPECT_THAT(page, Not(HasSubstr("href=\"http:")));
  EXPECT_THAT(page, Not(HasSubstr("href=\"javascript:")));
}

TEST(HtmlReport, AsksNobodyElseForAnything) {
  const auto sample = sample_report();
  const std::string page = html_report(sample->report);
  for (const char* external : {"<link", "<img", "src=", "url(", "@import", "fetch("}) {
    EXPECT_THAT(page, Not(HasSubstr(external))) << external;
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(HtmlReport, ShortensLongBodiesAndSaysSo) {
  const auto sample = sample_report();
  sample->report.results[1].exchanges[1].came.body = std::string(50'000, 'x');
  const std::string page = html_report(sample->report);
  EXPECT_THAT(page, HasSubstr("the whole body has 50000 bytes"));
  EXPECT_THAT(page, Not(HasSubstr(std::string(20'481, 'x'))));
}

TEST(HtmlReport, LaysOutJsonBodies) {
  const auto sample = sample_report();
  EXPECT_THAT(html_report(sample->report), HasSubstr("{\n  &quot;detail&quot;: &quot;no&quot;\n}"));
}

TEST(HtmlReport, KeepsMasksAsTheyAre) {
  const auto sample = sample_report();
  EXPECT_THAT(html_report(sample->report), HasSubstr("<dt>Authorization</dt><dd>Bearer ***</dd>"));
}

TEST(HtmlReport, SaysThatNothingCouldBeTried) {
  Report report;
  report.base_url = "https://scim.example.com";
  report.unreachable = "the token was refused with 401";
  const std::string page = html_report(report);
  EXPECT_THAT(page, AllOf(HasSubstr("Not ready"), HasSubstr("Nothing could be tried: the token was refused with 401")));
  EXPECT_THAT(page, Not(HasSubstr("<table")));
}

TEST(HtmlReport, SaysThatItIsReadyOnlyWhereNothingFailed) {
  const auto sample = sample_report();
  sample->report.results.erase(sample->report.results.begin() + 1, sample->report.results.end());
  EXPECT_THAT(html_report(sample->report), AllOf(HasSubstr(">Ready<"), Not(HasSubstr("Not ready"))));
  sample->report.stopped = true;
  EXPECT_THAT(html_report(sample->report), AllOf(HasSubstr("Stopped early"), HasSubstr("was stopped")));
}

}  // namespace
}  // namespace bridge::conformance
