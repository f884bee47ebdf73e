// Matchers on resources that are not put together, and on types that lack a filter's attributes.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/scim/filter.hpp"
#include "unit/scim/filter_rows.hpp"

namespace bridge::scim {
namespace {

using Names = std::vector<std::string>;

/// Notes what it is asked for.
class Source final : public AttributeSource {
 public:
  explicit Source(core::Object resource) : resource_(std::move(resource)) {}
  [[nodiscard]] const core::Value* find(std::string_view name) const override {
    asked_.emplace_back(name);
    return resource_.find(name);
  }
  [[nodiscard]] const Names& asked() const noexcept { return asked_; }

 private:
  core::Object resource_;
  mutable Names asked_;
};

Matcher matcher(const std::string& text, const ResourceType& type, UnknownNames unknown = UnknownNames::AreFaults) {
  return Matcher::make(parse_filter(text).value(), type, unknown).value();
}

const core::Value& users() {
  static const core::Value all = test::filter_data("users.json");
  return all;
}

TEST(FilterSource, IsAskedForWhatTheFilterNamesAlone) {
  const core::Object& first = *(*users().if_array())[0].if_object();
  const std::string enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  struct Row {
    std::string filter;
    Names asked;
  };
  for (const Row& row : std::vector<Row>{
           {R"(title eq "tour guide")", {"title"}},
           {R"(TITLE pr and ACTIVE eq true)", {"title", "active"}},
           {R"(title eq "x" and active eq true)", {"title"}},
           {R"(title pr or active eq true)", {"title"}},
           {R"(not (title eq "x") and name.familyName sw "J")", {"title", "name"}},
           {R"(emails[type eq "work" and value co "@"])", {"emails"}},
           {R"(meta.lastModified gt "2020-01-01T00:00:00Z")", {"meta"}},
           {R"(department pr)", {enterprise}},
           {enterprise + " pr", {enterprise}},
           {"nickName eq null", {"nickName"}},
       }) {
    const Source source(first);
    EXPECT_EQ(matcher(row.filter, test::user_type()).matches(source),
              matcher(row.filter, test::user_type()).matches(first))
        << row.filter;
    EXPECT_EQ(source.asked(), row.asked) << row.filter;
  }
}

TEST(FilterSource, MatchesAsTheWholeResourceDoes) {
  for (const test::FilterRow& row : test::filter_rows("valid_users.tsv")) {
    const Matcher made = matcher(row.cells.front(), test::user_type());
    for (const core::Value& user : *users().if_array()) {
      EXPECT_EQ(made.matches(Source(*user.if_object())), made.matches(*user.if_object())) << row.where();
    }
  }
}

TEST(FilterUnknownNames, HaveNoValueInAQueryOfAllTypes) {
  const core::Object group =
      test::parse_object(R"({"id": "g1", "displayName": "Tour Guides", "members": [{"value": "u1"}]})");
  struct Row {
    const char* filter;
    bool matches;
  };
  for (const Row& row : {
           Row{R"(userName eq "x")", false},
           Row{R"(userName ne "x")", true},
           Row{R"(not (userName eq "x"))", true},
           Row{"userName eq null", true},
           Row{"userName ne null", false},
           Row{"userName pr", false},
           Row{"not (userName pr)", true},
           Row{R"(name.familyName co "")", false},
           Row{R"(emails[type eq "work" and nosuch gt true])", false},
           Row{R"(not (emails[type eq "work"]))", true},
           Row{"active gt true", false},
           Row{R"(members[nosuch eq "x"])", false},
           Row{R"(members[nosuch ne "x"])", true},
           Row{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr", false},
           Row{R"(userName eq "x" or displayName co "tour")", true},
           Row{R"(displayName co "tour" and nosuch eq null)", true},
       }) {
    EXPECT_EQ(matcher(row.filter, test::group_type(), UnknownNames::HaveNoValue).matches(group), row.matches)
        << row.filter;
    EXPECT_FALSE(Matcher::make(*parse_filter(row.filter), test::group_type())) << row.filter;
  }
}

TEST(FilterUnknownNames, AreNoExcuseForWhatIsKnown) {
  for (const char* text : {R"(nosuch pr and displayName eq 5)", R"(nosuch eq "x" or members gt null)"}) {
    EXPECT_FALSE(Matcher::make(*parse_filter(text), test::group_type(), UnknownNames::HaveNoValue)) << text;
  }
  EXPECT_EQ(Matcher::make(*parse_filter("password pr"), test::user_type(), UnknownNames::HaveNoValue).error().kind,
            core::FaultKind::Sensitive);
}

}  // namespace
}  // namespace bridge::scim
