#include "bridge/scim/sort.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;
using core::Value;

class ObjectSource final : public AttributeSource {
 public:
  explicit ObjectSource(core::Object object) : object_(std::move(object)) {}
  [[nodiscard]] const Value* find(std::string_view name) const override { return object_.find(name); }

 private:
  core::Object object_;
};

constexpr const char* kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

SortKey key_of(const std::string& sort_by, std::string_view resource, const ResourceType& type = user_type()) {
  const auto attribute = SortAttribute::make(sort_by, type);
  EXPECT_TRUE(attribute) << sort_by << ": " << attribute.error().detail;
  return attribute ? attribute->key(ObjectSource(parse_object(resource))) : SortKey("failed");
}

TEST(SortOrder, IsReadFromItsTwoWords) {
  for (const char* text : {"ascending", "Ascending", ""}) EXPECT_EQ(*read_sort_order(text), SortOrder::Ascending);
  for (const char* text : {"descending", "DESCENDING"}) EXPECT_EQ(*read_sort_order(text), SortOrder::Descending);
  EXPECT_EQ(*read_sort_order(std::nullopt), SortOrder::Ascending);
  for (const char* text : {"asc", "desc", " ascending", "1"}) {
    EXPECT_TRUE(fails_with(read_sort_order(text), FaultKind::InvalidValue, "sortOrder: expected")) << text;
  }
}

struct KeyCase {
  const char* name;
  std::string sort_by;
  const char* resource;
  SortKey key;
};
const KeyCase kKeys[] = {
    {"TextFolded", "userName", R"({"userName":"Ada@X"})", "ada@x"},
    {"TextExact", "externalId", R"({"externalId":"Ab"})", "Ab"},
    {"NameIgnoresCase", "USERNAME", R"({"userName":"a"})", "a"},
    {"CoreUrn", "urn:ietf:params:scim:schemas:core:2.0:User:userName", R"({"userName":"a"})", "a"},
    {"ReferenceExact", "profileUrl", R"({"profileUrl":"https://X/y"})", "https://X/y"},
    {"Boolean", "active", R"({"active":true})", true},
    {"Absent", "title", R"({"userName":"a"})", {}},
    {"SubAttribute", "name.familyName", R"({"name":{"familyName":"B","givenName":"A"}})", "b"},
    {"SubAttributeAbsent", "name.familyName", R"({"name":{"givenName":"A"}})", {}},
    {"ParentAbsent", "name.familyName", "{}", {}},
    {"FirstOfMany", "emails.value", R"({"emails":[{"value":"b@x"},{"value":"a@x"}]})", "b@x"},
    {"PrimaryOfMany", "emails.value", R"({"emails":[{"value":"b@x"},{"value":"a@x","primary":true}]})", "a@x"},
    {"NotPrimary", "emails.value", R"({"emails":[{"value":"b@x","primary":false},{"value":"a@x"}]})", "b@x"},
    {"ValueIsMeant", "emails", R"({"emails":[{"value":"b@x"}]})", "b@x"},
    {"OtherSubAttribute", "emails.type", R"({"emails":[{"value":"b@x","type":"Work"}]})", "work"},
    {"PrimaryWithoutIt", "emails.type", R"({"emails":[{"type":"home"},{"value":"a","primary":true}]})", {}},
    {"EmptyList", "emails", R"({"emails":[]})", {}},
    {"PlainList", "schemas", R"({"schemas":["urn:b","urn:a"]})", "urn:b"},
    {"ManagerByValue", std::string(kEnterprise) + ":manager",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"26"}}})", "26"},
    {"Extension", std::string(kEnterprise) + ":department",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Tours"}})", "tours"},
    {"ExtensionAbsent", std::string(kEnterprise) + ":department", "{}", {}},
    {"Instant", "meta.created", R"({"meta":{"created":"1970-01-01T00:00:01Z"}})", 1000},
    {"InstantWithOffset", "meta.created", R"({"meta":{"created":"1970-01-01T01:00:01+01:00"}})", 1000},
    {"NoInstant", "meta.created", R"({"meta":{"created":"yesterday"}})", {}},
};
class SortKeys : public testing::TestWithParam<KeyCase> {};

TEST_P(SortKeys, AreOneValueOfTheResource) {
  EXPECT_EQ(key_of(GetParam().sort_by, GetParam().resource), GetParam().key);
}
INSTANTIATE_TEST_SUITE_P(All, SortKeys, testing::ValuesIn(kKeys),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(SortOfLongTexts, GoesByAsManyWholeCharactersAsFitIntoACursor) {
  const auto title = [](const std::string& text) { return key_of("title", "{\"title\":\"" + text + "\"}"); };
  const std::string a(kLongestSortKey - 1, 'a');
  for (const auto& [text, key] : std::vector<std::pair<std::string, std::string>>{
           {a, a},
           {a + "b", a + "b"},
           {a + "bc", a + "b"},
           {a + "\xC3\xA9", a},
           {a + "\xF0\x9F\x98\x80z", a},
           {a + "b\xC3\xA9", a + "b"},
           {std::string(30000, 'b'), std::string(kLongestSortKey, 'b')},
       }) {
    EXPECT_EQ(title(text), SortKey(key)) << text.substr(kLongestSortKey - 2, 8);
  }
}

TEST(SortAttribute, RefusesWhatIsNoOneValue) {
  struct Row {
    std::string sort_by;
    FaultKind kind;
    const char* says;
  };
  for (const Row& row : {
           Row{"shoeSize", FaultKind::InvalidPath, "an attribute of User, found shoeSize"},
           Row{"name.shoeSize", FaultKind::InvalidPath, "name.shoeSize"},
           Row{"members", FaultKind::InvalidPath, "members"},
           Row{"name", FaultKind::InvalidPath, "a sub-attribute of name"},
           Row{"meta", FaultKind::InvalidPath, "a sub-attribute of meta"},
           Row{kEnterprise, FaultKind::InvalidPath, "the extension"},
           Row{"user Name", FaultKind::InvalidPath, "sortBy: "},
           Row{"emails[type eq \"work\"].value", FaultKind::InvalidPath, "sortBy: "},
           Row{"", FaultKind::InvalidPath, "sortBy: "},
           Row{"password", FaultKind::Sensitive, "password"},
       }) {
    EXPECT_TRUE(fails_with(SortAttribute::make(row.sort_by, user_type()), row.kind, row.says)) << row.sort_by;
  }
}

TEST(CompareSortKeys, OrdersValuesAndPutsAbsentOnesLast) {
  // Each before the next when ascending.
  for (const std::vector<SortKey>& row : std::vector<std::vector<SortKey>>{
           {"", "a", "a b", "b", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", {}},
           {false, true, {}},
           {-5, 0, 0.5, 1, 2, 1e300, {}},
       }) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      for (std::size_t j = 0; j < row.size(); ++j) {
        EXPECT_EQ(compare_sort_keys(row[i], row[j], SortOrder::Ascending), i <=> j) << i << " " << j;
        EXPECT_EQ(compare_sort_keys(row[i], row[j], SortOrder::Descending), j <=> i) << i << " " << j;
      }
    }
  }
  EXPECT_EQ(compare_sort_keys(1, 1.0, SortOrder::Ascending), std::weak_ordering::equivalent);
}

}  // namespace
}  // namespace bridge::scim::test
