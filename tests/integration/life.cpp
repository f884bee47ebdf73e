#include "integration/life.hpp"

#include <gtest/gtest.h>

#include "bridge/core/ascii_case.hpp"

namespace bridge::integration {

std::string patch(const std::string& operations) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" + operations + "]}";
}

HttpAnswer expect(RunningBridge& bridge, int status, const std::string& method, const std::string& target,
                  const std::string& body) {
  HttpAnswer answer = bridge.scim(method, target, body);
  EXPECT_EQ(answer.status, status) << method << " " << target << ": " << answer.body;
  return answer;
}

std::string create_person(RunningBridge& bridge, const std::string& user_name) {
  return text_at(expect(bridge, 201, "POST", "/Users",
                        R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + user_name +
                            R"(","name":{"givenName":"Ada","familyName":"Byron"},"title":"Countess"})"),
                 "id");
}

core::Object record_of(RunningBridge& bridge, const std::string& address) {
  const core::Value state = bridge.smartsheet().state();
  for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
    const core::Object& record = *user.if_object();
    if (core::equal_ignoring_case(core::text_or_empty(record, "email"), address)) return record;
  }
  return {};
}

void live_as_person(RunningBridge& bridge) {
  const std::string name = "Ada.Byron@example.com";
  const auto kept = [&](const char* attribute) {
    return std::string(core::text_or_empty(record_of(bridge, name), attribute));
  };
  const std::string off = patch(R"({"op":"replace","value":{"active":false}})");
  const std::string id = create_person(bridge, name);
  const std::string target = "/Users/" + id;
  expect(bridge, 200, "PATCH", target, patch(R"({"op":"replace","path":"name.familyName","value":"King"})"));
  EXPECT_EQ(kept("lastName"), "King");
  expect(bridge, 200, "PATCH", target, off);
  EXPECT_EQ(kept("status"), "DEACTIVATED");
  expect(bridge, 200, "PATCH", target, off);
  expect(bridge, 200, "PATCH", target, patch(R"({"op":"replace","path":"name.givenName","value":"Augusta"})"));
  expect(bridge, 200, "PATCH", target, patch(R"({"op":"replace","value":{"active":true}})"));
  EXPECT_EQ(kept("status"), "ACTIVE");
  EXPECT_EQ(kept("firstName"), "Augusta");
  const HttpAnswer read = expect(bridge, 200, "GET", target);
  EXPECT_NE(read.body.find(R"("familyName":"King","givenName":"Augusta")"), std::string::npos) << read.body;
  EXPECT_NE(read.body.find(R"("title":"Countess")"), std::string::npos);
  expect(bridge, 204, "DELETE", target);
  EXPECT_EQ(kept("status"), "DEACTIVATED");
  expect(bridge, 404, "GET", target);
  EXPECT_EQ(create_person(bridge, name), id) << "the same Smartsheet person has the same id";
  EXPECT_EQ(kept("status"), "ACTIVE");
}

void live_as_group(RunningBridge& bridge) {
  const std::string head = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":")";
  const std::string ada = create_person(bridge, "ada@example.com");
  const std::string bob = create_person(bridge, "bob@example.com");
  const std::string with_ada = head + R"(Engineers","members":[{"value":")" + ada + "\"}]}";
  const std::string target = "/Groups/" + text_at(expect(bridge, 201, "POST", "/Groups", with_ada), "id");
  const std::string ada_leaves = patch(R"({"op":"remove","path":"members[value eq \")" + ada + R"(\"]"})");
  expect(bridge, 204, "PATCH", target, patch(R"({"op":"add","path":"members","value":[{"value":")" + bob + "\"}]}"));
  expect(bridge, 204, "PATCH", target, ada_leaves);
  expect(bridge, 204, "PATCH", target, ada_leaves);
  expect(bridge, 204, "PATCH", target, patch(R"({"op":"replace","path":"displayName","value":"Builders"})"));
  const HttpAnswer read = expect(bridge, 200, "GET", target);
  EXPECT_NE(read.body.find(bob), std::string::npos);
  EXPECT_EQ(read.body.find(ada), std::string::npos);
  EXPECT_NE(read.body.find("Builders"), std::string::npos);
  expect(bridge, 409, "POST", "/Groups", head + "Builders\"}");
  expect(bridge, 204, "DELETE", target);
  expect(bridge, 404, "GET", target);
}

}  // namespace bridge::integration
