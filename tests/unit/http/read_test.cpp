#include "http_fixture.hpp"

namespace bridge::http {
namespace {

class Reading : public test::HttpTest {
 protected:
  web::Response get_with(const std::string& name, const std::string& value) {
    web::Request asked = request("GET", "/scim/v2/Users/7");
    asked.head.headers.push_back({name, value});
    return send(asked);
  }
};

TEST_F(Reading, GivesTheResourceWithItsTagAndLocation) {
  const auto response = send("GET", "/scim/v2/Users/7?attributes=userName&excludedAttributes=groups");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"id":"7"})");
  EXPECT_EQ(response.headers,
            (std::vector<web::Header>{{"Content-Type", "application/scim+json"},
                                      {"ETag", "W/\"3\""},
                                      {"Location", "https://scim.example.com/scim/v2/Users/7"},
                                      {"Content-Location", "https://scim.example.com/scim/v2/Users/7"}}));
  EXPECT_EQ(service.view.attributes, "userName");
  EXPECT_EQ(service.view.excluded_attributes, "groups");
}

TEST_F(Reading, PassesTheParametersOfAList) {
  const auto response = send("GET", "/scim/v2/Users?filter=userName+eq+%22a+b%22&startIndex=1&count=100&attributes=id");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"totalResults":0})");
  EXPECT_EQ(service.list_query.filter, "userName eq \"a+b\"");
  EXPECT_EQ(service.list_query.start_index, "1");
  EXPECT_EQ(service.list_query.count, "100");
  EXPECT_EQ(service.list_query.view.attributes, "id");
  EXPECT_FALSE(service.list_query.view.excluded_attributes);
  EXPECT_FALSE(test::header_of(response, "ETag"));
}

TEST_F(Reading, Answers304WithoutBodyForAKnownVersion) {
  for (const char* tags : {"W/\"3\"", "\"3\"", "W/\"1\", W/\"3\"", "*"}) {
    const auto response = get_with("If-None-Match", tags);
    EXPECT_EQ(response.status, 304) << tags;
    EXPECT_TRUE(response.body.empty());
    EXPECT_EQ(test::header_of(response, "ETag"), "W/\"3\"");
    EXPECT_FALSE(test::header_of(response, "Content-Type"));
  }
}

TEST_F(Reading, Answers412WhereAnotherVersionIsExpected) {
  for (const char* tags : {"W/\"4\"", "W/\"33\", \"30\"", "3"}) {
    const auto response = get_with("If-Match", tags);
    EXPECT_EQ(response.status, 412) << tags;
    EXPECT_EQ(detail(response),
              "If-Match: expected version " + std::string(tags) + ", found the resource at version W/\"3\"");
  }
  for (const char* tags : {"W/\"3\"", "\"3\"", "*"}) EXPECT_EQ(get_with("If-Match", tags).status, 200) << tags;
}

TEST_F(Reading, ShowsNoStrangeHeaderInTheDetail) {
  for (const std::string& tags : {std::string("\"\xFF\""), std::string(200, 'x')}) {
    EXPECT_EQ(detail(get_with("If-Match", tags)),
              "If-Match: expected version others, found the resource at version W/\"3\"");
  }
}

TEST_F(Reading, AsksIfMatchBeforeIfNoneMatch) {
  web::Request asked = request("GET", "/scim/v2/Groups/7");
  asked.head.headers.push_back({"If-None-Match", "W/\"3\""});
  asked.head.headers.push_back({"If-Match", "W/\"4\""});
  EXPECT_EQ(send(asked).status, 412);
  asked.head.headers.back().value = "W/\"3\"";
  EXPECT_EQ(send(asked).status, 304);
}

TEST_F(Reading, AnswersInFullForAnotherVersion) {
  for (const char* tags : {"W/\"4\"", "3", "", "W/\"33\""}) {
    EXPECT_EQ(get_with("If-None-Match", tags).status, 200) << tags;
  }
}

TEST_F(Reading, JoinsSeveralFieldsOfTags) {
  web::Request asked = request("GET", "/scim/v2/Users/7");
  asked.head.headers.push_back({"If-None-Match", "W/\"1\""});
  asked.head.headers.push_back({"if-none-match", "W/\"3\""});
  EXPECT_EQ(send(asked).status, 304);
}

TEST_F(Reading, PassesFaultsOn) {
  service.fault = core::Fault{core::FaultKind::NotReady, "not yet", {}, std::chrono::seconds(9)};
  for (const char* path : {"/scim/v2/Users", "/scim/v2/Users/7"}) {
    const auto response = send("GET", path);
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(test::header_of(response, "Retry-After"), "9");
    EXPECT_EQ(detail(response), "not yet");
  }
}

TEST_F(Reading, RefusesABadQueryBeforeTheServiceIsAsked) {
  const auto response = send("GET", "/scim/v2/Users?filter=%zz");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(scim_type(response), "invalidValue");
  EXPECT_TRUE(service.calls.empty());
}

TEST_F(Reading, CanBeAnsweredLater) {
  service.late = true;
  const auto outcome = start(request("GET", "/scim/v2/Users/7"));
  EXPECT_FALSE(outcome->response);
  service.kept(service.shown);
  ASSERT_TRUE(outcome->response);
  EXPECT_EQ(outcome->response->status, 200);
}

TEST_F(Reading, LeavesTheAnswerToTheServerWhenTheServiceForgets) {
  service.late = true;
  const auto outcome = start(request("GET", "/scim/v2/Users/7"));
  EXPECT_FALSE(outcome->abandoned);
  service.kept = nullptr;
  EXPECT_TRUE(outcome->abandoned);
}

}  // namespace
}  // namespace bridge::http
