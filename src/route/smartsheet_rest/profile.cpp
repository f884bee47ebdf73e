#include "route/smartsheet_rest/profile.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/profile.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Object;
using core::Value;

std::string_view text(const Object& user, std::string_view name) { return core::text_or_empty(user, name); }

std::string_view enterprise(const Object& user, std::string_view name) {
  const Value* extension = user.find(scim::kEnterpriseUserUrn);
  const Object* attributes = extension != nullptr ? extension->if_object() : nullptr;
  return attributes != nullptr ? core::text_or_empty(*attributes, name) : std::string_view();
}

/// The first number of the type.
std::string_view phone(const Object& user, std::string_view type) {
  const Value* attribute = user.find("phoneNumbers");
  const core::Array* numbers = attribute != nullptr ? attribute->if_array() : nullptr;
  if (numbers == nullptr) return {};
  for (const Value& element : *numbers) {
    const Object* number = element.if_object();
    const bool meant = number != nullptr && core::equal_ignoring_case(core::text_or_empty(*number, "type"), type);
    if (meant) return core::text_or_empty(*number, "value");
  }
  return {};
}

struct ProfileAttribute {
  std::string_view name;
  std::string_view (*read)(const Object& user, std::string_view place);
  std::string_view place;
};

constexpr ProfileAttribute kProfile[] = {
    {"title", text, "title"},     {"department", enterprise, "department"}, {"company", enterprise, "organization"},
    {"workPhone", phone, "work"}, {"mobilePhone", phone, "mobile"},
};

}  // namespace

bool is_profile_attribute(std::string_view name) noexcept {
  return std::any_of(std::begin(kProfile), std::end(kProfile),
                     [&](const ProfileAttribute& attribute) { return attribute.name == name; });
}

void put_changed_profile(std::vector<core::Member>& body, const Object& before, const Object& after) {
  for (const ProfileAttribute& attribute : kProfile) {
    const std::string_view now = attribute.read(after, attribute.place);
    if (now != attribute.read(before, attribute.place)) body.push_back({std::string(attribute.name), Value(now)});
  }
}

}  // namespace bridge::route::smartsheet_rest

namespace bridge::route {

std::optional<Step> without_profile(const Step& step) {
  const auto* call = std::get_if<RestCall>(&step.call);
  const core::Object* body = call != nullptr ? call->body.if_object() : nullptr;
  const bool of_a_person = step.purpose == Purpose::CreatePerson || step.purpose == Purpose::ChangePerson;
  if (body == nullptr || !of_a_person) return std::nullopt;
  std::vector<core::Member> rest;
  std::copy_if(body->begin(), body->end(), std::back_inserter(rest),
               [](const core::Member& member) { return !smartsheet_rest::is_profile_attribute(member.name); });
  if (rest.size() == body->size()) return std::nullopt;
  Step without = step;
  std::get<RestCall>(without.call).body = core::Object(std::move(rest));
  return without;
}

}  // namespace bridge::route
