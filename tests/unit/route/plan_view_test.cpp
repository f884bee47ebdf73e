// Plans for readers: what of a call is a person's, and what is not.

#include "bridge/route/plan_view.hpp"

#include <gtest/gtest.h>

#include "unit/route/route_fixture.hpp"

namespace bridge::route::test {
namespace {

Plan plan_of(Call call) { return {{{Purpose::ChangePerson, std::move(call), OnUnknown::Repeat, {}, {}}}}; }

core::Object shown_one(const Call& call, bool show_values) {
  const core::Value calls = shown_calls(plan_of(call), show_values);
  return calls.if_array() != nullptr && calls.if_array()->size() == 1 ? *calls.if_array()->begin()->if_object()
                                                                      : core::Object();
}

struct BodyCase {
  const char* name;
  const char* body;
  const char* masked;
};

const BodyCase kBodies[] = {
    {"texts, not flags and numbers", R"({"email":"a@x.example","admin":false,"level":3,"note":null})",
     R"({"email":"***","admin":false,"level":3,"note":null})"},
    {"texts in lists", R"([{"email":"a@x.example"},"plain"])", R"([{"email":"***"},"***"])"},
    {"an empty text too", R"({"title":""})", R"({"title":"***"})"},
    {"words of the protocol are kept",
     R"({"schemas":["urn:x"],"Operations":[{"op":"replace","path":"title","value":"Boss"}]})",
     R"({"schemas":["urn:x"],"Operations":[{"op":"replace","path":"title","value":"***"}]})"},
    {"what is not text stays", R"({"Operations":[{"op":"replace","path":"active","value":false}]})",
     R"({"Operations":[{"op":"replace","path":"active","value":false}]})"},
    {"roles are kept", R"({"roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}],"userName":"a@x.example"})",
     R"({"roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}],"userName":"***"})"},
    {"roles of an operation are kept", R"({"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"}]})",
     R"({"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"}]})"},
    {"a value beside another path is not", R"({"op":"replace","path":"roles2","value":[{"value":"x"}]})",
     R"({"op":"replace","path":"roles2","value":[{"value":"***"}]})"},
    {"an address keeps its type", R"({"emails":[{"value":"a@x.example","type":"work","primary":true}]})",
     R"({"emails":[{"value":"***","type":"work","primary":true}]})"},
    {"nested objects", R"({"name":{"givenName":"Ann"},"urn:e:User":{"department":"D","manager":"7"}})",
     R"({"name":{"givenName":"***"},"urn:e:User":{"department":"***","manager":"***"}})"},
};

TEST(PlanView, MasksTextsOfBodiesButWordsAndRoles) {
  for (const BodyCase& one : kBodies) {
    SCOPED_TRACE(one.name);
    const core::Object masked = shown_one(RestCall{"PUT", "/users/7", parse(one.body)}, false);
    EXPECT_EQ(*masked.find("body"), parse(one.masked));
    const core::Object open = shown_one(RestCall{"PUT", "/users/7", parse(one.body)}, true);
    EXPECT_EQ(*open.find("body"), parse(one.body));
  }
}

struct PathCase {
  const char* path;
  const char* masked;
};

const PathCase kPaths[] = {
    {"/users/7", "/users/7"},
    {"/users?sendEmail=false", "/users?sendEmail=false"},
    {"/users?email=a%40x.example", "/users?email=***"},
    {"/users?email=a%40x.example&page=1", "/users?email=***&page=1"},
    {"/users?page=1&email=a%40x.example", "/users?page=1&email=***"},
    {"/Users?filter=userName%20eq%20%22a%22", "/Users?filter=***"},
    {"/users?emailed=yes", "/users?emailed=yes"},
    {"/users?flag", "/users?flag"},
    {"/users?", "/users?"},
    {"/users?email=", "/users?email=***"},
};

TEST(PlanView, MasksWhatAQueryLooksFor) {
  for (const PathCase& one : kPaths) {
    SCOPED_TRACE(one.path);
    EXPECT_EQ(core::text_or_empty(shown_one(RestCall{"GET", one.path, {}}, false), "path"), one.masked);
    EXPECT_EQ(core::text_or_empty(shown_one(RestCall{"GET", one.path, {}}, true), "path"), one.path);
  }
}

TEST(PlanView, NamesRouteAndCredentialOfEachCall) {
  Plan plan = plan_of(RestCall{"POST", "/users/7/deactivate", {}});
  plan.steps.push_back({Purpose::DeleteGroup, ScimCall{"DELETE", "/Groups/s-9", {}}, OnUnknown::Repeat, {}, {}});
  EXPECT_EQ(shown_calls(plan, false), parse(R"([
      {"purpose":"change_person","route":"rest","credential":"OAuthToken","method":"POST",
       "path":"/users/7/deactivate"},
      {"purpose":"delete_group","route":"scim","credential":"ScimToken","method":"DELETE","path":"/Groups/s-9"}])"));
  EXPECT_EQ(shown_calls({}, false), core::Value(core::Array()));
}

}  // namespace
}  // namespace bridge::route::test
