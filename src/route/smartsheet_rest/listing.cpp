// The look-ups and listings of people: calls and how their answers are read.

#include <array>

#include "bridge/route/smartsheet_rest/people.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                       byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (plain) {
      encoded.push_back(c);
    } else {
      encoded.push_back('%');
      encoded.push_back(kHex[byte >> 4U]);
      encoded.push_back(kHex[byte & 15U]);
    }
  }
  return encoded;
}

std::int64_t number_or(const Object& object, std::string_view name, std::int64_t fallback) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? *number : fallback;
}

}  // namespace

RestCall find_user(std::string_view email) { return {"GET", "/users?email=" + percent_encoded(email), {}}; }

RestCall get_user(const core::UpstreamId& id) { return {"GET", "/users/" + id.text, {}}; }

RestCall list_users(std::int64_t page, std::int64_t page_size) {
  return {"GET", "/users?page=" + std::to_string(page) + "&pageSize=" + std::to_string(page_size), {}};
}

core::Result<Page> read_page(const Value& answer, std::int64_t page, std::int64_t page_size) {
  const Object* envelope = answer.if_object();
  const Value* data = envelope != nullptr ? envelope->find("data") : nullptr;
  const Array* items = data != nullptr ? data->if_array() : nullptr;
  if (items == nullptr) {
    return core::Failure{
        {FaultKind::UpstreamRejected, "Smartsheet's listing can't be read", {"a page without data[]"}, {}}};
  }
  Page read;
  for (const Value& item : *items) {
    if (const Object* record = item.if_object()) read.records.push_back(*record);
  }
  const std::int64_t total_pages = number_or(*envelope, "totalPages", -1);
  // Never "until a page is empty": past the end some answers repeat the last page.
  const bool repeated = number_or(*envelope, "pageNumber", page) < page;
  const bool short_page = static_cast<std::int64_t>(items->size()) < page_size;
  read.last = repeated || (total_pages >= 0 ? page >= total_pages : short_page);
  return read;
}

}  // namespace bridge::route::smartsheet_rest
