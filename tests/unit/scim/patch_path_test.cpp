#include <gtest/gtest.h>

#include "bridge/scim/patch.hpp"
#include "unit/scim/filter_factories.hpp"

namespace bridge::scim {
namespace {

using test::all, test::at, test::eq, test::pr;
using std::string_literals::operator""s;

TEST(PatchPath, ReadsPathsWithAndWithoutBrackets) {
  const struct {
    std::string text;
    PatchPath expected;
  } rows[] = {
      {"userName", {at("userName"), std::nullopt, ""}},
      {"name.givenName", {at("name.givenName"), std::nullopt, ""}},
      {"members", {at("members"), std::nullopt, ""}},
      {R"(members[value eq "2819"])", {at("members"), eq("value", "2819"s), ""}},
      {R"(emails[type eq "work"].value)", {at("emails"), eq("type", "work"s), "value"}},
      {R"(addresses[type eq "work" and primary eq true].streetAddress)",
       {at("addresses"), all(eq("type", "work"s), eq("primary", true)), "streetAddress"}},
      {"members[display pr].$ref", {at("members"), pr("display"), "$ref"}},
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
       {at("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"), std::nullopt, ""}},
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
       {at("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value"), std::nullopt, ""}},
      {"urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"work\"].value",
       {at("urn:ietf:params:scim:schemas:core:2.0:User:emails"), eq("type", "work"s), "value"}},
  };
  for (const auto& row : rows) {
    const auto path = parse_patch_path(row.text);
    ASSERT_TRUE(path) << row.text << ": " << path.error().detail;
    EXPECT_EQ(*path, row.expected) << row.text << " was read as " << to_string(*path);
    EXPECT_EQ(to_string(*path), row.text);
  }
}

TEST(PatchPath, IgnoresCaseInEqualityOfNames) {
  EXPECT_EQ(*parse_patch_path(R"(Emails[Type EQ "work"].Value)"), *parse_patch_path(R"(emails[type eq "work"].value)"));
  EXPECT_FALSE(*parse_patch_path(R"(emails[type eq "Work"])") == *parse_patch_path(R"(emails[type eq "work"])"));
  EXPECT_FALSE(*parse_patch_path("emails[type pr].value") == *parse_patch_path("emails[type pr]"));
}

TEST(PatchPath, RefusesWhatIsNoPath) {
  const struct {
    std::string text;
    std::string detail;
  } rows[] = {
      {"", "column 1: expected an attribute name, found the end"},
      {"/userName", "column 1: expected an attribute name, found '/'"},
      {"emails[", "column 8: expected an attribute name, 'not' or '(', found the end"},
      {"emails[]", "column 8: expected an attribute name, 'not' or '(', found ']'"},
      {"emails[type eq \"work\"", "column 22: expected 'and', 'or' or ']', found the end"},
      {"emails[type eq \"work\"]value", "column 23: expected the end of the path, found a word"},
      {"emails[type eq \"work\"].", "column 24: expected the name of a sub-attribute, found the end"},
      {"emails[type eq \"work\"].value.x", "column 29: expected the end of the path, found '.'"},
      {"emails[type eq \"work\"].value eq 1", "column 29: expected the end of the path, found a space"},
      {"emails[a[b pr]]", "column 9: expected a space and an operator"},
      {"members[value eq bob]", "column 18: expected a text in double quotes"},
      {"userName eq \"x\"", "column 9: expected the end of the path, found a space"},
      {"name.givenName.x", "column 15: expected the end of the path, found '.'"},
  };
  for (const auto& row : rows) {
    const auto path = parse_patch_path(row.text);
    ASSERT_FALSE(path) << row.text;
    EXPECT_EQ(path.error().kind, core::FaultKind::InvalidPath) << row.text;
    EXPECT_EQ(path.error().detail.rfind("invalid path at " + row.detail, 0), 0U) << path.error().detail;
  }
}

TEST(PatchPath, RefusesWhatIsTooLongOrTooDeep) {
  const auto deep = parse_patch_path("a[" + std::string(60, '(') + "b pr" + std::string(60, ')') + "]");
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().kind, core::FaultKind::InvalidPath);
  const auto lengthy = parse_patch_path(std::string(100'000, 'a'));
  ASSERT_FALSE(lengthy);
  EXPECT_EQ(lengthy.error().detail,
            "invalid path at column 8193: expected the end after at most 8192 bytes, found 100000 bytes");
}

}  // namespace
}  // namespace bridge::scim
