#include "conformance/ownership.hpp"

#include <algorithm>
#include <array>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/placeholders.hpp"

namespace bridge::conformance {
namespace {

using core::Object;
using core::Value;

/// Attributes that name the resource itself.
constexpr std::array<std::string_view, 7> kNames{"userName", "displayName", "externalId", "name",
                                                 "emails",   "nickName",    "id"};

bool any_text_holds(const Value& value, std::string_view run_name) {
  if (const std::string* text = value.if_string()) return holds_name(*text, run_name);
  if (const core::Array* array = value.if_array()) {
    return std::any_of(array->begin(), array->end(), [&](const Value& item) { return any_text_holds(item, run_name); });
  }
  const Object* object = value.if_object();
  return object != nullptr && std::any_of(object->begin(), object->end(), [&](const core::Member& member) {
           return any_text_holds(member.value, run_name);
         });
}

}  // namespace

bool holds_name(std::string_view text, std::string_view run_name) {
  return core::fold_case(text).find(core::fold_case(run_name)) != std::string::npos;
}

Named named(const Object& resource, std::string_view run_name) {
  bool has_names = false;
  for (const std::string_view name : kNames) {
    const Value* value = resource.find_ignoring_case(name);
    if (value == nullptr || value->is_null()) continue;
    if (any_text_holds(*value, run_name)) return Named::AfterTheRun;
    has_names = has_names || name != "id";
  }
  return has_names ? Named::Otherwise : Named::NotAtAll;
}

std::string LookUp::target() const {
  const std::string quoted = json::write(Value(value));
  return path + "?filter=" + percent_encoded(attribute + " eq " + quoted);
}

std::optional<LookUp> look_up_of(const Outgoing& sent, std::string_view run_name) {
  const std::string path = sent.target.substr(0, sent.target.find('?'));
  if (sent.method != "POST" || path.rfind('/') != 0 || path == "/Me" || !sent.body) return std::nullopt;
  const auto body = json::parse(*sent.body);
  const Object* resource = body ? body->if_object() : nullptr;
  if (resource == nullptr) return std::nullopt;
  for (const char* attribute : {"userName", "displayName"}) {
    const Value* value = resource->find_ignoring_case(attribute);
    const std::string* text = value != nullptr ? value->if_string() : nullptr;
    if (text != nullptr && holds_name(*text, run_name)) return LookUp{path, attribute, *text};
  }
  return std::nullopt;
}

}  // namespace bridge::conformance
