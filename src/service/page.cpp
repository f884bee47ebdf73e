#include "page.hpp"

#include <algorithm>
#include <compare>
#include <utility>

#include "entry_source.hpp"

namespace bridge::service {

namespace {

using store::Glimpse;

/// A resource that matches, with what it is sorted by.
struct Hit {
  scim::SortKey key;
  Glimpse entry;
};

/// How much of the list a page is: so many left out, then so many.
struct Window {
  std::size_t skip = 0;
  std::size_t most = 0;
};

Window window_of(const Listing& listing) {
  Window window;
  window.most = std::min<std::size_t>(listing.paging.count.value_or(kMostResults), kMostResults);
  if (!listing.by_cursor) {
    window.skip = listing.paging.start_index - 1;
  } else if (window.most > 0) {
    ++window.most;  // tells whether there is another page
  }
  return window;
}

/// Whether the entry comes after the position in the order of lists.
bool comes_after(const Glimpse& entry, const Position& position) {
  if (entry.kind() != position.kind) return entry.kind() > position.kind;
  return store::stands_behind(entry, position.place);
}

/// Takes everybody who matches, in the order of lists, and keeps those of the page; of a sorted list, those who
/// can come on it.
class Collector {
 public:
  Collector(const Listing& listing, const Presenter& presenter)
      : listing_(listing), presenter_(presenter), window_(window_of(listing)) {}

  void offer(const Listing::Part& part, const Glimpse& entry) {
    if (!entry.visible()) return;
    const EntrySource source(presenter_, entry);
    if (part.matcher && !part.matcher->matches(source)) return;
    ++total_;
    if (!listing_.sorted) return keep_in_place(entry);
    Hit hit{part.sort ? part.sort->key(source) : scim::SortKey(), entry};
    if (!listing_.after || is_behind(hit, *listing_.after)) hits_.push_back(std::move(hit));
  }

  [[nodiscard]] Page page() {
    if (listing_.sorted) sort();
    Page page;
    page.total = total_;
    for (Hit& hit : hits_) page.entries.push_back(std::move(hit.entry));
    if (!listing_.by_cursor || page.entries.size() < window_.most || window_.most == 0) return page;
    page.entries.pop_back();
    Hit& last = hits_[hits_.size() - 2];
    const Glimpse& entry = page.entries.back();
    page.next = Position{std::move(last.key), entry.kind(), entry.place()};
    return page;
  }

 private:
  void keep_in_place(const Glimpse& entry) {
    if (listing_.after && !comes_after(entry, *listing_.after)) return;
    if (skipped_ < window_.skip) {
      ++skipped_;
    } else if (hits_.size() < window_.most) {
      hits_.push_back({{}, entry});
    }
  }

  [[nodiscard]] bool is_behind(const Hit& hit, const Position& position) const {
    const auto order = scim::compare_sort_keys(hit.key, position.key, listing_.order);
    return order != 0 ? order > 0 : comes_after(hit.entry, position);
  }

  [[nodiscard]] bool is_before(const Hit& a, const Hit& b) const {
    const auto order = scim::compare_sort_keys(a.key, b.key, listing_.order);
    if (order != 0) return order < 0;
    return a.entry.kind() != b.entry.kind() ? a.entry.kind() < b.entry.kind() : store::stands_before(a.entry, b.entry);
  }

  /// Only the first ones need to be in order.
  void sort() {
    const std::size_t from = std::min(window_.skip, hits_.size());
    const std::size_t to = from + std::min(window_.most, hits_.size() - from);
    const auto end = hits_.begin() + static_cast<std::ptrdiff_t>(to);
    const auto before = [this](const Hit& a, const Hit& b) { return is_before(a, b); };
    // A heap of most of them costs more than sorting all.
    if (to > hits_.size() / 4) {
      std::sort(hits_.begin(), hits_.end(), before);
    } else {
      std::partial_sort(hits_.begin(), end, hits_.end(), before);
    }
    hits_.erase(end, hits_.end());
    hits_.erase(hits_.begin(), hits_.begin() + static_cast<std::ptrdiff_t>(from));
  }

  const Listing& listing_;
  const Presenter& presenter_;
  const Window window_;
  std::uint64_t total_ = 0;
  std::size_t skipped_ = 0;
  std::vector<Hit> hits_;
};

/// Everybody, in the order of lists: the index has the page ready.
Page plain_page(const Listing& listing, const store::Index& index) {
  Window window = window_of(listing);
  Page page;
  for (const Listing::Part& part : listing.parts) {
    const std::size_t size = index.size(part.kind);
    page.total += size;
    const std::size_t missing = window.most - page.entries.size();
    const bool passed = listing.after && part.kind < listing.after->kind;
    if (missing == 0 || passed) continue;
    const bool within = listing.after && part.kind == listing.after->kind;
    auto some = within ? index.page_behind(part.kind, listing.after->place, missing)
                       : index.page(part.kind, window.skip, missing);
    window.skip -= std::min(window.skip, size);
    page.entries.insert(page.entries.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  if (!listing.by_cursor || page.entries.size() < window.most || window.most == 0) return page;
  page.entries.pop_back();
  const Glimpse& last = page.entries.back();
  page.next = Position{{}, last.kind(), last.place()};
  return page;
}

}  // namespace

Page select(const Listing& listing, const store::Index& index, const Presenter& presenter, const std::string& client) {
  const bool plain =
      !listing.sorted && std::none_of(listing.parts.begin(), listing.parts.end(),
                                      [](const Listing::Part& part) { return part.matcher.has_value(); });
  if (plain) return plain_page(listing, index);
  Collector collector(listing, presenter);
  for (const Listing::Part& part : listing.parts) {
    const auto offer = [&](const Glimpse& entry) { collector.offer(part, entry); };
    if (part.term) {
      for (const Glimpse& entry : candidates(*part.term, index, part.kind, client)) offer(entry);
    } else {
      index.scan(part.kind, [&](const Glimpse& entry) {
        offer(entry);
        return true;
      });
    }
  }
  return collector.page();
}

}  // namespace bridge::service
