// What the browser brings back from the consent page.

#include <gtest/gtest.h>

#include "app/oauth/consent_listener.hpp"

namespace bridge::app {
namespace {

struct Case {
  const char* query;
  /// "" for no answer to this login; else "code" or a word of the refusal.
  const char* outcome;
};

TEST(ConsentTest, ReadsTheAnswerToThisLoginAlone) {
  const Case cases[] = {
      {"code=abc&expires_in=599135&state=s1", "code"},
      {"state=s1&code=a%2Bb", "code"},
      {"code=abc&state=s2", ""},
      {"code=abc&state=", ""},
      {"code=abc", ""},
      {"", ""},
      {"error=access_denied&state=s1", "told no"},
      {"error=access_denied&state=other", ""},
      {"error=%3Cscript%3E&state=s1", "Smartsheet refused the consent"},
      {"state=s1", "without a code"},
      {"code=&state=s1", "without a code"},
      {"code=%zz&state=s1", "without a code"},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.query);
    const auto consent = read_consent(row.query, "s1");
    const std::string expected = row.outcome;
    ASSERT_EQ(consent.has_value(), !expected.empty());
    if (!consent) continue;
    EXPECT_EQ(consent->code.has_value(), expected == "code");
    if (expected != "code") {
      EXPECT_NE(consent->refusal.find(expected), std::string::npos) << consent->refusal;
      EXPECT_EQ(consent->refusal.find('<'), std::string::npos);
    }
  }
}

TEST(ConsentTest, ShowsTextAndNoMarkup) {
  const web::Response page = consent_page(400, "Not done", "a < b & c");
  EXPECT_EQ(page.status, 400);
  EXPECT_NE(page.body.find("a &lt; b &amp; c"), std::string::npos);
}

}  // namespace
}  // namespace bridge::app
