#include <algorithm>
#include <set>
#include <utility>

#include "both_names.hpp"
#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "listing.hpp"
#include "view.hpp"

namespace bridge::service {

namespace {

using core::FaultKind;
using store::Kind;

bool given(const std::optional<std::string>& text) { return text && !text->empty(); }

/// Every attribute that the filter speaks of, as something that can be asked of a type.
void collect_names(const scim::Filter& filter, std::vector<scim::Filter>& names) {
  const auto add = [&names](const auto& condition) {
    names.push_back({scim::Present{condition.path, condition.columns}});
  };
  const auto add_all = [&names](const std::vector<scim::Filter>& terms) {
    for (const scim::Filter& term : terms) collect_names(term, names);
  };
  std::visit(core::overloaded{
                 [&](const scim::Compare& compare) { add(compare); },
                 [&](const scim::Present& present) { add(present); },
                 [&](const scim::ValuePath& selection) { add(selection); },
                 [&](const scim::And& all) { add_all(all.terms); },
                 [&](const scim::Or& any) { add_all(any.terms); },
                 [&](const scim::Not& negation) { collect_names(*negation.term, names); },
             },
             filter.node);
}

/// What is missing of the request's parts while they are read.
class Reading {
 public:
  Reading(std::optional<Kind> kind, const ListQuery& query, const ListReader& reader)
      : query_(query),
        reader_(reader),
        unknown_(kind ? scim::UnknownNames::AreFaults : scim::UnknownNames::HaveNoValue) {
    for (const Kind each : {Kind::User, Kind::Group}) {
      if (kind.value_or(each) == each) listing_.parts.emplace_back().kind = each;
    }
  }

  core::Result<Listing> read() {
    for (Listing::Part& part : listing_.parts) {
      if (auto outcome = read_part(part); !outcome) return outcome.passed_on();
    }
    if (auto outcome = read_sorting(); !outcome) return outcome.passed_on();
    auto paging = scim::read_paging(view_of(query_.start_index), view_of(query_.count));
    if (!paging) return paging.passed_on();
    listing_.paging = *paging;
    if (query_.cursor) {
      if (auto outcome = read_cursor(*query_.cursor); !outcome) return outcome.passed_on();
    }
    return std::move(listing_);
  }

 private:
  [[nodiscard]] const scim::ResourceType& type(const Listing::Part& part) const {
    return type_of(reader_.schemas, part.kind);
  }

  core::Outcome read_part(Listing::Part& part) {
    auto projection = projection_of(query_.view, type(part));
    if (!projection) return projection.passed_on();
    part.projection = std::move(*projection);
    if (!query_.filter) return core::ok();
    auto filter =
        scim::parse_filter(dialect::plain_filter(*query_.filter, type(part), reader_.dialect, reader_.counters));
    if (!filter) return filter.passed_on();
    if (auto outcome = check_names(*filter); !outcome) return outcome;
    auto matcher = scim::Matcher::make(with_both_names(*filter, type(part), reader_.bare_names), type(part), unknown_);
    if (!matcher) return matcher.passed_on();
    part.matcher = std::move(*matcher);
    part.term = indexed_term(*filter, type(part), part.kind);
    return core::ok();
  }

  /// Of several types, one at least has to know each attribute.
  [[nodiscard]] core::Outcome check_names(const scim::Filter& filter) const {
    if (listing_.parts.size() < 2) return core::ok();
    std::vector<scim::Filter> names;
    collect_names(filter, names);
    for (const scim::Filter& name : names) {
      const auto lacks = [&](const Listing::Part& part) {
        const auto known = scim::Matcher::make(name, type(part));
        return !known && known.error().kind == FaultKind::InvalidFilter;
      };
      if (!std::all_of(listing_.parts.begin(), listing_.parts.end(), lacks)) continue;
      return scim::Matcher::make(name, type(listing_.parts.front())).passed_on();
    }
    return core::ok();
  }

  core::Outcome read_sorting() {
    const auto order = scim::read_sort_order(view_of(query_.sort_order));
    if (!order) return order.passed_on();
    listing_.order = *order;
    if (!given(query_.sort_by)) return core::ok();
    std::optional<core::Failure> failed;
    for (Listing::Part& part : listing_.parts) {
      auto attribute = scim::SortAttribute::make(*query_.sort_by, type(part));
      if (attribute) {
        part.sort = *attribute;
        listing_.sorted = true;
      } else if (!failed) {
        failed = attribute.passed_on();
      }
    }
    // Of several types, the others count as having no value.
    if (!listing_.sorted) return *failed;
    return core::ok();
  }

  /// Each text with its length, so that no two requests read the same.
  [[nodiscard]] std::string cursor_scope() const {
    std::string scope;
    const auto add = [&scope](const std::optional<std::string_view>& text) {
      scope += text ? std::to_string(text->size()) + ":" + std::string(*text) : std::string("-");
    };
    add(reader_.tenant);
    add(reader_.client);
    for (const Listing::Part& part : listing_.parts) add(type(part).name());
    for (const auto* text : {&query_.filter, &query_.sort_by, &query_.sort_order, &query_.view.attributes,
                             &query_.view.excluded_attributes}) {
      add(view_of(*text));
    }
    return scope;
  }

  core::Outcome read_cursor(const std::string& text) {
    if (query_.start_index) {
      return core::failure(FaultKind::InvalidValue, "startIndex: expected none together with cursor, found one");
    }
    if (reader_.cursor_key == nullptr) {
      return core::Failure{{FaultKind::NotReady, "cursor: the bridge is still starting", {}, std::chrono::seconds(5)}};
    }
    const std::optional<std::uint64_t>& count = listing_.paging.count;
    const bool negative = given(query_.count) && query_.count->front() == '-';
    if (negative || count.value_or(0) > kMostResults) {
      return core::failure(FaultKind::InvalidCount, "count: expected 0 to " + std::to_string(kMostResults) +
                                                        " together with cursor, found another number");
    }
    listing_.by_cursor = true;
    listing_.cursor_key = reader_.cursor_key;
    listing_.query = cursor_scope();
    if (text.empty()) return core::ok();
    auto cursor = open_cursor(text, *reader_.cursor_key, listing_.query);
    if (!cursor) {
      return core::failure(FaultKind::InvalidCursor,
                           "cursor: expected the nextCursor of an answer to this client, its filter, sorting and "
                           "attributes repeated, found another text");
    }
    if (cursor->count != count) {
      return core::failure(FaultKind::InvalidCount,
                           "count: expected what the request for the first page said, found another number or none");
    }
    listing_.after = std::move(cursor->after);
    return core::ok();
  }

  const ListQuery& query_;
  const ListReader& reader_;
  const scim::UnknownNames unknown_;
  Listing listing_;
};

}  // namespace

core::Result<Listing> Listing::read(std::optional<store::Kind> kind, const ListQuery& query, const ListReader& reader) {
  return Reading(kind, query, reader).read();
}

}  // namespace bridge::service
