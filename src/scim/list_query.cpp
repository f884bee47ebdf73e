#include "bridge/scim/list_query.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include "bridge/scim/urns.hpp"

namespace bridge::scim {
namespace {

using core::FaultKind;
using core::Result;

using Number = std::optional<std::int64_t>;

core::Failure not_an_integer(std::string_view name, std::string_view found) {
  return core::failure(FaultKind::InvalidValue,
                       std::string(name) + ": expected an integer, found " + std::string(found));
}

Result<Number> read_text(std::string_view name, std::optional<std::string_view> text) {
  if (!text) return Number();
  std::int64_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (stop != end || error == std::errc::invalid_argument) {
    return not_an_integer(name, text->empty() ? "nothing" : "another text");
  }
  // Beyond 64 bits: as far away as any list reaches.
  using Limits = std::numeric_limits<std::int64_t>;
  if (error == std::errc::result_out_of_range) return Number(text->front() == '-' ? Limits::min() : Limits::max());
  return Number(number);
}

Result<Paging> make_paging(const Result<Number>& start_index, const Result<Number>& count) {
  if (!start_index) return start_index.passed_on();
  if (!count) return count.passed_on();
  Paging paging;
  if (*start_index) paging.start_index = static_cast<std::uint64_t>(std::max<std::int64_t>(**start_index, 1));
  if (*count) paging.count = static_cast<std::uint64_t>(std::max<std::int64_t>(**count, 0));
  return paging;
}

}  // namespace

Result<Paging> read_paging(std::optional<std::string_view> start_index, std::optional<std::string_view> count) {
  return make_paging(read_text("startIndex", start_index), read_text("count", count));
}

std::string list_response(const ListFrame& frame, const std::vector<std::string_view>& resources) {
  constexpr std::size_t kFrame = 224;  // more than the text around the resources needs
  std::size_t size = kFrame + resources.size() + (frame.next_cursor ? frame.next_cursor->size() : 0);
  for (const std::string_view resource : resources) size += resource.size();
  std::string text;
  text.reserve(size);
  text.append(R"({"schemas":[")").append(kListResponseUrn);
  text.append(R"("],"totalResults":)").append(std::to_string(frame.total));
  if (frame.start_index) text.append(R"(,"startIndex":)").append(std::to_string(*frame.start_index));
  text.append(R"(,"itemsPerPage":)").append(std::to_string(resources.size()));
  if (frame.next_cursor) text.append(R"(,"nextCursor":")").append(*frame.next_cursor).append("\"");
  text.append(R"(,"Resources":[)");
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (i > 0) text.push_back(',');
    text.append(resources[i]);
  }
  text.append("]}");
  return text;
}

}  // namespace bridge::scim
