#include "bridge/scim/error_message.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

TEST(ErrorMessage, HasTheStatusAsText) {
  EXPECT_EQ(core::Value(error_message(400, "invalidPath", "what is wrong")),
            parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400",
                      "scimType":"invalidPath","detail":"what is wrong"})"));
}

TEST(ErrorMessage, LeavesOutAnEmptyScimType) {
  EXPECT_EQ(
      core::Value(error_message(404, "", "no such User")),
      parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"no such User"})"));
}

TEST(ErrorMessage, QuotesNoMoreThanItsLimit) {
  const std::string most(kLongestDetail, 'a');
  const std::string less = most.substr(1);
  for (const auto& [detail, shown] : std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {most, most},
           {most + "b", most + "…"},
           {less + "é", less + "…"},
           {less + "bé", less + "b…"},
       }) {
    EXPECT_EQ(shown_detail(detail), shown);
    EXPECT_EQ(*core::Value(error_message(400, "", detail)).if_object()->find("detail"), core::Value(shown));
  }
}

TEST(ScimType, IsTheKeywordOfTheRfc) {
  EXPECT_EQ(scim_type(FaultKind::InvalidFilter), "invalidFilter");
  EXPECT_EQ(scim_type(FaultKind::TooMany), "tooMany");
  EXPECT_EQ(scim_type(FaultKind::Uniqueness), "uniqueness");
  EXPECT_EQ(scim_type(FaultKind::Mutability), "mutability");
  EXPECT_EQ(scim_type(FaultKind::InvalidSyntax), "invalidSyntax");
  EXPECT_EQ(scim_type(FaultKind::InvalidPath), "invalidPath");
  EXPECT_EQ(scim_type(FaultKind::NoTarget), "noTarget");
  EXPECT_EQ(scim_type(FaultKind::InvalidValue), "invalidValue");
  EXPECT_EQ(scim_type(FaultKind::InvalidVersion), "invalidVers");
  EXPECT_EQ(scim_type(FaultKind::Sensitive), "sensitive");
  EXPECT_EQ(scim_type(FaultKind::InvalidCursor), "invalidCursor");
  EXPECT_EQ(scim_type(FaultKind::InvalidCount), "invalidCount");
}

TEST(ScimType, IsEmptyForEverythingElse) {
  for (const FaultKind kind : {FaultKind::BadRequest, FaultKind::NotFound, FaultKind::PreconditionFailed,
                               FaultKind::Unauthorized, FaultKind::UpstreamTimeout, FaultKind::Bug}) {
    EXPECT_EQ(scim_type(kind), "") << core::to_string(kind);
  }
}

}  // namespace
}  // namespace bridge::scim::test
