#include <vector>

#include "bridge/scim/filter.hpp"
#include "dialect_fixture.hpp"

namespace bridge::dialect {
namespace {

enum class Of { User, Group };

const scim::ResourceType& type_of(Of of) { return of == Of::User ? test::registry().user() : test::registry().group(); }

/// A filter that one switch changes.
struct Case {
  const char* name;
  Leniency leniency;
  const char* filter;
  const char* plain;
};

const Case kCases[] = {
    {"ValuePathCompared", Leniency::ValuePathCompared, R"(emails[type eq "work"] eq "ada@x")",
     R"(emails[type eq "work"].value eq "ada@x")"},
    {"ValuePathComparedAfterAnotherTerm", Leniency::ValuePathCompared,
     R"(title pr and (emails[type eq "work" or type eq "home"]  Sw "a]"))",
     R"(title pr and (emails[type eq "work" or type eq "home"].value  Sw "a]"))"},
    {"BareValue", Leniency::BareValueInFilter, R"(externalId eq jyoung)", R"(externalId eq "jyoung")"},
    {"BareNumberForText", Leniency::BareValueInFilter, R"(externalId eq 17)", R"(externalId eq "17")"},
    {"BareAddress", Leniency::BareValueInFilter, R"(userName eq ada@x.example and active eq true)",
     R"(userName eq "ada@x.example" and active eq true)"},
    {"BareReference", Leniency::BareValueInFilter, R"(manager eq u-1)", R"(manager eq "u-1")"},
    {"BareValueInParentheses", Leniency::BareValueInFilter, R"((not (title eq Boss)))", R"((not (title eq "Boss")))"},
    {"BareValueInBrackets", Leniency::BareValueInFilter, R"(emails[type eq work].value pr or id eq 9)",
     R"(emails[type eq "work"].value pr or id eq "9")"},
    {"BareValueOfExtension", Leniency::BareValueInFilter,
     R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq R&D)",
     R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "R&D")"},
    {"BooleanAsText", Leniency::BooleanAsText, R"(active eq "True")", R"(active eq true)"},
    {"BooleanAsBareWord", Leniency::BooleanAsText, R"(active ne FALSE)", R"(active ne false)"},
    {"BooleanInBrackets", Leniency::BooleanAsText, R"(roles[primary eq "True"].value eq "True")",
     R"(roles[primary eq true].value eq "True")"},
    {"BooleanOfElement", Leniency::BooleanAsText, R"(emails.primary eq "false")", R"(emails.primary eq false)"},
};

class PlainFilter : public testing::TestWithParam<Case> {};

TEST_P(PlainFilter, IsMadeBySwitchAndCounted) {
  Counters counters;
  const auto& type = type_of(Of::User);
  EXPECT_EQ(plain_filter(GetParam().filter, type, test::only(GetParam().leniency), counters), GetParam().plain);
  EXPECT_EQ(counters.of(GetParam().leniency), 1U);
  EXPECT_EQ(test::uses(counters), 1U);
}

TEST_P(PlainFilter, IsMadeByEntrasDialectAndFitsTheSchema) {
  Counters counters;
  const auto plain = plain_filter(GetParam().filter, type_of(Of::User), entra(), counters);
  EXPECT_EQ(plain, GetParam().plain);
  const auto filter = scim::parse_filter(plain);
  ASSERT_TRUE(filter) << filter.error().detail;
  EXPECT_TRUE(scim::Matcher::make(*filter, type_of(Of::User)));
}

TEST_P(PlainFilter, StaysAsItIsInStrictDialects) {
  for (const Dialect* dialect : {&generic(), &okta()}) {
    Counters counters;
    EXPECT_EQ(plain_filter(GetParam().filter, type_of(Of::User), *dialect, counters), GetParam().filter);
    EXPECT_EQ(test::uses(counters), 0U);
    const auto filter = scim::parse_filter(GetParam().filter);
    EXPECT_FALSE(filter && scim::Matcher::make(*filter, type_of(Of::User))) << "strict SCIM takes it already";
  }
}

INSTANTIATE_TEST_SUITE_P(All, PlainFilter, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(FilterThatIsPlain, PassesUntouched) {
  struct Row {
    Of of;
    const char* filter;
  };
  for (const Row& row : {
           Row{Of::User, R"(userName eq "ada@x")"},
           Row{Of::User, R"(userName eq "true")"},
           Row{Of::User, R"(title eq "eq work] and \" (active eq \"True\"")"},
           Row{Of::User, R"(active eq true and manager eq null)"},
           Row{Of::User, R"(emails[type eq "work"].value eq "ada@x")"},
           Row{Of::User, R"(emails[type eq "work"] and title pr)"},
           Row{Of::User, R"(id eq "u-9" and manager eq "u-1")"},
           Row{Of::Group, R"(id eq "g-77" and members eq "u-9")"},
           Row{Of::Group, R"(displayName Eq "Engineers")"},
           Row{Of::User, R"(meta.lastModified gt "2026-01-01T00:00:00Z")"},
       }) {
    Counters counters;
    EXPECT_EQ(plain_filter(row.filter, type_of(row.of), entra(), counters), row.filter);
    EXPECT_EQ(test::uses(counters), 0U) << row.filter;
    EXPECT_TRUE(scim::parse_filter(row.filter)) << row.filter;
  }
}

TEST(FilterThatCannotBeRead, ComesBackForTheParserToJudge) {
  const std::string too_long = "externalId eq " + std::string(9000, 'x');
  for (const std::string& filter :
       {std::string(), std::string(" "), std::string("externalId eq"), std::string("externalId eq two words"),
        std::string("externalId = jyoung"), std::string("externalId eq jy\"oung"),
        std::string("externalId eq \"jyoung"), std::string("externalId eq a\\"), std::string("shoeSize eq large"),
        std::string("emails[type eq work eq x"), std::string("active eq \"True\" and"), std::string("] eq x"),
        std::string("active eq \""), std::string("active eq maybe"), std::string(".value eq x"), std::string("[[[["),
        too_long}) {
    Counters counters;
    EXPECT_EQ(plain_filter(filter, type_of(Of::User), entra(), counters), filter);
    EXPECT_EQ(test::uses(counters), 0U) << filter;
    EXPECT_FALSE(scim::parse_filter(filter)) << filter;
  }
}

TEST(FilterCount, IsOneForARequestThatUsesASwitchTwice) {
  Counters counters;
  EXPECT_EQ(plain_filter("externalId eq a or externalId eq b", type_of(Of::User), entra(), counters),
            R"(externalId eq "a" or externalId eq "b")");
  EXPECT_EQ(counters.of(Leniency::BareValueInFilter), 1U);
}

}  // namespace
}  // namespace bridge::dialect
