#include "http_fixture.hpp"

namespace bridge::http {
namespace {

using service::BulkOutcome;
using service::Delivery;

class Bulk : public test::HttpTest {
 protected:
  static BulkOutcome made(std::string bulk_id, std::string id) {
    const std::string location = "https://x/Users/" + id;
    service::Written written{service::Shown{"{}", "W/\"1\"", location}, true, {}, core::ResourceId(id)};
    return {"POST", std::move(bulk_id), location, written};
  }
  static BulkOutcome failed(std::string method, std::string location, core::Fault fault) {
    return {std::move(method), "", std::move(location), core::Failure{std::move(fault)}};
  }
};

TEST_F(Bulk, HandsTheBodyToTheService) {
  EXPECT_EQ(send("POST", "/scim/v2/Bulk", R"({"Operations":[1]})").status, 200);
  EXPECT_EQ(service.bulk_body, test::parse(R"({"Operations":[1]})"));
}

TEST_F(Bulk, TellsWhatBecameOfEachOperationInTheOrderGiven) {
  service.bulk_outcomes = {
      made("u", "7"),
      {"PUT", "p", "https://x/Users/8", service::Written{service::Shown{"{}", "W/\"4\"", ""}, false, {}}},
      {"DELETE", "", "https://x/Users/9", service::Written{}},
      failed("PATCH", "https://x/Groups/5", {core::FaultKind::PreconditionFailed, "another version", {"secret"}, {}}),
      failed("POST", "", {core::FaultKind::Uniqueness, "taken", {}, {}}),
      failed("GET", "", {core::FaultKind::InvalidValue, "method", {}, {}}),
      failed("", "", {core::FaultKind::Overloaded, "later", {}, std::chrono::seconds(9)}),
  };
  const auto response = send("POST", "/scim/v2/Bulk", "{}");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(test::header_of(response, "Content-Type"), "application/scim+json");
  EXPECT_FALSE(test::header_of(response, "Location"));
  EXPECT_EQ(test::parse(response.body), test::parse(R"({
    "schemas":["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],
    "Operations":[
      {"method":"POST","bulkId":"u","version":"W/\"1\"","location":"https://x/Users/7","status":"201"},
      {"method":"PUT","bulkId":"p","version":"W/\"4\"","location":"https://x/Users/8","status":"200"},
      {"method":"DELETE","location":"https://x/Users/9","status":"204"},
      {"method":"PATCH","location":"https://x/Groups/5","status":"412","response":
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"412","detail":"another version"}},
      {"method":"POST","status":"409","response":{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status":"409","scimType":"uniqueness","detail":"taken"}},
      {"method":"GET","status":"400","response":{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status":"400","scimType":"invalidValue","detail":"method"}},
      {"status":"503","response":{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status":"503","detail":"later"}}
    ]})"));
}

TEST_F(Bulk, IsASuccessForTheLogWhateverItsOperationsCameTo) {
  service.bulk_outcomes = {failed("POST", "", {core::FaultKind::Uniqueness, "taken", {}, {}})};
  send("POST", "/scim/v2/Bulk", "{}");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].status, 200);
  EXPECT_FALSE(lines[0].fault);
  EXPECT_EQ(lines[0].client, "okta-2026");
}

TEST_F(Bulk, IsRefusedAsAWhole) {
  struct Row {
    core::FaultKind kind;
    int status;
    const char* scim_type;
  };
  for (const Row& row :
       {Row{core::FaultKind::InvalidSyntax, 400, "invalidSyntax"}, Row{core::FaultKind::PayloadTooLarge, 413, ""},
        Row{core::FaultKind::Forbidden, 403, ""}, Row{core::FaultKind::NotImplemented, 501, ""}}) {
    service.fault = core::Fault{row.kind, "expected at most 125", {}, {}};
    const auto response = send("POST", "/scim/v2/Bulk", "{}");
    EXPECT_EQ(response.status, row.status);
    EXPECT_EQ(scim_type(response), row.scim_type);
    EXPECT_EQ(detail(response), "expected at most 125");
  }
}

TEST_F(Bulk, IsNotReadWithoutAJsonBody) {
  EXPECT_EQ(scim_type(send("POST", "/scim/v2/Bulk", "")), "invalidSyntax");
  EXPECT_EQ(scim_type(send("POST", "/scim/v2/Bulk", "{")), "invalidSyntax");
  EXPECT_TRUE(service.calls.empty());
}

TEST_F(Bulk, TellsEveryCreationWhatBecameOfTheAnswer) {
  for (const bool handed_over : {true, false}) {
    std::vector<std::string> told;
    service.bulk_outcomes = {made("a", "7"), failed("POST", "", {core::FaultKind::Uniqueness, "taken", {}, {}}),
                             made("b", "8")};
    for (const std::size_t index : {0U, 2U}) {
      service.bulk_outcomes[index].written->delivered = [&told, index](Delivery delivery) {
        told.push_back(std::to_string(index) + (delivery == Delivery::Written ? " written" : " lost"));
      };
    }
    const auto response = send("POST", "/scim/v2/Bulk", "{}");
    ASSERT_TRUE(response.delivered);
    EXPECT_TRUE(told.empty());
    response.delivered(handed_over);
    EXPECT_EQ(told, handed_over ? (std::vector<std::string>{"0 written", "2 written"})
                                : (std::vector<std::string>{"0 lost", "2 lost"}));
  }
}

TEST_F(Bulk, AsksForNoReportWhereNothingWasCreated) {
  service.bulk_outcomes = {{"DELETE", "", "https://x/Users/9", service::Written{}}};
  EXPECT_FALSE(send("POST", "/scim/v2/Bulk", "{}").delivered);
}

}  // namespace
}  // namespace bridge::http
