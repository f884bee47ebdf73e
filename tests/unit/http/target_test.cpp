#include "http/target.hpp"

#include <gtest/gtest.h>

namespace bridge::http {
namespace {

struct Case {
  const char* name;
  const char* path;
  std::optional<std::string> tenant;
  std::vector<std::string> segments;
  bool malformed = false;
};

const Case kCases[] = {
    {"Default", "/scim/v2/Users", "scim", {"Users"}},
    {"Named", "/acme/scim/v2/Users/7", "acme", {"Users", "7"}},
    {"BaseAlone", "/scim/v2", "scim", {}},
    {"BaseWithSlash", "/scim/v2/", "scim", {}},
    {"TrailingSlash", "/scim/v2/Users/", "scim", {"Users"}},
    {"TwoTrailingSlashes", "/scim/v2/Users//", "scim", {"Users", ""}},
    {"EmptySegment", "/scim/v2//Users", "scim", {"", "Users"}},
    {"EscapedSlashStaysInside", "/scim/v2/Users/a%2Fb", "scim", {"Users", "a/b"}},
    {"DecodedOnce", "/scim/v2/Users/%2541", "scim", {"Users", "%41"}},
    {"PlusIsAPlus", "/scim/v2/Users/a+b", "scim", {"Users", "a+b"}},
    {"Urn", "/scim/v2/Schemas/urn%3Aietf%3aUser", "scim", {"Schemas", "urn:ietf:User"}},
    {"EscapedBase", "/%73cim/v%32/Users", "scim", {"Users"}},
    {"NoDotSegments", "/scim/v2/../Users", "scim", {"..", "Users"}},
    {"BaseTwice", "/scim/v2/scim/v2", "scim", {"scim", "v2"}},
    {"BadEscape", "/scim/v2/Users/%4", "scim", {"Users", ""}, true},
    {"BadHex", "/scim/v2/Users/%zz", "scim", {"Users", ""}, true},
    {"NoUtf8", "/scim/v2/Users/%C3", "scim", {"Users", ""}, true},
    {"ReservedNameIsNoTenant", "/scim/scim/v2/Users", std::nullopt, {"scim", "scim", "v2", "Users"}},
    {"OtherVersion", "/scim/v1/Users", std::nullopt, {"scim", "v1", "Users"}},
    {"OtherCase", "/SCIM/v2/Users", std::nullopt, {"SCIM", "v2", "Users"}},
    {"Root", "/", std::nullopt, {}},
    {"Nothing", "", std::nullopt, {}},
    {"Asterisk", "*", std::nullopt, {"*"}},
};

class TargetTest : public testing::TestWithParam<Case> {};

TEST_P(TargetTest, IsReadFromThePath) {
  const Target target = read_target(GetParam().path);
  EXPECT_EQ(target.tenant, GetParam().tenant);
  EXPECT_EQ(target.segments, GetParam().segments);
  EXPECT_EQ(target.malformed, GetParam().malformed);
}
INSTANTIATE_TEST_SUITE_P(All, TargetTest, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace bridge::http
