#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/conformance/sample_report.hpp"

namespace bridge::conformance {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The end tags that are missing or too many, and stray '<' or '&'; empty for well-formed XML as the writer makes it.
std::string fault_in(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return "a tag without end";
    const std::string tag = xml.substr(at + 1, end - at - 1);
    if (tag.starts_with('?') || tag.ends_with('/')) continue;
    if (!tag.starts_with('/')) {
      open.push_back(tag.substr(0, tag.find(' ')));
    } else if (open.empty() || open.back() != tag.substr(1)) {
      return "unexpected <" + tag + ">";
    } else {
      open.pop_back();
    }
  }
  for (std::size_t at = xml.find('&'); at != std::string::npos; at = xml.find('&', at + 1)) {
    const std::string name = xml.substr(at, xml.find(';', at) - at);
    if (name != "&amp" && name != "&lt" && name != "&gt" && name != "&quot" && name != "&#39") return "stray " + name;
  }
  return open.empty() ? std::string() : "<" + open.back() + "> is never closed";
}

TEST(JunitReport, IsXmlWithACaseForEachCase) {
  const auto sample = sample_report();
  const std::string xml = junit_report(sample->report);
  EXPECT_EQ(fault_in(xml), "");
  EXPECT_THAT(xml, HasSubstr("<testsuites name=\"scimbridge conformance\" tests=\"6\" failures=\"1\" errors=\"1\" "
                             "skipped=\"1\" time=\"4.200\">"));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"rfc\" tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\""));
  EXPECT_THAT(xml, HasSubstr("classname=\"rfc.query\" name=\"no-match: Nobody is an empty list\" time=\"0.040\""));
}

TEST(JunitReport, FailsForRequirementsAlone) {
  const auto sample = sample_report();
  const std::string xml = junit_report(sample->report);
  EXPECT_THAT(xml, HasSubstr("<failure message=\"status: expected 200, found 500\" type=\"MUST\">"));
  EXPECT_THAT(xml, Not(HasSubstr("type=\"SHOULD\"")));
  EXPECT_THAT(xml, HasSubstr("<system-out>Lists are sorted\nRFC 7644 section 3.4.2\nSHOULD: look for her\n"));
}

TEST(JunitReport, TellsSkippedAndBlockedApart) {
  const auto sample = sample_report();
  EXPECT_THAT(junit_report(sample->report),
              AllOf(HasSubstr("<skipped message=\"the server declares bulk.supported false\"/>"),
                    HasSubstr("<error message=\"given ada: 403\" type=\"blocked\">")));
}

TEST(JunitReport, HoldsAnyAnswer) {
  const auto sample = sample_report();
  std::string& body = sample->report.results[1].exchanges[1].came.body;
  for (const std::string& bad : {std::string("</failure><x a=\"1\">&nbsp;]]>"), std::string("a\x01\x1b[31m\x00z", 9),
                                 std::string("\xEF\xBF\xBF\xFF")}) {
    body = bad;
    const std::string xml = junit_report(sample->report);
    EXPECT_EQ(fault_in(xml), "") << bad;
    for (const char forbidden : {'\x01', '\x1b', '\x00', '\xFF'})
      EXPECT_EQ(xml.find(forbidden), std::string::npos) << bad;
    EXPECT_THAT(xml, Not(HasSubstr("\xEF\xBF\xBF")));
  }
}

TEST(JunitReport, IsNoSuccessWhenNothingCouldBeTried) {
  Report report;
  report.unreachable = "no answer: connection refused";
  const std::string xml = junit_report(report);
  EXPECT_EQ(fault_in(xml), "");
  EXPECT_THAT(xml, AllOf(HasSubstr("tests=\"1\" failures=\"0\" errors=\"1\""),
                         HasSubstr("<error message=\"no answer: connection refused\" type=\"unreachable\"/>")));
}

}  // namespace
}  // namespace bridge::conformance
