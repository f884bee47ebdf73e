#include "bridge/core/ascii_case.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

#include <gtest/gtest.h>

namespace bridge::core {
namespace {

TEST(AsciiCase, FoldsLettersAlone) {
  EXPECT_EQ(fold_case(""), "");
  EXPECT_EQ(fold_case("@AZ[`az{09"), "@az[`az{09");
  EXPECT_EQ(fold_case("J\xC3\x96RG"), "j\xC3\x96rg");
}

TEST(AsciiCase, EqualIgnoresCaseOfLettersAlone) {
  struct Row {
    std::string_view a;
    std::string_view b;
    bool equal;
  };
  for (const Row& row : {Row{"", "", true}, Row{"userName", "USERNAME", true}, Row{"userName", "userNam", false},
                         Row{"a@b", "A`B", false}, Row{"[", "{", false}, Row{"\xC3\x84", "\xC3\xA4", false}}) {
    EXPECT_EQ(equal_ignoring_case(row.a, row.b), row.equal) << row.a << " / " << row.b;
    EXPECT_EQ(compare_ignoring_case(row.a, row.b) == 0, row.equal) << row.a << " / " << row.b;
  }
}

TEST(AsciiCase, ComparesBytesAsUnsigned) {
  struct Row {
    std::string_view smaller;
    std::string_view larger;
  };
  for (const Row& row : {Row{"", "a"}, Row{"A", "b"}, Row{"a", "B"}, Row{"ab", "ABC"}, Row{"z", "\xC3\xA4"}}) {
    EXPECT_LT(compare_ignoring_case(row.smaller, row.larger), 0) << row.smaller << " / " << row.larger;
    EXPECT_GT(compare_ignoring_case(row.larger, row.smaller), 0) << row.smaller << " / " << row.larger;
  }
}

TEST(AsciiCase, FindsPrefixes) {
  EXPECT_TRUE(starts_with_ignoring_case("URN:ietf:x", "urn:IETF"));
  EXPECT_TRUE(starts_with_ignoring_case("urn", ""));
  EXPECT_TRUE(starts_with_ignoring_case("urn", "URN"));
  EXPECT_FALSE(starts_with_ignoring_case("ur", "urn"));
  EXPECT_FALSE(starts_with_ignoring_case("urx", "urn"));
}

TEST(AsciiCase, KeysOfMapsMeetWhateverTheirCase) {
  std::unordered_map<std::string, int, CaseIgnoringHash, CaseIgnoringEqual> map;
  map["DisplayName"] = 1;
  map["displayname"] = 2;
  EXPECT_EQ(map.size(), 1U);
  EXPECT_EQ(map.count("DISPLAYNAME"), 1U);
  EXPECT_EQ(map.count("displayNames"), 0U);
}

}  // namespace
}  // namespace bridge::core
