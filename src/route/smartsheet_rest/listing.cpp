// The look-ups and listings: calls and how their answers are read.

#include "bridge/route/smartsheet_rest/groups.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"
#include "route/percent.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

/// Smartsheet's largest page; a server that gives less says so in its answer.
constexpr std::int64_t kPageSize = 10'000;

std::int64_t number_or(const Object& object, std::string_view name, std::int64_t fallback) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? *number : fallback;
}

}  // namespace

RestCall find_user(std::string_view email) { return {"GET", "/users?email=" + percent_encoded(email), {}}; }

RestCall find_users(const std::vector<std::string>& emails) {
  std::string list;
  for (const std::string& email : emails) list += (list.empty() ? "" : ",") + percent_encoded(email);
  return {"GET", "/users?email=" + list, {}};
}

RestCall get_user(const core::UpstreamId& id) { return {"GET", "/users/" + id.text, {}}; }

RestCall get_owner() { return {"GET", "/users/me", {}}; }

RestCall list_users(std::int64_t page) {
  return {"GET", "/users?page=" + std::to_string(page) + "&pageSize=" + std::to_string(kPageSize), {}};
}

RestCall list_groups(std::int64_t page) {
  return {"GET", "/groups?page=" + std::to_string(page) + "&pageSize=" + std::to_string(kPageSize), {}};
}

core::Result<Page> read_page(const Value& answer, std::int64_t page) {
  const Object* envelope = answer.if_object();
  const Value* data = envelope != nullptr ? envelope->find("data") : nullptr;
  const Array* items = data != nullptr ? data->if_array() : nullptr;
  if (items == nullptr) {
    return core::Failure{
        {FaultKind::UpstreamRejected, "Smartsheet's listing can't be read", {"a page without data[]"}, {}}};
  }
  Page read;
  read.records.reserve(items->size());
  for (const Value& item : *items) {
    if (const Object* record = item.if_object()) read.records.push_back(*record);
  }
  if (const std::int64_t total = number_or(*envelope, "totalCount", -1); total >= 0) read.total = total;
  const std::int64_t total_pages = number_or(*envelope, "totalPages", -1);
  // Never "until a page is empty": past the end some answers repeat the last page.
  const bool repeated = number_or(*envelope, "pageNumber", page) < page;
  const bool short_page = static_cast<std::int64_t>(items->size()) < number_or(*envelope, "pageSize", kPageSize);
  const bool last = repeated || (total_pages >= 0 ? page >= total_pages : short_page);
  if (!last) read.next = page + 1;
  return read;
}

}  // namespace bridge::route::smartsheet_rest
