#include "presenter.hpp"

#include <utility>
#include <vector>

#include "bridge/json/codec.hpp"
#include "bridge/route/record.hpp"
#include "bridge/scim/entity_tag.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::service {

namespace {

using core::Array;
using core::Object;
using core::Value;
using store::Glimpse;

/// What a person is called in a list of members.
std::string_view display_of(const Glimpse& person) {
  const std::string_view display = person.shown_text("displayName");
  return display.empty() ? person.shown_text("userName") : display;
}

}  // namespace

const scim::ResourceType& type_of(const scim::SchemaRegistry& schemas, store::Kind kind) {
  return kind == store::Kind::User ? schemas.user() : schemas.group();
}

std::string Presenter::location(const Glimpse& entry) const {
  return base_url_ + type_of(schemas_, entry.kind()).endpoint() + "/" + std::string(entry.id());
}

const std::array<Presenter::DerivedMember, Presenter::kDerivedMembers>& Presenter::derived_members() noexcept {
  static constexpr std::array<DerivedMember, kDerivedMembers> kMembers{{
      {"id", std::nullopt, true, &Presenter::id},
      {"externalId", std::nullopt, true, &Presenter::external_id},
      {"groups", store::Kind::User, false, &Presenter::groups},
      {"members", store::Kind::Group, false, &Presenter::members},
      {scim::kSmartsheetUserUrn, store::Kind::User, false, &Presenter::smartsheet_extension},
      {scim::kSmartsheetGroupUrn, store::Kind::Group, false, &Presenter::smartsheet_extension},
      {"meta", std::nullopt, false, &Presenter::meta},
  }};
  return kMembers;
}

const Presenter::DerivedMember* Presenter::derived_member(store::Kind kind, std::string_view name) noexcept {
  for (const DerivedMember& member : derived_members()) {
    if (member.name == name && member.kind.value_or(kind) == kind) return &member;
  }
  return nullptr;
}

std::optional<Value> Presenter::id(const Glimpse& entry) const { return Value(entry.id()); }

std::optional<Value> Presenter::external_id(const Glimpse& entry) const {
  const auto external = entry.external_id(client_);
  return external ? std::optional<Value>(*external) : std::nullopt;
}

std::optional<Value> Presenter::smartsheet_extension(const Glimpse& entry) const {
  const bool person = entry.kind() == store::Kind::User;
  if (schemas_.schema(person ? scim::kSmartsheetUserUrn : scim::kSmartsheetGroupUrn) == nullptr) return std::nullopt;
  Object told =
      person ? route::extension_of_user(entry.seen(), entry.moving()) : route::extension_of_group(entry.seen());
  if (told.empty()) return std::nullopt;
  return Value(std::move(told));
}

std::optional<Value> Presenter::meta(const Glimpse& entry) const {
  return Value(Object{{"resourceType", type_of(schemas_, entry.kind()).name()},
                      {"created", core::to_date_time(entry.created())},
                      {"lastModified", core::to_date_time(entry.modified())},
                      {"location", location(entry)},
                      {"version", scim::entity_tag(entry.version())}});
}

std::optional<Value> Presenter::members(const Glimpse& group) const {
  std::vector<Value> list;
  for (const core::ResourceId& user : index_.members(group.resource_id())) {
    const Glimpse person = index_.glimpse(store::Kind::User, user);
    if (!person) continue;
    list.emplace_back(Object{{"value", user.text},
                             {"$ref", base_url_ + schemas_.user().endpoint() + "/" + user.text},
                             {"type", "User"},
                             {"display", display_of(person)}});
  }
  if (list.empty()) return std::nullopt;
  return Value(Array(std::move(list)));
}

std::optional<Value> Presenter::groups(const Glimpse& user) const {
  std::vector<Value> list;
  for (const core::ResourceId& of : index_.groups_of(user.resource_id())) {
    const Glimpse group = index_.glimpse(store::Kind::Group, of);
    if (!group) continue;
    list.emplace_back(Object{{"value", of.text},
                             {"$ref", base_url_ + schemas_.group().endpoint() + "/" + of.text},
                             {"display", group.shown_text("displayName")},
                             {"type", "direct"}});
  }
  if (list.empty()) return std::nullopt;
  return Value(Array(std::move(list)));
}

Object Presenter::resource(const Glimpse& entry, const scim::Projection& projection) const {
  const scim::ResourceType& type = type_of(schemas_, entry.kind());
  const Object shown = entry.shown();
  std::vector<core::Member> members_of;
  members_of.reserve(shown.size() + kDerivedMembers);
  const auto put_derived = [&](bool in_front) {
    for (const DerivedMember& member : derived_members()) {
      const bool wanted = member.in_front == in_front && member.kind.value_or(entry.kind()) == entry.kind();
      if (!wanted || !projection.shows(member.name, type)) continue;
      if (auto value = (this->*member.make)(entry)) members_of.push_back({std::string(member.name), *std::move(value)});
    }
  };
  const Value* schemas = shown.find("schemas");
  if (schemas != nullptr) members_of.push_back({"schemas", *schemas});
  put_derived(true);
  for (const core::Member& member : shown) {
    if (member.name != "schemas" && !is_removed(entry, member.name)) members_of.push_back(member);
  }
  put_derived(false);
  return Object(std::move(members_of));
}

Shown Presenter::shown(const Glimpse& entry, const scim::Projection& projection) const {
  const Object shown = projection.apply(resource(entry, projection), type_of(schemas_, entry.kind()));
  return {json::write(shown), scim::entity_tag(entry.version()), location(entry)};
}

Shown Presenter::unseen(const Glimpse& entry) const { return {{}, scim::entity_tag(entry.version()), location(entry)}; }

}  // namespace bridge::service
