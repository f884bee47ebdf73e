// What the audit is told was asked for: names without values, values without passwords.

#include "work/asked_words.hpp"

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using Names = std::vector<std::string>;

struct AskedCase {
  const char* operations;
  Names attributes;
};

TEST(AskedWordsTest, NameAttributesWithoutWhatFiltersLookFor) {
  const AskedCase cases[] = {
      {R"([{"op":"replace","path":"name.familyName","value":"Low"},{"op":"add","path":"title","value":"T"}])",
       {"name.familyName", "title"}},
      {R"([{"op":"replace","path":"emails[value eq \"secret@x\"].display","value":"D"}])", {"emails.display"}},
      {R"([{"op":"replace","value":{"emails[value eq \"secret@x\"].display":"D","name.givenName":"G"}}])",
       {"emails[…].display", "name.givenName"}},
      {R"([{"op":"replace","value":{"emails[value eq \"secret@x":"D"}}])", {"emails[…]"}},
      {R"([{"op":"replace","value":{"name":{"givenName":"G","familyName":"F"}}}])",
       {"name.givenName", "name.familyName"}},
  };
  for (const AskedCase& row : cases) {
    const AskedWords asked = asked_words(modify(Kind::User, "1", row.operations), false);
    EXPECT_EQ(asked.attributes, row.attributes) << row.operations;
    EXPECT_TRUE(asked.values.is_null());
  }
}

TEST(AskedWordsTest, NamesAreNeverLong) {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "ü";
  const AskedWords asked = asked_words(modify(Kind::User, "1", R"([{"op":"add","value":{")" + name + "\":1}}]"), false);
  ASSERT_EQ(asked.attributes.size(), 1U);
  EXPECT_LT(asked.attributes.front().size(), 140U);
  EXPECT_TRUE(json::parse(json::write(to_value(asked)))) << "characters stay whole";
}

TEST(AskedWordsTest, ValuesAreWithoutPasswordsHoweverTheyAreWritten) {
  for (const char* operation :
       {R"({"op":"replace","path":"password","value":"hush"})", R"({"op":"replace","value":{"PassWord":"hush"}})",
        R"({"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:password","value":"hush"})",
        R"({"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User:password":"hush"}})",
        R"({"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"password":"hush"}}})",
        R"({"op":"replace","value":"{\"password\":\"hush\"}"})", R"({"op":"replace","value":[{"password":"hush"}]})",
        R"({"op":"replace","path":"name","value":{"password":"hush"}})",
        R"({"op":"replace","value":{"password.value":"hush"}})"}) {
    const std::string all = std::string("[") + operation + R"(,{"op":"replace","path":"title","value":"Shown-Title"}])";
    const std::string kept = json::write(asked_words(modify(Kind::User, "1", all), true).values);
    EXPECT_EQ(kept.find("hush"), std::string::npos) << kept;
    EXPECT_NE(kept.find("Shown-Title"), std::string::npos) << kept;
  }
}

}  // namespace
}  // namespace bridge::work::test
