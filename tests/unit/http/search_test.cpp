#include "http_fixture.hpp"

namespace bridge::http {
namespace {

constexpr const char* kUrn = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"])";

class Search : public test::HttpTest {
 protected:
  web::Response search(const std::string& path, const std::string& members) {
    return send("POST", "/scim/v2/" + path, std::string("{") + kUrn + members + "}");
  }
};

TEST_F(Search, AsksForTheSameAsAQuery) {
  const auto found = search("Users/.search", R"(,"filter":"title pr","startIndex":2,"count":3,"sortBy":"userName",
      "sortOrder":"descending","attributes":["id","emails.value"])");
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(found.body, R"({"totalResults":0})");
  const service::ListQuery asked = service.list_query;
  EXPECT_EQ(send("GET",
                 "/scim/v2/Users?filter=title+pr&startIndex=2&count=3&sortBy=userName&sortOrder=descending"
                 "&attributes=id,emails.value")
                .status,
            200);
  EXPECT_EQ(service.calls, (std::vector<std::string>{"list Users", "list Users"}));
  EXPECT_EQ(asked.filter, "title pr");
  EXPECT_EQ(asked.filter, service.list_query.filter);
  EXPECT_EQ(asked.start_index, service.list_query.start_index);
  EXPECT_EQ(asked.count, service.list_query.count);
  EXPECT_EQ(asked.sort_by, service.list_query.sort_by);
  EXPECT_EQ(asked.sort_order, service.list_query.sort_order);
  EXPECT_EQ(asked.cursor, service.list_query.cursor);
  EXPECT_EQ(asked.view.attributes, service.list_query.view.attributes);
  EXPECT_EQ(asked.view.excluded_attributes, service.list_query.view.excluded_attributes);
}

TEST_F(Search, IsAnsweredAtEachEndpointAndAtTheBase) {
  EXPECT_EQ(search("Users/.search", "").status, 200);
  EXPECT_EQ(search("Groups/.search", R"(,"excludedAttributes":["members"],"cursor":"")").status, 200);
  EXPECT_EQ(service.list_query.view.excluded_attributes, "members");
  EXPECT_EQ(service.list_query.cursor, "");
  EXPECT_EQ(search(".search", "").status, 200);
  EXPECT_EQ(search(".search/", "").status, 200);
  EXPECT_EQ(service.calls, (std::vector<std::string>{"list Users", "list Groups", "list", "list"}));
}

TEST_F(Search, TakesNoParametersFromTheUrl) {
  EXPECT_EQ(search("Users/.search?filter=id+pr&count=7", R"(,"filter":"title pr")").status, 200);
  EXPECT_EQ(service.list_query.filter, "title pr");
  EXPECT_FALSE(service.list_query.count);
}

TEST_F(Search, RefusesOtherBodies) {
  for (const char* path : {"Users/.search", "Groups/.search", ".search"}) {
    const std::string target = std::string("/scim/v2/") + path;
    for (const char* body : {"", "[]", "{}", "{", R"({"schemas":["urn:x"]})"}) {
      const auto refused = send("POST", target, body);
      EXPECT_EQ(refused.status, 400) << path << body;
      EXPECT_EQ(scim_type(refused), "invalidSyntax") << path << body;
    }
    const auto misfit = search(path, R"(,"count":"7")");
    EXPECT_EQ(misfit.status, 400);
    EXPECT_EQ(scim_type(misfit), "invalidValue");
    EXPECT_NE(detail(misfit).find("count"), std::string::npos);
  }
  EXPECT_TRUE(service.calls.empty());
}

TEST_F(Search, PassesFaultsOn) {
  service.fault = core::Fault{core::FaultKind::InvalidCursor, "not mine", {}, {}};
  const auto refused = search(".search", "");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(scim_type(refused), "invalidCursor");
}

}  // namespace
}  // namespace bridge::http
