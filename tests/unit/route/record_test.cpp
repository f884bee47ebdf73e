// Smartsheet's records in both forms, and what is the same in them.

#include "bridge/route/record.hpp"

#include <gtest/gtest.h>

#include "bridge/route/routes.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::test {
namespace {

const core::Object kRestUser = object(
    R"({"id":7,"email":"a@x.example","firstName":"Ann","lastName":"Lee","status":"ACTIVE","licensedSheetCreator":true,
        "admin":false,"groupAdmin":false,"resourceViewer":false})");
const core::Object kScimUser = object(
    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"s-7","userName":"a@x.example","active":true,
        "name":{"givenName":"Ann","familyName":"Lee"},"title":"Boss",
        "roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]})");
const core::Object kRestGroup = object(R"({"id":9,"name":"Team","modifiedAt":"now"})");
const core::Object kScimGroup = object(
    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"s-9","displayName":"Team","modifiedAt":"now"})");

TEST(Record, IsOfScimsFormWhereItHasSchemas) {
  EXPECT_EQ(form_of(kRestUser), Form::Rest);
  EXPECT_EQ(form_of(kScimUser), Form::Scim);
  EXPECT_EQ(form_of(kRestGroup), Form::Rest);
  EXPECT_EQ(form_of(kScimGroup), Form::Scim);
  EXPECT_EQ(form_of(object(R"({"Schemas":[]})")), Form::Scim);
  EXPECT_EQ(form_of({}), Form::Rest);
}

TEST(Record, TellsNameAndIdInEachForm) {
  EXPECT_EQ(address_of(kRestUser), "a@x.example");
  EXPECT_EQ(address_of(kScimUser), "a@x.example");
  EXPECT_EQ(name_of(kRestGroup), "Team");
  EXPECT_EQ(name_of(kScimGroup), "Team");
  EXPECT_EQ(id_of(kRestUser), "7");
  EXPECT_EQ(id_of(kScimUser), "s-7");
  EXPECT_EQ(id_of(kScimGroup), "s-9");
  EXPECT_EQ(address_of({}), "");
  EXPECT_EQ(name_of({}), "");
  EXPECT_EQ(id_of({}), "");
  EXPECT_EQ(id_of(kScimUser.without("id")), "");
  EXPECT_EQ(address_of(kScimUser.without("userName").with("email", "b@x.example")), "") << "each form its own";
}

TEST(Record, IsInternalUnlessItSaysOtherwise) {
  for (const core::Object& record : {kRestUser, kScimUser}) {
    EXPECT_TRUE(is_internal(record));
    EXPECT_TRUE(is_internal(record.with("isInternal", true)));
    EXPECT_FALSE(is_internal(record.with("isInternal", false)));
  }
}

TEST(Record, OfTheFormThatIsWantedIsGivenBackAsItIs) {
  EXPECT_EQ(as_rest_user(kRestUser), kRestUser);
  EXPECT_EQ(as_scim_user(kScimUser), kScimUser);
  EXPECT_EQ(as_rest_group(kRestGroup), kRestGroup);
  EXPECT_EQ(as_scim_group(kScimGroup), kScimGroup);
}

TEST(Record, KeepsWhatBothFormsTellOnTheWayThereAndBack) {
  EXPECT_EQ(as_rest_user(as_scim_user(kRestUser)).with("id", 7), kRestUser.without("id").with("id", 7));
  const core::Object rest = as_rest_user(kScimUser);
  EXPECT_EQ(form_of(rest), Form::Rest);
  EXPECT_EQ(rest, kRestUser.without("id"));
  const core::Object back = as_scim_user(rest);
  EXPECT_EQ(*back.find("roles"), *kScimUser.find("roles"));
  EXPECT_EQ(*back.find("name"), *kScimUser.find("name"));
  EXPECT_EQ(back.find("title"), nullptr) << "REST has none";
  EXPECT_EQ(name_of(as_rest_group(as_scim_group(kRestGroup))), "Team");
  EXPECT_EQ(name_of(as_scim_group(as_rest_group(kScimGroup))), "Team");
}

TEST(Record, OfSomebodyInactiveIsSoInBothForms) {
  EXPECT_EQ(core::text_or_empty(as_rest_user(kScimUser.with("active", false)), "status"), "DEACTIVATED");
  EXPECT_EQ(*as_scim_user(kRestUser.with("status", "DEACTIVATED")).find("active"), core::Value(false));
  EXPECT_EQ(core::text_or_empty(as_rest_user(kScimUser.without("active")), "status"), "ACTIVE");
}

TEST(Record, IsReadAsItsFormWantsIt) {
  for (const core::Object& user : {read_user(kRestUser), read_user(kScimUser)}) {
    EXPECT_EQ(core::text_or_empty(user, "userName"), "a@x.example");
    EXPECT_EQ(*user.find("active"), core::Value(true));
    EXPECT_EQ(*user.find("roles"), *kScimUser.find("roles"));
    EXPECT_EQ(user.find("id"), nullptr);
  }
  EXPECT_EQ(core::text_or_empty(read_user(kScimUser), "title"), "Boss");
  for (const core::Object& group : {read_group(kRestGroup), read_group(kScimGroup)}) {
    EXPECT_EQ(group, object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Team"})"));
  }
}

TEST(Record, ThatIsStableStaysSo) {
  for (const core::Object& user : {kRestUser, kScimUser}) {
    EXPECT_EQ(stable_user(stable_user(user)), stable_user(user));
    EXPECT_EQ(form_of(stable_user(user)), form_of(user));
    EXPECT_EQ(id_of(stable_user(user)), id_of(user));
  }
  for (const core::Object& group : {kRestGroup, kScimGroup}) {
    EXPECT_EQ(stable_group(stable_group(group)), stable_group(group));
    EXPECT_NE(stable_group(group).find("modifiedAt"), nullptr);
    EXPECT_EQ(without_change_time(stable_group(group)).find("modifiedAt"), nullptr);
  }
}

TEST(Record, HoldsMoreBetweenTwoOfScimsForm) {
  const auto names = [](Form one, Form other) {
    std::vector<std::string> list;
    for (const HeldAttribute& held : held_user_attributes(one, other))
      list.emplace_back(held.sub.empty() ? held.name : held.sub);
    return list;
  };
  const std::vector<std::string> both{"active", "givenName", "familyName", "roles"};
  EXPECT_EQ(names(Form::Rest, Form::Rest), both);
  EXPECT_EQ(names(Form::Rest, Form::Scim), both);
  EXPECT_EQ(names(Form::Scim, Form::Rest), both);
  EXPECT_EQ(names(Form::Scim, Form::Scim), (std::vector<std::string>{"active", "givenName", "familyName", "roles",
                                                                     "title", "department", "division", "costCenter"}));
}

TEST(Record, OfAGroupNamesItsMembersInEachForm) {
  const auto rest = recorded_members(kRestGroup.with("members", parse(R"([{"id":7,"email":"a@x.example"}])")));
  ASSERT_TRUE(rest);
  ASSERT_EQ(rest->size(), 1U);
  EXPECT_EQ(rest->front().upstream.text, "7");
  EXPECT_EQ(form_of(rest->front().record), Form::Rest);
  const auto scim = recorded_members(kScimGroup.with("members", parse(R"([{"value":"s-7"}])")));
  ASSERT_TRUE(scim);
  ASSERT_EQ(scim->size(), 1U);
  EXPECT_EQ(scim->front().upstream.text, "s-7");
  EXPECT_EQ(form_of(scim->front().record), Form::Scim);
  EXPECT_FALSE(recorded_members(kRestGroup));
  EXPECT_FALSE(recorded_members(kScimGroup));
}

}  // namespace
}  // namespace bridge::route::test
