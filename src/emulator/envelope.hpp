#pragma once
// The shapes of Smartsheet's answers: results, pages, errors.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/emulator/emulator.hpp"
#include "emulator/errors.hpp"
#include "emulator/query.hpp"

namespace bridge::emulator {

/// {"message":"SUCCESS","resultCode":0}
[[nodiscard]] core::Object success();
/// The same with a `result`.
[[nodiscard]] core::Object success(core::Value result);

[[nodiscard]] Emulator::Reply reply_with(const core::Value& body);
[[nodiscard]] Emulator::Reply error_reply(const ApiError& error, std::string_view ref_id);
/// An id for an error's occurrence: 12 letters and digits that follow from the number.
[[nodiscard]] std::string ref_id_of(std::uint64_t number);

/// The slice of a list that the query asks for (`page`, `pageSize`, `includeAll`).
struct PageWish {
  std::uint64_t page = 1;
  std::uint64_t size = 100;
  bool all = false;
};
/// 1018 for a page or size that is no positive number; sizes above 10000 are taken as 10000.
[[nodiscard]] std::variant<PageWish, ApiError> page_wish(const Query& query);

/// Where the slice begins and ends in a list of this many items, and the page's number.
struct PageCut {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint64_t number = 1;
  std::uint64_t pages = 1;
};
[[nodiscard]] PageCut cut_page(const PageWish& wish, std::size_t total, PageOverflow overflow);
/// pageNumber, pageSize (not with includeAll), totalPages, totalCount, data.
[[nodiscard]] core::Object page_body(const PageWish& wish, const PageCut& cut, std::size_t total, bool totals_unknown,
                                     std::vector<core::Value> data);

}  // namespace bridge::emulator
