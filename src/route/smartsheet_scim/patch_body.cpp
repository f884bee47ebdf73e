#include "route/smartsheet_scim/patch_body.hpp"

#include <utility>

#include "bridge/scim/urns.hpp"
#include "route/percent.hpp"

namespace bridge::route::smartsheet_scim {

using core::Array;
using core::Object;
using core::Value;

Value add(std::string_view path, Value value) {
  return Object{{"op", "add"}, {"path", path}, {"value", std::move(value)}};
}

Value replace(std::string_view path, Value value) {
  return Object{{"op", "replace"}, {"path", path}, {"value", std::move(value)}};
}

Value remove(std::string_view path) { return Object{{"op", "remove"}, {"path", path}}; }

ScimCall patch(const std::string& path, std::vector<Value> operations) {
  return {"PATCH", path, Object{{"schemas", Array{scim::kPatchOpUrn}}, {"Operations", Array(std::move(operations))}}};
}

std::string user_path(const core::UpstreamId& id) { return "/Users/" + percent_encoded(id.text); }

std::string group_path(const core::UpstreamId& id) { return "/Groups/" + percent_encoded(id.text); }

}  // namespace bridge::route::smartsheet_scim
