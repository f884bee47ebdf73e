#include "http_fixture.hpp"

namespace bridge::http {
namespace {

using Headers = std::vector<web::Header>;

struct Case {
  const char* name;
  Headers headers;
  bool taken;
};

const Case kBodies[] = {
    {"Scim", {{"Content-Type", "application/scim+json"}}, true},
    {"Json", {{"Content-Type", "application/json"}}, true},
    {"AnyCase", {{"content-type", "Application/SCIM+JSON"}}, true},
    {"Utf8", {{"Content-Type", "application/scim+json; charset=utf-8"}}, true},
    {"Utf8Quoted", {{"Content-Type", "application/json;CharSet=\"UTF-8\" ;x=1"}}, true},
    {"OtherParameters", {{"Content-Type", "application/json; odata=\"a;charset=latin1\""}}, true},
    {"Missing", {}, true},
    {"Empty", {{"Content-Type", ""}}, true},
    {"Identity", {{"Content-Encoding", "identity"}}, true},
    {"Xml", {{"Content-Type", "application/xml"}}, false},
    {"TextJson", {{"Content-Type", "text/json"}}, false},
    {"Form", {{"Content-Type", "application/x-www-form-urlencoded"}}, false},
    {"Latin1", {{"Content-Type", "application/json; charset=ISO-8859-1"}}, false},
    {"Twice", {{"Content-Type", "application/json"}, {"Content-Type", "text/html"}}, false},
    {"Gzip", {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}, false},
};

const Case kAnswers[] = {
    {"Missing", {}, true},
    {"Empty", {{"Accept", ""}}, true},
    {"Anything", {{"Accept", "*/*"}}, true},
    {"AnyApplication", {{"Accept", "application/*"}}, true},
    {"Scim", {{"Accept", "application/scim+json"}}, true},
    {"Json", {{"Accept", "Application/JSON; charset=utf-8"}}, true},
    {"OneOfSeveral", {{"Accept", "text/html, application/xml;q=0.9, application/json;q=0.1"}}, true},
    {"InAnotherField", {{"Accept", "text/html"}, {"Accept", "application/scim+json"}}, true},
    {"Html", {{"Accept", "text/html"}}, false},
    {"Xml", {{"Accept", "application/xml, text/*"}}, false},
    {"JsonRefused", {{"Accept", "application/json;q=0, text/html"}}, false},
    {"AllRefused", {{"Accept", "*/*; q=0.000"}}, false},
};

class MediaTypes : public test::HttpTest, public testing::WithParamInterface<Case> {
 protected:
  web::Request with_headers(web::Request asked) const {
    asked.head.headers.insert(asked.head.headers.end(), GetParam().headers.begin(), GetParam().headers.end());
    return asked;
  }
};

class BodyTypes : public MediaTypes {};
TEST_P(BodyTypes, AreTakenOr415BeforeTheBody) {
  const auto outcome = start(with_headers(request("POST", "/scim/v2/Users", "{}")));
  ASSERT_TRUE(outcome->response);
  EXPECT_EQ(outcome->response->status, GetParam().taken ? 200 : 415);
  EXPECT_EQ(outcome->refused_at_head, !GetParam().taken);
}
TEST_P(BodyTypes, MeanNothingWithoutABody) {
  EXPECT_EQ(send(with_headers(request("GET", "/scim/v2/Users"))).status, 200);
  EXPECT_EQ(send(with_headers(request("DELETE", "/scim/v2/Users/7"))).status, 204);
}
INSTANTIATE_TEST_SUITE_P(All, BodyTypes, testing::ValuesIn(kBodies),
                         [](const auto& row) { return std::string(row.param.name); });

class AnswerTypes : public MediaTypes {};
TEST_P(AnswerTypes, AreScimJsonOr406WithoutAWrite) {
  const auto outcome = start(with_headers(request("POST", "/scim/v2/Users", "{}")));
  ASSERT_TRUE(outcome->response);
  EXPECT_EQ(outcome->response->status, GetParam().taken ? 200 : 406);
  EXPECT_EQ(test::header_of(*outcome->response, "Content-Type"), "application/scim+json");
  EXPECT_EQ(service.calls.empty(), !GetParam().taken);
}
INSTANTIATE_TEST_SUITE_P(All, AnswerTypes, testing::ValuesIn(kAnswers),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace bridge::http
