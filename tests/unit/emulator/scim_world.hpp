#pragma once
// A World with shorthands for the SCIM service.

#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {

inline const std::string kUser = "urn:ietf:params:scim:schemas:core:2.0:User";
inline const std::string kGroup = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline const std::string kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A JSON object that goes on with `rest` after its schemas.
[[nodiscard]] inline std::string resource(const std::string& schema, const std::string& rest) {
  return R"({"schemas":[")" + schema + "\"]" + (rest.empty() ? "" : "," + rest) + "}";
}
[[nodiscard]] inline std::string person(const std::string& rest) { return resource(kUser, rest); }
[[nodiscard]] inline std::string group(const std::string& rest) { return resource(kGroup, rest); }
/// A PATCH body with these operations.
[[nodiscard]] inline std::string patch(const std::string& operations) {
  return resource("urn:ietf:params:scim:api:messages:2.0:PatchOp", R"("Operations":[)" + operations + "]");
}
[[nodiscard]] inline std::string set(const std::string& path, const std::string& value) {
  return patch(R"({"op":"replace","path":)" + json::write(path) + R"(,"value":)" + value + "}");
}

struct ScimWorld : World {
  using World::World;

  /// `target` under /2.0/scim/v2.
  [[nodiscard]] Seen scim(const std::string& method, const std::string& target, const std::string& body = {}) const {
    Emulator::Exchange made = exchange(method, "/scim/v2" + target, body);
    made.accept = "application/scim+json";
    if (!body.empty()) made.content_type = "application/scim+json; charset=utf-8";
    return seen(emulator->handle(made));
  }
  [[nodiscard]] std::string id_of(std::int64_t rest_id) const { return emulator->scim_id_of_user(rest_id); }
  [[nodiscard]] std::string user_path(std::int64_t rest_id) const { return "/Users/" + id_of(rest_id); }
  [[nodiscard]] std::string group_path(std::int64_t rest_id) const {
    return "/Groups/" + emulator->scim_id_of_group(rest_id);
  }
  /// Adds somebody of the organisation through the service; the SCIM id.
  [[nodiscard]] std::string created(const std::string& rest) const {
    const Seen answer = scim("POST", "/Users", person(rest));
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.string("id");
  }
  /// The record of this address in the emulator's state.
  [[nodiscard]] Seen record(const std::string& email) const {
    Seen found;
    const core::Value state = emulator->state();
    for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
      if (core::text_or_empty(*user.if_object(), "email") == email) found.body = user;
    }
    return found;
  }
};

inline void expect_scim_refused(const Seen& seen, int status, const std::string& type = {}) {
  EXPECT_EQ(seen.status, status) << seen.text;
  EXPECT_EQ(seen.string("status"), std::to_string(status));
  EXPECT_EQ(seen.string("schemas.0"), "urn:ietf:params:scim:api:messages:2.0:Error");
  EXPECT_EQ(seen.string("scimType"), type) << seen.text;
  EXPECT_FALSE(seen.string("detail").empty());
}

}  // namespace bridge::emulator::test
