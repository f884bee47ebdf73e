#pragma once
// One listing of Smartsheet, followed through its pages. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

#include "bridge/route/change.hpp"

namespace bridge::work {

/// Says which page comes next. Whoever comes or goes while pages are being read shifts others over the places where
/// pages end: somebody may move to a page that was read already, and be on none of them. Where another total, or a
/// record that stood on the page before, shows that, the page before is read again; at most three times in one listing,
/// for what is missed then is missing from one refresh, and nobody is dropped for that.
class ListedPages {
 public:
  /// After the page that begins at `from`; nothing when the listing is read.
  [[nodiscard]] std::optional<std::int64_t> next(std::int64_t from, const route::Page& page);

 private:
  [[nodiscard]] bool has_moved(const route::Page& page) const;
  void remember(std::int64_t from, const route::Page& page);

  /// The last page that was read in its turn.
  std::optional<std::int64_t> from_;
  std::optional<std::int64_t> next_;
  std::optional<std::int64_t> total_;
  std::unordered_set<std::string> ids_;
  /// The page before it is being read again.
  bool again_ = false;
  int left_ = 3;
};

}  // namespace bridge::work
