#include "bridge/route/plan_view.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bridge::route {

namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr std::string_view kMask = "***";

/// Members whose texts are words of a protocol, not of a person.
constexpr std::string_view kWords[] = {"schemas", "op", "path", "type", "roles"};

bool is_word(std::string_view name) {
  return std::find(std::begin(kWords), std::end(kWords), name) != std::end(kWords);
}

Value masked(const Value& value);

/// The operation's value too, where its path says that it is of roles.
Object masked_object(const Object& object) {
  const bool of_roles = core::text_or_empty(object, "path") == "roles";
  std::vector<core::Member> members;
  for (const core::Member& member : object) {
    const bool plain = is_word(member.name) || (of_roles && member.name == "value");
    members.push_back({member.name, plain ? member.value : masked(member.value)});
  }
  return Object(std::move(members));
}

Value masked(const Value& value) {
  if (value.if_string() != nullptr) return kMask;
  if (const Object* object = value.if_object()) return masked_object(*object);
  const Array* array = value.if_array();
  if (array == nullptr) return value;
  std::vector<Value> items;
  std::transform(array->begin(), array->end(), std::back_inserter(items), masked);
  return Array(std::move(items));
}

}  // namespace

/// "?email=ada%40example.com" looks for a person; numbers and flags in a query do not.
std::string shown_path(const std::string& path) {
  std::string text = path.substr(0, path.find('?'));
  for (std::size_t at = text.size(); at < path.size();) {
    const std::size_t end = std::min(path.find('&', at + 1), path.size());
    const std::string part = path.substr(at, end - at);
    const std::size_t equals = part.find('=');
    const std::string_view name = std::string_view(part).substr(1, equals == std::string::npos ? equals : equals - 1);
    const bool personal = name == "email" || name == "filter";
    text += personal ? part.substr(0, equals + 1) + std::string(kMask) : part;
    at = end;
  }
  return text;
}

Value shown_calls(const Plan& plan, bool show_values) {
  std::vector<Value> calls;
  for (const Step& step : plan.steps) {
    const CallView call = view(step.call);
    Object shown{{"purpose", to_string(step.purpose)},
                 {"route", to_string(call.route)},
                 {"credential", call.route == Route::Rest ? "OAuthToken" : "ScimToken"},
                 {"method", call.method},
                 {"path", show_values ? call.path : shown_path(call.path)}};
    if (!call.body.is_null()) shown = shown.with("body", show_values ? call.body : masked(call.body));
    calls.emplace_back(std::move(shown));
  }
  return Array(std::move(calls));
}

}  // namespace bridge::route
