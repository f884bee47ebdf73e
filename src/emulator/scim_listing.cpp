#include "emulator/scim_listing.hpp"

#include "bridge/core/ascii_case.hpp"

namespace bridge::emulator {

namespace {

std::variant<std::int64_t, ApiError> number_in(const ScimOperation& operation, std::string_view name,
                                               std::int64_t otherwise) {
  const auto text = operation.shared.query.get(name);
  if (!text) return otherwise;
  if (const auto number = whole_number(*text)) return *number;
  return scim_refuse("invalidValue", std::string(name) + ": expected a whole number, found " + *text);
}

}  // namespace

std::variant<std::optional<std::string>, ApiError> scim_filter_value(const ScimOperation& operation,
                                                                     std::string_view attribute) {
  const auto text = operation.shared.query.get("filter");
  if (!text) return std::optional<std::string>();
  const auto filter = read_scim_filter(*text);
  if (filter && core::equal_ignoring_case(filter->attribute, attribute)) return std::optional(filter->value);
  return scim_refuse("invalidFilter", "filter: expected " + std::string(attribute) + " eq \"…\"");
}

std::variant<ScimPage, ApiError> scim_page(const ScimOperation& operation, std::size_t total) {
  const std::int64_t most = operation.facts().scim_most_results;
  const auto start = number_in(operation, "startIndex", 1);
  if (const ApiError* refused = std::get_if<ApiError>(&start)) return *refused;
  const auto count = number_in(operation, "count", most);
  if (const ApiError* refused = std::get_if<ApiError>(&count)) return *refused;
  const auto first = static_cast<std::size_t>(std::max<std::int64_t>(std::get<std::int64_t>(start), 1) - 1);
  const auto size = static_cast<std::size_t>(std::clamp<std::int64_t>(std::get<std::int64_t>(count), 0, most));
  const std::size_t begin = std::min(first, total);
  return ScimPage{begin, begin + std::min(size, total - begin)};
}

core::Object scim_list_body(std::size_t total, std::size_t begin, std::vector<core::Value> resources) {
  return {{"schemas", core::Array{"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
          {"totalResults", static_cast<std::int64_t>(total)},
          {"startIndex", static_cast<std::int64_t>(begin) + 1},
          {"itemsPerPage", static_cast<std::int64_t>(resources.size())},
          {"Resources", core::Array(std::move(resources))}};
}

}  // namespace bridge::emulator
