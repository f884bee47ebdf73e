#include "service/both_names.hpp"

#include <gtest/gtest.h>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

struct Row {
  const char* filter;
  const char* expected;
};

TEST(BothNames, AreMeantByEqAndNe) {
  const core::BareNames names("example.com");
  for (const Row& row : {
           Row{R"(userName eq "ada")", R"(userName eq "ada" or userName eq "ada@example.com")"},
           Row{R"(USERNAME eq "ada@Example.com")", R"(USERNAME eq "ada" or USERNAME eq "ada@Example.com")"},
           Row{R"(urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada")",
               R"(urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada" or )"
               R"(urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@example.com")"},
           Row{R"(userName ne "ada")", R"(userName ne "ada" and userName ne "ada@example.com")"},
           Row{R"(not (userName eq "ada"))", R"(not (userName eq "ada" or userName eq "ada@example.com"))"},
           Row{R"(active eq true and userName eq "ada")",
               R"(active eq true and (userName eq "ada" or userName eq "ada@example.com"))"},
           Row{R"(title pr or userName eq "ada")", R"(title pr or userName eq "ada" or userName eq "ada@example.com")"},
           Row{R"(title pr and userName ne "ada")",
               R"(title pr and userName ne "ada" and userName ne "ada@example.com")"},
       }) {
    const auto filter = scim::parse_filter(row.filter);
    const auto expected = scim::parse_filter(row.expected);
    ASSERT_TRUE(filter && expected) << row.filter;
    const scim::Filter changed = with_both_names(*filter, registry().user(), names);
    EXPECT_EQ(changed, *expected) << scim::to_string(changed);
  }
}

TEST(BothNames, LeaveEverythingElseAsItIs) {
  const core::BareNames names("example.com");
  for (const char* text :
       {R"(userName eq "ada@example.org")", R"(userName eq "")", R"(userName eq "@example.com")",
        R"(userName sw "ada")", R"(userName co "@example.com")", R"(userName gt "ada")", R"(userName pr)",
        R"(displayName eq "ada")", R"(emails.value eq "ada")", R"(emails[value eq "ada"])",
        R"(urn:x:y:userName eq "ada")", R"(not (active eq true))", R"(userName eq true)"}) {
    const auto filter = scim::parse_filter(text);
    ASSERT_TRUE(filter) << text;
    EXPECT_EQ(with_both_names(*filter, registry().user(), names), *filter) << text;
  }
  const auto filter = scim::parse_filter(R"(userName eq "ada")");
  EXPECT_EQ(with_both_names(*filter, registry().user(), {}), *filter) << "without a domain";
}

}  // namespace
}  // namespace bridge::service::test
