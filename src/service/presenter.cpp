#include "presenter.hpp"

#include <utility>
#include <vector>

#include "bridge/json/codec.hpp"
#include "bridge/scim/entity_tag.hpp"

namespace bridge::service {

namespace {

using core::Array;
using core::Object;
using core::Value;
using store::EntryPtr;

/// What a person is called in a list of members.
std::string_view display_of(const store::Entry& person) {
  const std::string_view display = core::text_or_empty(person.shown, "displayName");
  return display.empty() ? std::string_view(person.row.name) : display;
}

}  // namespace

const scim::ResourceType& type_of(const scim::SchemaRegistry& schemas, store::Kind kind) {
  return kind == store::Kind::User ? schemas.user() : schemas.group();
}

std::string Presenter::location(const store::Entry& entry) const {
  return base_url_ + type_of(schemas_, entry.row.kind).endpoint() + "/" + entry.row.id.text;
}

Object Presenter::meta(const store::Entry& entry) const {
  return Object{{"resourceType", type_of(schemas_, entry.row.kind).name()},
                {"created", core::to_date_time(entry.row.created)},
                {"lastModified", core::to_date_time(entry.row.modified)},
                {"location", location(entry)},
                {"version", scim::entity_tag(entry.row.version)}};
}

Array Presenter::members(const core::ResourceId& group) const {
  std::vector<Value> list;
  for (const core::ResourceId& id : index_.members(group)) {
    const EntryPtr person = index_.find(store::Kind::User, id);
    if (!person) continue;
    list.emplace_back(Object{{"value", id.text},
                             {"$ref", base_url_ + schemas_.user().endpoint() + "/" + id.text},
                             {"type", "User"},
                             {"display", display_of(*person)}});
  }
  return Array(std::move(list));
}

Array Presenter::groups(const core::ResourceId& user) const {
  std::vector<Value> list;
  for (const core::ResourceId& id : index_.groups_of(user)) {
    const EntryPtr group = index_.find(store::Kind::Group, id);
    if (!group) continue;
    list.emplace_back(Object{{"value", id.text},
                             {"$ref", base_url_ + schemas_.group().endpoint() + "/" + id.text},
                             {"display", core::text_or_empty(group->shown, "displayName")},
                             {"type", "direct"}});
  }
  return Array(std::move(list));
}

Object Presenter::resource(const store::Entry& entry, bool derived) const {
  std::vector<core::Member> members_of;
  members_of.reserve(entry.shown.size() + 4);
  const Value* schemas = entry.shown.find("schemas");
  if (schemas != nullptr) members_of.push_back({"schemas", *schemas});
  members_of.push_back({"id", entry.row.id.text});
  const auto external = entry.row.external_ids.find(client_);
  if (external != entry.row.external_ids.end()) members_of.push_back({"externalId", external->second});
  for (const core::Member& member : entry.shown) {
    if (member.name != "schemas") members_of.push_back(member);
  }
  if (derived) {
    const bool user = entry.row.kind == store::Kind::User;
    Array list = user ? groups(entry.row.id) : members(entry.row.id);
    if (!list.empty()) members_of.push_back({user ? "groups" : "members", std::move(list)});
  }
  members_of.push_back({"meta", meta(entry)});
  return Object(std::move(members_of));
}

Shown Presenter::shown(const store::Entry& entry, const scim::Projection& projection) const {
  const scim::ResourceType& type = type_of(schemas_, entry.row.kind);
  const bool derived = projection.shows(entry.row.kind == store::Kind::User ? "groups" : "members", type);
  const Object whole = resource(entry, derived);
  return {json::write(projection.apply(whole, type)), scim::entity_tag(entry.row.version), location(entry)};
}

}  // namespace bridge::service
