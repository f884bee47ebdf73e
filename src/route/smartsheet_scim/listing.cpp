// The look-ups and listings of people: calls and how their answers are read.

#include <optional>
#include <string>
#include <utility>

#include "bridge/json/codec.hpp"
#include "bridge/route/smartsheet_scim/people.hpp"
#include "bridge/scim/urns.hpp"
#include "route/percent.hpp"
#include "route/smartsheet_scim/patch_body.hpp"
#include "route/smartsheet_scim/resource.hpp"

namespace bridge::route::smartsheet_scim {

namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

/// No organisation has as many people; a listing that gets there does not end.
constexpr std::int64_t kFarthest = 10'000'000;

core::Failure unreadable(const char* what) {
  return core::Failure{{FaultKind::UpstreamRejected,
                        "the listing of Smartsheet's SCIM service can't be read",
                        {std::string("SCIM listing: ") + what},
                        {}}};
}

std::optional<std::int64_t> number_under(const Object& object, std::string_view name) {
  const Value* value = object.find_ignoring_case(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

/// What a page says of itself.
struct Envelope {
  Array items;
  std::optional<std::int64_t> total;
  std::optional<std::int64_t> start;
};

core::Result<Envelope> envelope_of(const Value& answer) {
  const Object* object = answer.if_object();
  if (object == nullptr) return unreadable("no object");
  Envelope page{{}, number_under(*object, "totalResults"), number_under(*object, "startIndex")};
  const Value* resources = object->find_ignoring_case("Resources");
  const bool absent = resources == nullptr || resources->is_null();
  if (!absent && resources->if_array() == nullptr) return unreadable("Resources is no list");
  if (!absent) page.items = *resources->if_array();
  const bool list = has_schema(*object, scim::kListResponseUrn) || !absent || page.total;
  if (!list || is_resource(*object)) return unreadable("no ListResponse");
  return page;
}

}  // namespace

ScimCall find_user(std::string_view user_name) {
  return {"GET", "/Users?filter=" + percent_encoded("userName eq " + json::write(Value(user_name))), {}};
}

ScimCall get_user(const core::UpstreamId& id) { return {"GET", user_path(id), {}}; }

ScimCall list_users(std::int64_t start_index) {
  return {"GET", "/Users?startIndex=" + std::to_string(start_index) + "&count=1000", {}};
}

ScimCall probe() { return {"GET", "/Users?startIndex=1&count=1", {}}; }

core::Result<Page> read_page(const Value& answer, std::int64_t start_index) {
  const auto envelope = envelope_of(answer);
  if (!envelope) return envelope.passed_on();
  Page page;
  if (envelope->total && *envelope->total >= 0) page.total = envelope->total;
  const auto given = static_cast<std::int64_t>(envelope->items.size());
  if (given == 0) return page;
  // A page that ends before the one that was asked for shows the paging ignored: the list would be taken
  // for whole, or never end.
  if (envelope->start && start_index > 1 && *envelope->start + given <= start_index) {
    return unreadable("an earlier page than the one that was asked for");
  }
  for (const Value& item : envelope->items) {
    if (const Object* resource = item.if_object()) page.records.push_back(as_resource(*resource));
  }
  // The service gives pages as short as it likes: where the next one begins counts what came.
  const std::int64_t next = start_index + given;
  if (envelope->total && next > *envelope->total) return page;
  const bool blind = !envelope->total && !envelope->start && start_index > 1;
  if (blind) return unreadable("neither totalResults nor startIndex");
  if (next > kFarthest) return unreadable("no end");
  page.next = next;
  return page;
}

}  // namespace bridge::route::smartsheet_scim
