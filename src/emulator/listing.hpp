#pragma once
// A list as one page of the answer.

#include <algorithm>
#include <vector>

#include "emulator/envelope.hpp"
#include "emulator/operation.hpp"

namespace bridge::emulator {

/// Each item is made by `render` only when it is on the page.
template <class Record, class Render>
[[nodiscard]] Answer render_page(const Operation& operation, std::vector<const Record*> records, Render render) {
  const auto wish = page_wish(operation.query);
  if (const ApiError* refused = std::get_if<ApiError>(&wish)) return *refused;
  const PageWish& wanted = std::get<PageWish>(wish);
  if (operation.facts.list_order == ListOrder::Id) {
    std::sort(records.begin(), records.end(), [](const Record* a, const Record* b) { return a->id < b->id; });
  }
  const PageCut cut = cut_page(wanted, records.size(), operation.facts.page_overflow);
  std::vector<core::Value> data;
  data.reserve(cut.end - cut.begin);
  for (std::size_t i = cut.begin; i < cut.end; ++i) data.push_back(render(*records[i]));
  return core::Value(page_body(wanted, cut, records.size(), operation.facts.totals_unknown, std::move(data)));
}

}  // namespace bridge::emulator
