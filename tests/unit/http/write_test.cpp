#include "http_fixture.hpp"

namespace bridge::http {
namespace {

using service::Delivery;

class Writing : public test::HttpTest {};

TEST_F(Writing, HandsTheRequestToTheService) {
  web::Request asked = request("PUT", "/scim/v2/Users/7?attributes=id", R"({"userName":"a"})");
  asked.head.headers.push_back({"If-Match", "W/\"3\""});
  asked.head.headers.push_back({"If-None-Match", "*"});
  EXPECT_EQ(send(asked).status, 200);
  ASSERT_TRUE(service.write);
  EXPECT_EQ(service.write->request.text, "r1");
  EXPECT_EQ(service.write->id, core::ResourceId("7"));
  EXPECT_EQ(service.write->body, test::parse(R"({"userName":"a"})"));
  EXPECT_EQ(service.write->conditions.if_match, "W/\"3\"");
  EXPECT_EQ(service.write->conditions.if_none_match, "*");
  EXPECT_EQ(service.write->view.attributes, "id");
}

TEST_F(Writing, Answers201ToACreation) {
  service.written.created = true;
  const auto response = send("POST", "/scim/v2/Users", "{}");
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body, R"({"id":"7"})");
  EXPECT_EQ(test::header_of(response, "Location"), "https://scim.example.com/scim/v2/Users/7");
  EXPECT_EQ(test::header_of(response, "Content-Location"), test::header_of(response, "Location"));
  EXPECT_EQ(test::header_of(response, "ETag"), "W/\"3\"");
  EXPECT_FALSE(service.write->id);
}

struct Verb {
  const char* method;
  const char* path;
  int status;
};
const Verb kVerbs[] = {
    {"PUT", "Users/7", 200},
    {"PUT", "Groups/7", 200},
    {"PATCH", "Users/7", 200},
    {"PATCH", "Groups/7", 200},
    {"DELETE", "Users/7", 204},
    {"DELETE", "Groups/7", 204},
    {"PATCH", "Groups/7?attributes=members", 200},
    {"PATCH", "Groups/7?excludedAttributes=members", 200},
};
class Verbs : public Writing, public testing::WithParamInterface<Verb> {};

TEST_P(Verbs, AnswerWithTheResourceOrWithout) {
  const auto response = send(GetParam().method, std::string("/scim/v2/") + GetParam().path, "{}");
  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(response.body.empty(), GetParam().status == 204);
  EXPECT_EQ(test::header_of(response, "Content-Type").has_value(), GetParam().status == 200);
  EXPECT_EQ(test::header_of(response, "Content-Location").has_value(), GetParam().status == 200);
  EXPECT_EQ(test::header_of(response, "ETag"), "W/\"3\"");
}
INSTANTIATE_TEST_SUITE_P(All, Verbs, testing::ValuesIn(kVerbs));

TEST_F(Writing, AnswersADeletionWithoutAnythingOfTheResource) {
  service.written.shown.reset();
  const auto response = send("DELETE", "/scim/v2/Users/7");
  EXPECT_EQ(response.status, 204);
  EXPECT_TRUE(response.headers.empty());
  EXPECT_TRUE(service.write->body.is_null());
}

TEST_F(Writing, AnswersWithoutABodyWhereTheServiceLeavesItOut) {
  service.written.shown->body.clear();
  const auto response = send("PATCH", "/scim/v2/Groups/7", "{}");
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(test::header_of(response, "ETag"), "W/\"3\"");
  EXPECT_FALSE(test::header_of(response, "Content-Location"));
}

TEST_F(Writing, TellsTheServiceWhatBecameOfTheAnswer) {
  for (const bool handed_over : {true, false}) {
    std::vector<Delivery> told;
    service.written.created = true;
    service.written.delivered = [&told](Delivery delivery) { told.push_back(delivery); };
    const auto response = send("POST", "/scim/v2/Users", "{}");
    ASSERT_TRUE(response.delivered);
    EXPECT_TRUE(told.empty());
    response.delivered(handed_over);
    EXPECT_EQ(told, std::vector<Delivery>{handed_over ? Delivery::Written : Delivery::Lost});
  }
}

TEST_F(Writing, AsksForNoReportWhenNobodyWantsOne) { EXPECT_FALSE(send("POST", "/scim/v2/Users", "{}").delivered); }

struct BadBody {
  const char* name;
  std::string body;
};
const BadBody kBadBodies[] = {
    {"Empty", ""},
    {"Blank", "  "},
    {"NotJson", "userName=a"},
    {"Cut", R"({"userName":)"},
    {"TwoValues", "{} {}"},
    {"NotUtf8", "{\"userName\":\"\xFF\"}"},
    {"TooDeep", std::string(70, '[') + std::string(70, ']')},
};
class BadBodies : public Writing, public testing::WithParamInterface<BadBody> {};

TEST_P(BadBodies, AreInvalidSyntax) {
  for (const char* target : {"POST /scim/v2/Users", "PUT /scim/v2/Groups/7", "PATCH /scim/v2/Users/7"}) {
    const std::string text = target;
    const auto response = send(text.substr(0, text.find(' ')), text.substr(text.find(' ') + 1), GetParam().body);
    EXPECT_EQ(response.status, 400) << target;
    EXPECT_EQ(scim_type(response), "invalidSyntax") << response.body;
  }
  EXPECT_TRUE(service.calls.empty());
}
INSTANTIATE_TEST_SUITE_P(All, BadBodies, testing::ValuesIn(kBadBodies),
                         [](const auto& row) { return std::string(row.param.name); });

TEST_F(Writing, PassesFaultsOn) {
  service.fault = core::Fault{core::FaultKind::Uniqueness, "taken", {}, {}};
  const auto response = send("POST", "/scim/v2/Users", "{}");
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(scim_type(response), "uniqueness");
  EXPECT_EQ(detail(response), "taken");
}

}  // namespace
}  // namespace bridge::http
