#include "bridge/route/plan.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "bridge/core/overloaded.hpp"
#include "bridge/route/smartsheet_rest/removal.hpp"
#include "route/percent.hpp"

namespace bridge::route {

namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

constexpr std::string_view kIdOfStep = "{id of step ";

constexpr std::array<std::pair<Purpose, const char*>, 14> kPurposes{{
    {Purpose::CreatePerson, "create_person"},
    {Purpose::ChangePerson, "change_person"},
    {Purpose::Deactivate, "deactivate"},
    {Purpose::Reactivate, "reactivate"},
    {Purpose::CreateGroup, "create_group"},
    {Purpose::ChangeGroup, "change_group"},
    {Purpose::DeleteGroup, "delete_group"},
    {Purpose::AddMembers, "add_members"},
    {Purpose::RemoveMembers, "remove_member"},
    {Purpose::Downgrade, "downgrade"},
    {Purpose::TransferGroup, "transfer_group"},
    {Purpose::RemovePerson, "remove_person"},
    {Purpose::ConfirmPending, "confirm_pending"},
    {Purpose::CancelInvitation, "cancel_invitation"},
}};

core::Failure unreadable(const char* what) {
  return core::Failure{{FaultKind::Bug, "a stored plan can't be read", {std::string("stored plan: ") + what}, {}}};
}

Value step_value(const Step& step) {
  const CallView call = view(step.call);
  std::vector<Value> members;
  for (const core::ResourceId& member : step.members) members.emplace_back(member.text);
  return Object{{"purpose", to_string(step.purpose)},
                {"route", to_string(call.route)},
                {"method", call.method},
                {"path", call.path},
                {"body", call.body},
                {"look_up", step.on_unknown == OnUnknown::LookUp},
                {"members", Array(std::move(members))},
                {"group", step.group.text}};
}

std::optional<Purpose> purpose_from(std::string_view name) {
  for (const auto& [purpose, text] : kPurposes) {
    if (name == text) return purpose;
  }
  return std::nullopt;
}

template <class RouteCall>
RouteCall call_from(const Object& object) {
  const Value* body = object.find("body");
  return {std::string(core::text_or_empty(object, "method")), std::string(core::text_or_empty(object, "path")),
          body != nullptr ? *body : Value()};
}

core::Result<Step> step_from(const Value& value) {
  const Object* object = value.if_object();
  if (object == nullptr) return unreadable("a step is no object");
  const auto purpose = purpose_from(core::text_or_empty(*object, "purpose"));
  const auto route = route_from(core::text_or_empty(*object, "route"));
  if (!purpose || !route) return unreadable("unknown purpose or route");
  Step step;
  step.purpose = *purpose;
  step.call = *route == Route::Rest ? Call(call_from<RestCall>(*object)) : Call(call_from<ScimCall>(*object));
  step.on_unknown = core::flag_or_false(*object, "look_up") ? OnUnknown::LookUp : OnUnknown::Repeat;
  step.group = core::ResourceId(std::string(core::text_or_empty(*object, "group")));
  const Value* members = object->find("members");
  if (members == nullptr || members->if_array() == nullptr) return unreadable("a step has no members");
  for (const Value& member : *members->if_array()) {
    const std::string* id = member.if_string();
    if (id == nullptr) return unreadable("a member's id is no text");
    step.members.emplace_back(*id);
  }
  return step;
}

}  // namespace

const char* to_string(Purpose purpose) noexcept {
  for (const auto& [known, text] : kPurposes) {
    if (known == purpose) return text;
  }
  return "?";
}

const char* to_string(Route route) noexcept { return route == Route::Rest ? "rest" : "scim"; }

std::optional<Route> route_from(std::string_view name) noexcept {
  if (name == "rest") return Route::Rest;
  if (name == "scim") return Route::Scim;
  return std::nullopt;
}

CallView view(const Call& call) noexcept {
  return std::visit(core::overloaded{
                        [](const RestCall& rest) {
                          return CallView{Route::Rest, rest.method, rest.path, rest.body};
                        },
                        [](const ScimCall& scim) {
                          return CallView{Route::Scim, scim.method, scim.path, scim.body};
                        },
                    },
                    call);
}

std::string id_of_step(std::size_t index) { return std::string(kIdOfStep) + std::to_string(index) + "}"; }

core::Result<Call> with_ids(const Call& call, const std::vector<std::optional<core::UpstreamId>>& ids) {
  Call ready = call;
  std::string& path = std::visit([](auto& of_route) -> std::string& { return of_route.path; }, ready);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::string place = id_of_step(i);
    const std::size_t at = path.find(place);
    if (at == std::string::npos) continue;
    if (!ids[i]) break;
    path.replace(at, place.size(), percent_encoded(ids[i]->text));
  }
  if (path.find(kIdOfStep) != std::string::npos) {
    return core::Failure{{FaultKind::Bug, "a planned step has no target", {"no id for " + path}, {}}};
  }
  return ready;
}

Value to_value(const Plan& plan) {
  std::vector<Value> steps;
  steps.reserve(plan.steps.size());
  for (const Step& step : plan.steps) steps.push_back(step_value(step));
  return Array(std::move(steps));
}

core::Result<Plan> plan_from_value(const Value& value) {
  const Array* steps = value.if_array();
  if (steps == nullptr) return unreadable("no list of steps");
  Plan plan;
  for (const Value& item : *steps) {
    auto step = step_from(item);
    if (!step) return step.passed_on();
    plan.steps.push_back(std::move(*step));
  }
  if (!smartsheet_rest::Removals::restore(plan)) return unreadable("a removal that no planner builds");
  return plan;
}

}  // namespace bridge::route
