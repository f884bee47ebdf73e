#include "listed_pages.hpp"

#include <algorithm>

#include "bridge/route/record.hpp"

namespace bridge::work {

std::optional<std::int64_t> ListedPages::next(std::int64_t from, const route::Page& page) {
  if (again_) {
    again_ = false;
    if (page.total == total_ || left_ == 0) return next_;
    --left_;
    const auto behind = from_;
    remember(from, page);
    return behind;
  }
  const auto before = from_;
  again_ = before && left_ > 0 && has_moved(page);
  remember(from, page);
  if (!again_) return page.next;
  --left_;
  return before;
}

/// Nothing but records of the page before is no sign: past the end some services give the last page again.
bool ListedPages::has_moved(const route::Page& page) const {
  if (page.total != total_) return true;
  const auto stood_before = [&](const core::Object& record) { return ids_.contains(route::id_of(record)); };
  const auto repeated = std::count_if(page.records.begin(), page.records.end(), stood_before);
  return repeated > 0 && static_cast<std::size_t>(repeated) < page.records.size();
}

void ListedPages::remember(std::int64_t from, const route::Page& page) {
  from_ = from;
  next_ = page.next;
  total_ = page.total;
  ids_.clear();
  for (const core::Object& record : page.records) ids_.insert(route::id_of(record));
}

}  // namespace bridge::work
