#pragma once
// Lists of the SCIM service (RFC 7644 section 3.4.2).

#include <algorithm>
#include <variant>
#include <vector>

#include "emulator/scim_filter.hpp"
#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

/// The value that the `filter` parameter compares `attribute` with; nothing without a filter. invalidFilter for
/// every filter but `attribute eq "text"`.
[[nodiscard]] std::variant<std::optional<std::string>, ApiError> scim_filter_value(const ScimOperation& operation,
                                                                                   std::string_view attribute);

struct ScimPage {
  std::size_t begin = 0;
  std::size_t end = 0;
};
/// `startIndex` and `count`, not more than Facts::scim_most_results. invalidValue for what is no number.
[[nodiscard]] std::variant<ScimPage, ApiError> scim_page(const ScimOperation& operation, std::size_t total);

[[nodiscard]] core::Object scim_list_body(std::size_t total, std::size_t begin, std::vector<core::Value> resources);

/// Each item is made by `render` only when it is on the page.
template <class Record, class Render>
[[nodiscard]] ScimAnswer render_scim_list(const ScimOperation& operation, std::vector<const Record*> records,
                                          Render render) {
  const auto read = scim_page(operation, records.size());
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  const ScimPage page = std::get<ScimPage>(read);
  if (operation.facts().list_order == ListOrder::Id) {
    std::sort(records.begin(), records.end(), [](const Record* a, const Record* b) { return a->id < b->id; });
  }
  std::vector<core::Value> resources;
  for (std::size_t i = page.begin; i < page.end; ++i) resources.emplace_back(render(*records[i]));
  return ScimResult{200, scim_list_body(records.size(), page.begin, std::move(resources))};
}

}  // namespace bridge::emulator
