#pragma once
// Calls to Smartsheet's own SCIM service, short to write and compared as JSON.

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/json/codec.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::test {

inline constexpr std::string_view kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A call, its body as JSON: the order of members does not matter.
struct Sent {
  std::string head;
  core::Value body;
  bool operator==(const Sent&) const = default;
};
using AllSent = std::vector<Sent>;

inline void PrintTo(const Sent& sent, std::ostream* out) { *out << sent.head << " " << json::write(sent.body); }

/// A call of this route; the head alone when there is no body.
inline Sent sent(const Call& call) {
  const auto& scim = std::get<ScimCall>(call);
  return {scim.method + " " + scim.path, scim.body};
}

inline AllSent sent(const Plan& plan) {
  AllSent calls;
  for (const Step& step : plan.steps) calls.push_back(sent(step.call));
  return calls;
}

/// For example patch("/Users/u-7", R"([{"op":"remove","path":"title"}])").
inline Sent patch(std::string_view path, std::string_view operations) {
  return {"PATCH " + std::string(path),
          core::Object{{"schemas", core::Array{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}},
                       {"Operations", parse(operations)}}};
}

/// A User resource of these members (JSON without the braces).
inline core::Object user(std::string_view members) {
  const bool enterprise = members.find(kEnterprise) != std::string_view::npos;
  const core::Object resource = object("{" + std::string(members) + "}");
  const core::Value base = "urn:ietf:params:scim:schemas:core:2.0:User";
  return resource.with("schemas", enterprise ? core::Array{base, kEnterprise} : core::Array{base});
}

/// What a tenant grants that names nobody System Admin.
inline const PersonPolicy kGranting{{"LICENSED_USER", "GROUP_ADMIN", "RESOURCE_VIEWER", "JIRA_USER"}, false};

/// A change of the person u-7; `seen` are the members of a User resource.
inline PersonChange scim_change(std::string_view seen, std::string_view before, std::string_view after,
                                bool roles_meant = false) {
  PersonChange made;
  made.upstream = core::UpstreamId("u-7");
  made.seen = user(seen);
  made.before = object(before);
  made.after = object(after);
  made.roles_meant = roles_meant;
  return made;
}

/// A step of this purpose that sends these operations.
inline Step scim_step(Purpose purpose, std::string_view operations) {
  return {purpose, ScimCall{"PATCH", "/somewhere", patch("", operations).body}, OnUnknown::Repeat, {}, {}};
}

}  // namespace bridge::route::test
