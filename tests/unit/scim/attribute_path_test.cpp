#include "bridge/scim/attribute_path.hpp"

#include <gtest/gtest.h>

namespace bridge::scim {
namespace {

constexpr const char* kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

AttributePath parsed(const std::string& text) {
  auto path = parse_attribute_path(text);
  EXPECT_TRUE(path) << text << ": " << (path ? "" : path.error().detail);
  return path ? *path : AttributePath{};
}

TEST(AttributePath, ReadsNameAndSubAttribute) {
  EXPECT_EQ(parsed("userName").name, "userName");
  EXPECT_EQ(parsed("name.givenName").name, "name");
  EXPECT_EQ(parsed("name.givenName").sub, "givenName");
  EXPECT_EQ(parsed("members.$ref").sub, "$ref");
}

TEST(AttributePath, SplitsAUrnAtTheLastColonBeforeTheName) {
  const AttributePath path = parsed(std::string(kEnterprise) + ":manager.displayName");
  EXPECT_EQ(path.urn, kEnterprise);
  EXPECT_EQ(path.name, "manager");
  EXPECT_EQ(path.sub, "displayName");
}

TEST(AttributePath, ReadsAUrnAloneWithItsLastSegmentAsTheName) {
  const AttributePath path = parsed(kEnterprise);
  EXPECT_EQ(path.urn, "urn:ietf:params:scim:schemas:extension:enterprise:2.0");
  EXPECT_EQ(path.name, "User");
  EXPECT_EQ(to_string(path), kEnterprise);
}

TEST(AttributePath, IgnoresCaseInEquality) {
  EXPECT_EQ(parsed("URN:a:B:userNAME.X"), parsed("urn:A:b:username.x"));
  EXPECT_FALSE(parsed("userName") == parsed("userNames"));
  EXPECT_FALSE(parsed("urn:a:userName") == parsed("userName"));
  EXPECT_FALSE(parsed("name.a") == parsed("name"));
}

TEST(AttributePath, TextReadsBack) {
  for (const char* text : {"a", "a.b", "urn:x:y:a", "urn:x:2.0:a.b", "$ref"}) {
    EXPECT_EQ(to_string(parsed(text)), text);
  }
}

TEST(AttributePath, RefusesWhatIsNoPath) {
  const struct {
    const char* text;
    const char* detail;
  } rows[] = {
      {"", "invalid attribute path at column 1: expected an attribute name, found the end"},
      {"1a", "invalid attribute path at column 1: expected an attribute name, found a digit"},
      {" a", "invalid attribute path at column 1: expected an attribute name, found a space"},
      {"a ", "invalid attribute path at column 2: expected the end of the path, found a space"},
      {"a.", "invalid attribute path at column 3: expected the name of a sub-attribute, found the end"},
      {"a..b", "invalid attribute path at column 3: expected the name of a sub-attribute, found '.'"},
      {"a.b.c", "invalid attribute path at column 4: expected the end of the path, found '.'"},
      {"a,b", "invalid attribute path at column 2: expected the end of the path, found ','"},
      {"a[b eq 1]", "invalid attribute path at column 2: expected the end of the path, found '['"},
      {"x:a", "invalid attribute path at column 2: expected the end of the path, found ':'"},
      {"urn:a:", "invalid attribute path at column 7: expected an attribute name, found the end"},
      {"n\xC3\xA4me",
       "invalid attribute path at column 2: expected the end of the path, found a character outside ASCII"},
  };
  for (const auto& row : rows) {
    const auto path = parse_attribute_path(row.text);
    ASSERT_FALSE(path) << row.text;
    EXPECT_EQ(path.error().kind, core::FaultKind::InvalidPath) << row.text;
    EXPECT_EQ(path.error().detail, row.detail);
  }
}

}  // namespace
}  // namespace bridge::scim
