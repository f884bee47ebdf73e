#include "app/admin/admin_json.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bridge::app {

namespace {

using core::Array;
using core::Object;
using core::Value;

Array names(const std::vector<std::string>& texts) {
  std::vector<Value> items(texts.begin(), texts.end());
  return Array(std::move(items));
}

Value count_of(std::size_t count) { return static_cast<std::int64_t>(count); }

Object side(const work::RouteComparison::Side& side) {
  return {{"people", count_of(side.people)},
          {"groups", count_of(side.groups)},
          {"people_only_here", names(side.people_only_here)},
          {"groups_only_here", names(side.groups_only_here)},
          {"ambiguous", names(side.ambiguous)}};
}

}  // namespace

const char* name_of(store::Kind kind) noexcept { return kind == store::Kind::User ? "user" : "group"; }

Object to_value(const work::RouteStatus& status) {
  return {{"route", status.settled ? Value(route::to_string(*status.settled)) : Value()},
          {"fixed", status.fixed},
          {"lost", status.lost},
          {"mirror", route::to_string(status.mirror)},
          {"has_rest", status.has_rest},
          {"has_scim", status.has_scim}};
}

Object to_value(const work::RouteComparison& comparison) {
  std::vector<Value> differences;
  for (const work::Difference& difference : comparison.differences) {
    differences.emplace_back(
        Object{{"kind", name_of(difference.kind)}, {"name", difference.name}, {"what", difference.what}});
  }
  return {{"rest", side(comparison.rest)},
          {"scim", side(comparison.scim)},
          {"ids_that_differ", count_of(comparison.ids_that_differ)},
          {"differences", Array(std::move(differences))}};
}

}  // namespace bridge::app
