#include <algorithm>
#include <iterator>
#include <optional>

#include "bridge/route/record.hpp"
#include "bridge/route/smartsheet_scim/people.hpp"
#include "route/roles.hpp"
#include "route/smartsheet_scim/held.hpp"
#include "route/smartsheet_scim/resource.hpp"

namespace bridge::route::smartsheet_scim {

namespace {

using core::Array;
using core::Object;
using core::Value;

const Object* answered_user(const Value& answer) {
  const Object* object = answer.if_object();
  return object != nullptr && is_resource(*object) && !text_under(*object, "userName").empty() ? object : nullptr;
}

Object sent_body(const Step& step) {
  const Object* body = view(step.call).body.if_object();
  return body != nullptr ? *body : Object();
}

/// The resource after one operation of those that plans have.
Object applied(const Object& resource, const Object& operation) {
  const std::string_view path = core::text_or_empty(operation, "path");
  const Value* found = operation.find("value");
  const Value value = found != nullptr ? *found : Value();
  if (path == "active") return resource.with("active", value);
  if (path == "roles") {
    const Object sent{{"roles", value}};
    if (core::text_or_empty(operation, "op") != "add") return resource.with("roles", value);
    RoleNames roles = scim_roles_in(resource);
    roles.merge(scim_roles_in(sent));
    return resource.with("roles", roles_attribute(roles));
  }
  const auto held = std::find_if(std::begin(kHeld), std::end(kHeld), [&](const Held& row) { return row.path == path; });
  if (held == std::end(kHeld)) return resource;
  const std::string* text = value.if_string();
  return with_text(resource, *held, text != nullptr ? *text : std::string());
}

Object patched(const Step& step, const Object& seen) {
  Object resource = as_scim_user(seen);
  const Object body = sent_body(step);
  const Array* operations = array_under(body, "Operations");
  for (const Value& operation : operations != nullptr ? *operations : Array()) {
    if (const Object* object = operation.if_object()) resource = applied(resource, *object);
  }
  return resource;
}

/// What was sent, with what the answer says of the new person, be it the id alone.
Object created(const Step& step, const Value& answer) {
  Object resource = sent_body(step);
  const Object* answered = answer.if_object();
  const std::string id = answered != nullptr ? id_under(*answered, "id") : std::string();
  return id.empty() ? resource : resource.with("id", id);
}

}  // namespace

Object user_effect(const Step& step, const Value& answer, const Object& seen) {
  const Object* answered = answered_user(answer);
  switch (step.purpose) {
    case Purpose::CreatePerson: return stable_user(answered != nullptr ? *answered : created(step, answer));
    case Purpose::ChangePerson:
    case Purpose::Downgrade:
    case Purpose::Deactivate:
    case Purpose::Reactivate: return stable_user(answered != nullptr ? *answered : patched(step, seen));
    case Purpose::CreateGroup:
    case Purpose::ChangeGroup:
    case Purpose::DeleteGroup:
    case Purpose::AddMembers:
    case Purpose::RemoveMembers:
    case Purpose::TransferGroup:
    case Purpose::RemovePerson:
    case Purpose::ConfirmPending:
    case Purpose::CancelInvitation: return seen;
  }
  return seen;
}

bool is_done_already(const Step& step, const Object& resource) {
  const Value* value = resource.find_ignoring_case("active");
  const bool* active = value != nullptr ? value->if_bool() : nullptr;
  if (active == nullptr) return false;
  if (step.purpose == Purpose::Deactivate) return !*active;
  // Roles and the like go in the same call: all of it must show.
  const Object known = stable_user(resource);
  return step.purpose == Purpose::Reactivate && *active && stable_user(patched(step, as_resource(resource))) == known;
}

}  // namespace bridge::route::smartsheet_scim
