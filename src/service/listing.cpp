#include "listing.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "entry_source.hpp"

namespace bridge::service {

namespace {

using store::EntryPtr;
using store::Life;

std::optional<std::string_view> view_of(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

/// Candidates from an index; nothing when there is none for this filter.
std::optional<std::vector<EntryPtr>> looked_up(const Listing& listing, const store::Index& index,
                                               const std::string& client) {
  const auto one = [](EntryPtr entry) {
    return entry && entry->row.life == Life::Visible ? std::vector<EntryPtr>{std::move(entry)}
                                                     : std::vector<EntryPtr>();
  };
  if (const auto id = sought(listing, "id")) return one(index.find(listing.kind, core::ResourceId(*id)));
  const char* name = listing.kind == store::Kind::User ? "userName" : "displayName";
  if (const auto text = sought(listing, name)) {
    // A User's displayName is no key; only the name that identifies the resource is.
    return one(index.find_by_name(listing.kind, *text));
  }
  if (const auto external = sought(listing, "externalId")) {
    return one(index.find_by_external_id(listing.kind, client, *external));
  }
  return std::nullopt;
}

std::vector<EntryPtr> scanned(const Listing& listing, const scim::Matcher& matcher, const store::Index& index,
                              const Presenter& presenter) {
  std::vector<EntryPtr> hits;
  index.each(listing.kind, [&](const EntryPtr& entry) {
    if (entry->row.life != Life::Visible) return;
    if (matcher.matches(EntrySource(presenter, *entry))) hits.push_back(entry);
  });
  return hits;
}

std::string answer(const Listing& listing, std::size_t total, const std::vector<EntryPtr>& page,
                   const Presenter& presenter) {
  std::vector<std::string> bodies;
  bodies.reserve(page.size());
  for (const EntryPtr& entry : page) bodies.push_back(presenter.shown(*entry, listing.projection).body);
  const std::vector<std::string_view> views(bodies.begin(), bodies.end());
  return scim::list_response(total, listing.paging.start_index, views);
}

}  // namespace

core::Result<Listing> Listing::read(store::Kind kind, const ListQuery& query, const scim::SchemaRegistry& schemas,
                                    const dialect::Dialect& dialect, dialect::Counters& counters) {
  Listing listing;
  listing.kind = kind;
  if (query.filter) {
    auto filter = scim::parse_filter(dialect::plain_filter(*query.filter, type_of(schemas, kind), dialect, counters));
    if (!filter) return filter.passed_on();
    listing.filter = std::move(*filter);
  }
  auto paging = scim::read_paging(view_of(query.start_index), view_of(query.count));
  if (!paging) return paging.passed_on();
  listing.paging = *paging;
  auto projection = scim::Projection::make(view_of(query.view.attributes), view_of(query.view.excluded_attributes),
                                           type_of(schemas, kind));
  if (!projection) return projection.passed_on();
  listing.projection = std::move(*projection);
  return listing;
}

std::optional<std::string> sought(const Listing& listing, std::string_view attribute) {
  const auto* compare = listing.filter ? std::get_if<scim::Compare>(&listing.filter->node) : nullptr;
  if (compare == nullptr || compare->op != scim::CompareOp::Eq) return std::nullopt;
  const auto* text = std::get_if<std::string>(&compare->value);
  const bool plain = compare->path.urn.empty() && compare->path.sub.empty();
  if (text == nullptr || !plain || !core::equal_ignoring_case(compare->path.name, attribute)) return std::nullopt;
  return *text;
}

bool is_indexed(const Listing& listing) {
  if (!listing.filter) return true;
  const char* name = listing.kind == store::Kind::User ? "userName" : "displayName";
  return sought(listing, "id") || sought(listing, name) || sought(listing, "externalId");
}

core::Result<std::string> list(const Listing& listing, const store::Index& index, const scim::SchemaRegistry& schemas,
                               const Presenter& presenter, const std::string& client) {
  const std::size_t skip = listing.paging.start_index - 1;
  const std::size_t count = std::min<std::size_t>(listing.paging.count.value_or(kMostResults), kMostResults);
  if (!listing.filter)
    return answer(listing, index.size(listing.kind), index.page(listing.kind, skip, count), presenter);
  auto matcher = scim::Matcher::make(*listing.filter, type_of(schemas, listing.kind));
  if (!matcher) return matcher.passed_on();
  const auto known = looked_up(listing, index, client);
  const std::vector<EntryPtr> hits = known ? *known : scanned(listing, *matcher, index, presenter);
  const auto from = hits.begin() + static_cast<std::ptrdiff_t>(std::min(skip, hits.size()));
  const auto to =
      from + static_cast<std::ptrdiff_t>(std::min<std::size_t>(count, static_cast<std::size_t>(hits.end() - from)));
  return answer(listing, hits.size(), std::vector<EntryPtr>(from, to), presenter);
}

}  // namespace bridge::service
