#include <gtest/gtest.h>

#include "bridge/scim/resource.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

struct PutCase {
  const char* about;
  const char* before;
  const char* wanted;
  const char* after;
};

TEST(ReplaceResource, ReplacesTheWhole) {
  const PutCase cases[] = {
      {"what is left out goes, what is given stands", R"({"id":"1","userName":"a","title":"T","nickName":"N"})",
       R"({"userName":"a","nickName":"M"})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"a","nickName":"M"})"},
      {"a complex attribute is replaced whole", R"({"userName":"a","name":{"familyName":"J","givenName":"G"}})",
       R"({"userName":"a","name":{"familyName":"K"}})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","name":{"familyName":"K"}})"},
      {"readOnly values stay", R"({"id":"1","userName":"a","groups":[{"value":"9"}],"meta":{"version":"1"}})",
       R"({"userName":"a"})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"a","groups":[{"value":"9"}],
           "meta":{"version":"1"}})"},
      {"a password that is left out stays", R"({"userName":"a","password":"p"})", R"({"userName":"a"})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","password":"p"})"},
      {"a password that is given replaces", R"({"userName":"a","password":"p"})", R"({"userName":"a","password":"q"})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","password":"q"})"},
      {"lists are replaced", R"({"userName":"a","emails":[{"value":"x","type":"work"},{"value":"y"}]})",
       R"({"userName":"a","emails":[{"value":"x"}]})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","emails":[{"value":"x"}]})"},
      {"an extension that is left out goes, and its URN",
       R"({"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}})",
       R"({"userName":"a"})", R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a"})"},
      {"a manager's name stays with the same manager",
       R"({"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"2","displayName":"M"}}})",
       R"({"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"2"}}})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"2","displayName":"M"}}})"},
      {"a manager's name goes with the manager",
       R"({"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"2","displayName":"M"}}})",
       R"({"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"3"}}})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"3"}}})"},
  };
  for (const PutCase& test : cases) {
    const auto after = replace_resource(parse_object(test.before), parse_object(test.wanted), user_type());
    ASSERT_TRUE(after) << test.about << ": " << after.error().detail;
    EXPECT_EQ(json::write(*after), json::write(parse(test.after))) << test.about;
  }
}

TEST(ReplaceResource, KeepsWhatTheServerKnowsAboutMembersThatStay) {
  const auto after = replace_resource(
      parse_object(
          R"({"displayName":"G","members":[{"value":"1","type":"User","display":"One"},{"value":"2","display":"Two"}]})"),
      parse_object(R"({"displayName":"H","members":[{"value":"3"},{"value":"1"}]})"), group_type());
  ASSERT_TRUE(after);
  EXPECT_EQ(*after->find("members"), parse(R"([{"value":"3"},{"value":"1","type":"User","display":"One"}])"));
}

TEST(ReplaceResource, IsTheIdentityForTheSameResource) {
  const core::Object user = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1",
      "userName":"a","emails":[{"value":"x","primary":true}],"meta":{"version":"1"}})");
  const auto after = replace_resource(user, user, user_type());
  ASSERT_TRUE(after);
  EXPECT_EQ(json::write(*after), json::write(user));
}

TEST(ReplaceResource, RefusesAnotherImmutableValue) {
  auto schema = Schema::from_value(parse(R"({"id":"urn:test:Badge","attributes":[
    {"name":"number","mutability":"immutable"},{"name":"owner","type":"complex","subAttributes":[
      {"name":"value","mutability":"immutable"},{"name":"since"}]}]})"));
  ASSERT_TRUE(schema);
  const ResourceType badge("Badge", "/Badges", "", std::make_shared<const Schema>(*std::move(schema)), {});
  const core::Object before = parse_object(R"({"number":"7","owner":{"value":"1","since":"x"}})");
  const auto put = [&](const char* wanted) { return replace_resource(before, parse_object(wanted), badge); };
  EXPECT_TRUE(put(R"({"number":"7"})"));
  EXPECT_TRUE(put(R"({"number":"7","owner":{"value":"1","since":"y"}})"));
  EXPECT_TRUE(fails_with(put(R"({"number":"8"})"), FaultKind::Mutability, "number: expected the value it has"));
  EXPECT_TRUE(fails_with(put(R"({"owner":{"value":"2"}})"), FaultKind::Mutability, "owner.value"));
  const auto left_out = put("{}");
  ASSERT_TRUE(left_out);
  EXPECT_EQ(core::text_or_empty(*left_out, "number"), "7");
  const auto first = replace_resource(core::Object(), parse_object(R"({"number":"8"})"), badge);
  ASSERT_TRUE(first);
  EXPECT_EQ(core::text_or_empty(*first, "number"), "8");
}

}  // namespace
}  // namespace bridge::scim::test
