#include "accelerated/scenario.hpp"

#include <gtest/gtest.h>

namespace bridge::accelerated {

using core::Object;

void fill_with_cast(emulator::Emulator& smartsheet) {
  const auto add = [&](const char* email, const char* first, const Object& more) {
    return smartsheet.add_user(Object(more).with("email", email).with("firstName", first).with("lastName", "Lee"));
  };
  const Object licensed{{"licensedSheetCreator", true}};
  add("heir@example.com", "Hal", licensed.with("groupAdmin", true));
  const std::int64_t anna =
      add("anna@example.com", "Anna", licensed.with("resourceViewer", true).with("sheetCount", 7));
  const std::int64_t ben = add("ben@example.com", "Ben", licensed);
  add("carl@example.com", "Carl", licensed);
  smartsheet.add_group("Team", {anna, ben});
  smartsheet.add_group("Crew", {anna});
}

std::string user_body(const std::string& user_name, const std::string& more) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + user_name + "\"" +
         (more.empty() ? "" : ",") + more + "}";
}

std::string group_body(const std::string& name, const std::vector<std::string>& members) {
  std::string list;
  for (const std::string& id : members) list += (list.empty() ? "" : ",") + (R"({"value":")" + id + "\"}");
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":")" + name + "\"" +
         (members.empty() ? "" : R"(,"members":[)" + list + "]") + "}";
}

std::string patch_body(const std::string& operations) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" + operations + "]}";
}

std::string user_id(World& world, const std::string& user_name) {
  std::string id = world.id_of(store::Kind::User, user_name);
  EXPECT_FALSE(id.empty()) << user_name << " is not there";
  return id;
}

Request patch_user(World& world, const std::string& user_name, const std::string& operations) {
  return {"PATCH", "/Users/" + user_id(world, user_name), patch_body(operations)};
}

Request patch_group(World& world, const std::string& name, const std::string& operations) {
  const std::string id = world.id_of(store::Kind::Group, name);
  EXPECT_FALSE(id.empty()) << name << " is not there";
  return {"PATCH", "/Groups/" + id, patch_body(operations)};
}

Request delete_user(World& world, const std::string& user_name) {
  return {"DELETE", "/Users/" + user_id(world, user_name)};
}

void must(World& world, const Request& request) {
  const Answer answer = world.ask_until_final(request);
  EXPECT_TRUE(answer.status >= 200 && answer.status < 300)
      << request.method << " " << request.target << ": " << answer.status << " " << answer.body;
}

}  // namespace bridge::accelerated
