#include "bridge/scim/search_request.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/urns.hpp"
#include "message.hpp"

namespace bridge::scim {
namespace {

using core::FaultKind;
using core::Value;

using Field = std::optional<std::string>;
using Read = core::Result<std::string>;

core::Failure misfit(std::string_view name, std::string_view expected, std::string_view found) {
  return core::failure(FaultKind::InvalidValue,
                       std::string(name) + ": expected " + std::string(expected) + ", found " + std::string(found));
}

/// Names and words: no more than a URL could hold.
Read within_limit(std::string_view name, std::string text) {
  if (text.size() <= kLongestSearchText) return text;
  return misfit(name, "at most " + std::to_string(kLongestSearchText) + " bytes",
                std::to_string(text.size()) + " bytes");
}

Read read_any_text(std::string_view name, const Value& value) {
  if (const std::string* text = value.if_string()) return *text;
  return misfit(name, "a string", value.kind());
}

Read read_text(std::string_view name, const Value& value) {
  auto text = read_any_text(name, value);
  return text ? within_limit(name, *std::move(text)) : text;
}

Read read_integer(std::string_view name, const Value& value) {
  if (const std::int64_t* number = value.if_integer()) return std::to_string(*number);
  return misfit(name, "an integer", value.kind());
}

Read read_names(std::string_view name, const Value& value) {
  const core::Array* array = value.if_array();
  if (array == nullptr) return misfit(name, "an array of strings", value.kind());
  std::string names;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string* text = (*array)[i].if_string();
    if (text == nullptr) return misfit(name, "an array of strings", std::string("one with ") + (*array)[i].kind());
    if (i > 0) names += ',';
    names += *text;
  }
  return within_limit(name, std::move(names));
}

struct Member {
  std::string_view name;
  Field SearchRequest::*field;
  Read (*read)(std::string_view name, const Value& value);
};

constexpr std::array kMembers{
    Member{"filter", &SearchRequest::filter, read_any_text},
    Member{"sortBy", &SearchRequest::sort_by, read_text},
    Member{"sortOrder", &SearchRequest::sort_order, read_text},
    Member{"startIndex", &SearchRequest::start_index, read_integer},
    Member{"count", &SearchRequest::count, read_integer},
    Member{"cursor", &SearchRequest::cursor, read_any_text},
    Member{"attributes", &SearchRequest::attributes, read_names},
    Member{"excludedAttributes", &SearchRequest::excluded_attributes, read_names},
};

}  // namespace

core::Result<SearchRequest> read_search_request(const Value& body) {
  const core::Object* object = body.if_object();
  if (object == nullptr) {
    return core::failure(FaultKind::InvalidSyntax,
                         std::string("body: expected a SearchRequest, an object, found ") + body.kind());
  }
  if (const auto message = check_message_schema(*object, kSearchRequestUrn); !message) return message.passed_on();
  SearchRequest request;
  for (const Member& member : kMembers) {
    const Value* value = object->find_ignoring_case(member.name);
    if (value == nullptr || value->is_null()) continue;
    auto text = member.read(member.name, *value);
    if (!text) return text.passed_on();
    request.*member.field = *std::move(text);
  }
  return request;
}

}  // namespace bridge::scim
