#include "listing.hpp"

#include <algorithm>
#include <utility>

#include "page.hpp"

namespace bridge::service {

bool is_cheap(const Listing& listing) {
  const auto cheap = [&](const Listing::Part& part) {
    return part.matcher ? part.term && part.term->attribute->unique : !listing.sorted;
  };
  return std::all_of(listing.parts.begin(), listing.parts.end(), cheap);
}

std::optional<std::string> sought_user_name(const Listing& listing) {
  const std::optional<IndexedTerm>& term = listing.parts.front().term;
  if (listing.parts.size() > 1 || !term || !term->whole || term->attribute->name != "userName") return std::nullopt;
  return term->text;
}

std::string list(const Listing& listing, const store::Index& index, const Presenter& presenter,
                 const std::string& client) {
  const Page page = select(listing, index, presenter, client);
  std::vector<std::string> bodies;
  bodies.reserve(page.entries.size());
  for (const store::Glimpse& entry : page.entries) {
    const auto part = std::find_if(listing.parts.begin(), listing.parts.end(),
                                   [&](const Listing::Part& of) { return of.kind == entry.kind(); });
    bodies.push_back(presenter.shown(entry, part->projection).body);
  }
  scim::ListFrame frame;
  frame.total = page.total;
  if (!listing.by_cursor) frame.start_index = listing.paging.start_index;
  if (page.next) {
    frame.next_cursor = seal_cursor({*page.next, listing.paging.count}, *listing.cursor_key, listing.query);
  }
  return scim::list_response(frame, {bodies.begin(), bodies.end()});
}

}  // namespace bridge::service
