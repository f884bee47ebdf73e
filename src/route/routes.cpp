#include "bridge/route/routes.hpp"

#include "bridge/route/record.hpp"
#include "bridge/route/smartsheet_rest/answer.hpp"
#include "bridge/route/smartsheet_rest/groups.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"
#include "bridge/route/smartsheet_scim/groups.hpp"
#include "bridge/route/smartsheet_scim/people.hpp"

namespace bridge::route {

namespace {

namespace rest = smartsheet_rest;
namespace own_scim = smartsheet_scim;
using core::Object;
using core::Value;

bool is_rest(Route route) { return route == Route::Rest; }

}  // namespace

core::Result<Plan> plan_creation(Route route, const PersonCreation& creation, const PersonPolicy& policy) {
  return is_rest(route) ? rest::plan_creation(creation, policy) : own_scim::plan_creation(creation, policy);
}

core::Result<Plan> plan_change(Route route, const PersonChange& change, const PersonPolicy& policy) {
  return is_rest(route) ? rest::plan_change(change, policy) : own_scim::plan_change(change, policy);
}

core::Result<Plan> plan_revival(Route route, const PersonChange& change, const std::vector<GroupOfPerson>& groups,
                                const core::ResourceId& person, const PersonPolicy& policy) {
  return is_rest(route) ? rest::plan_revival(change, groups, person, policy)
                        : own_scim::plan_revival(change, groups, person, policy);
}

Plan plan_group_creation(Route route, std::string_view name, const std::vector<GroupMember>& members) {
  return is_rest(route) ? rest::plan_group_creation(name, members) : own_scim::plan_group_creation(name, members);
}

Plan plan_group_change(Route route, const core::UpstreamId& group, const std::optional<std::string>& new_name,
                       const std::vector<GroupMember>& joining, const std::vector<GroupMember>& leaving) {
  return is_rest(route) ? rest::plan_group_change(group, new_name, joining, leaving)
                        : own_scim::plan_group_change(group, new_name, joining, leaving);
}

Plan plan_group_removal(Route route, const core::UpstreamId& group) {
  return is_rest(route) ? rest::plan_group_removal(group) : own_scim::plan_group_removal(group);
}

Object user_effect(const Step& step, const Value& answer, const Object& seen) {
  return is_rest(route_of(step.call)) ? rest::user_effect(step, answer, seen)
                                      : own_scim::user_effect(step, answer, seen);
}

Object group_effect(const Step& step, const Value& answer, const Object& seen) {
  return is_rest(route_of(step.call)) ? rest::group_effect(step, answer, seen)
                                      : own_scim::group_effect(step, answer, seen);
}

std::optional<core::UpstreamId> created_id(const Call& call, const Value& answer) {
  if (is_rest(route_of(call))) {
    auto id = rest::created_id(answer);
    return id ? std::optional(core::UpstreamId(std::move(*id))) : std::nullopt;
  }
  const Object* resource = answer.if_object();
  const std::string_view id = resource != nullptr ? core::text_or_empty(*resource, "id") : std::string_view();
  return id.empty() ? std::nullopt : std::optional(core::UpstreamId(std::string(id)));
}

Value creation_answer(const Call& call, const Object& record) {
  return is_rest(route_of(call)) ? Value(Object{{"result", record}}) : Value(record);
}

bool is_done_already(const Step& step, const Object& record) {
  return is_rest(route_of(step.call)) ? rest::is_done_already(step, record) : own_scim::is_done_already(step, record);
}

Call find_user(Route route, std::string_view email) {
  return is_rest(route) ? Call(rest::find_user(email)) : Call(own_scim::find_user(email));
}

Call find_users(const std::vector<std::string>& emails) { return rest::find_users(emails); }

Call get_user(Route route, const core::UpstreamId& id) {
  return is_rest(route) ? Call(rest::get_user(id)) : Call(own_scim::get_user(id));
}

Call get_group(Route route, const core::UpstreamId& id) {
  return is_rest(route) ? Call(rest::get_group(id)) : Call(own_scim::get_group(id));
}

Call list_users(Route route, std::int64_t from) {
  return is_rest(route) ? Call(rest::list_users(from)) : Call(own_scim::list_users(from));
}

Call list_groups(Route route, std::int64_t from) {
  return is_rest(route) ? Call(rest::list_groups(from)) : Call(own_scim::list_groups(from));
}

core::Result<Page> read_page(Route route, const Value& answer, std::int64_t from) {
  return is_rest(route) ? rest::read_page(answer, from) : own_scim::read_page(answer, from);
}

Call probe(Route route) { return is_rest(route) ? Call(rest::get_owner()) : Call(own_scim::probe()); }

std::optional<std::vector<RecordedMember>> recorded_members(const Object& group_record) {
  return form_of(group_record) == Form::Rest ? rest::recorded_members(group_record)
                                             : own_scim::recorded_members(group_record);
}

}  // namespace bridge::route
