#include "http_fixture.hpp"

namespace bridge::http {
namespace {

using Calls = std::vector<std::string>;

constexpr const char* kOwnUrl = "https://scim.example.com/scim/v2/Users/7";

class Me : public test::HttpTest {
 protected:
  Me() { service.linked = "7"; }
};

struct Verb {
  const char* method;
  int status;
  const char* call;
};
class AtMe : public Me, public testing::WithParamInterface<Verb> {};

TEST_P(AtMe, IsDoneToTheUserAndTellsTheUsersOwnUrl) {
  web::Request asked = request(GetParam().method, "/scim/v2/Me", "{}");
  const auto response = send(asked);
  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(service.calls, (Calls{"me", GetParam().call}));
  EXPECT_EQ(test::header_of(response, "Location"), kOwnUrl);
  std::size_t locations = 0;
  for (const web::Header& field : response.headers) locations += field.name == "Location" ? 1U : 0U;
  EXPECT_EQ(locations, 1U);
}
TEST_P(AtMe, TellsTheUrlAlsoWhereItIsRefused) {
  service.fault = core::Fault{core::FaultKind::PreconditionFailed, "another version", {}, {}};
  const auto response = send(GetParam().method, "/scim/v2/Me", "{}");
  EXPECT_EQ(response.status, 412);
  EXPECT_EQ(test::header_of(response, "Location"), kOwnUrl);
}
INSTANTIATE_TEST_SUITE_P(All, AtMe,
                         testing::Values(Verb{"GET", 200, "get Users 7"}, Verb{"HEAD", 200, "get Users 7"},
                                         Verb{"PUT", 200, "replace Users 7"}, Verb{"PATCH", 200, "modify Users 7"},
                                         Verb{"DELETE", 204, "remove Users 7"}),
                         [](const auto& row) { return std::string(row.param.method); });

TEST_F(Me, HandsEverythingOn) {
  web::Request asked = request("PATCH", "/scim/v2/Me?attributes=id", R"({"a":1})");
  asked.head.headers.push_back({"If-Match", "W/\"3\""});
  EXPECT_EQ(send(asked).status, 200);
  ASSERT_TRUE(service.write);
  EXPECT_EQ(service.write->id, core::ResourceId("7"));
  EXPECT_EQ(service.write->kind, service::Kind::User);
  EXPECT_EQ(service.write->body, test::parse(R"({"a":1})"));
  EXPECT_EQ(service.write->conditions.if_match, "W/\"3\"");
  EXPECT_EQ(service.write->view.attributes, "id");
  EXPECT_EQ(service.write->request.text, "r1");
  EXPECT_EQ(send("GET", "/scim/v2/Me?excludedAttributes=name").status, 200);
  EXPECT_EQ(service.view.excluded_attributes, "name");
}

TEST_F(Me, Answers304ToAKnownVersion) {
  web::Request asked = request("GET", "/scim/v2/Me");
  asked.head.headers.push_back({"If-None-Match", "W/\"3\""});
  const auto response = send(asked);
  EXPECT_EQ(response.status, 304);
  EXPECT_TRUE(response.body.empty());
  EXPECT_EQ(test::header_of(response, "Location"), kOwnUrl);
}

TEST_F(Me, IsNotImplementedForATokenOfNobody) {
  service.linked.reset();
  for (const char* method : {"GET", "PUT", "PATCH", "DELETE", "POST"}) {
    const auto response = send(method, "/scim/v2/Me", "{}");
    EXPECT_EQ(response.status, 501) << method;
    EXPECT_EQ(error_member(response, "status"), "501");
    EXPECT_FALSE(test::header_of(response, "Location"));
  }
  EXPECT_EQ(service.calls, Calls(4, "me"));
}

TEST_F(Me, CreatesNobody) {
  EXPECT_EQ(send("POST", "/scim/v2/Me", "{}").status, 501);
  EXPECT_TRUE(service.calls.empty());
}

TEST_F(Me, KeepsWhatItNeedsUntilTheUserIsFound) {
  service.me_late = true;
  auto asked = std::make_unique<web::Request>(request("PUT", "/scim/v2/Me", R"({"a":1})"));
  asked->head.headers.push_back({"If-Match", "*"});
  const auto outcome = start(*asked);
  EXPECT_FALSE(outcome->response);
  asked.reset();
  service.kept_me(core::ResourceId("7"));
  ASSERT_TRUE(outcome->response);
  EXPECT_EQ(outcome->response->status, 200);
  EXPECT_EQ(service.write->body, test::parse(R"({"a":1})"));
  EXPECT_EQ(service.write->conditions.if_match, "*");
  EXPECT_EQ(service.principal.base_url, "https://scim.example.com/scim/v2");
}

}  // namespace
}  // namespace bridge::http
