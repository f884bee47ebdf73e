#include "emulator/envelope.hpp"

#include <algorithm>

#include "bridge/json/codec.hpp"

namespace bridge::emulator {

namespace {

constexpr std::int64_t kMostOnAPage = 10'000;

const std::vector<std::pair<std::string, std::string>> kJsonHeaders{{"Content-Type", "application/json;charset=UTF-8"}};

}  // namespace

core::Object success() { return {{"message", "SUCCESS"}, {"resultCode", 0}}; }

core::Object success(core::Value result) {
  return {{"message", "SUCCESS"}, {"resultCode", 0}, {"result", std::move(result)}};
}

Emulator::Reply reply_with(const core::Value& body) {
  Emulator::Reply reply;
  reply.headers = kJsonHeaders;
  reply.body = json::write(body);
  return reply;
}

Emulator::Reply error_reply(const ApiError& error, std::string_view ref_id) {
  core::Object body{{"errorCode", error.code}, {"message", error.message}, {"refId", ref_id}};
  if (!error.detail.is_null()) body = body.with("detail", error.detail);
  Emulator::Reply reply = reply_with(body);
  reply.status = error.status;
  return reply;
}

std::string ref_id_of(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string id(12, '0');
  std::uint64_t mixed = (number + 1) * 0x9E3779B97F4A7C15U;
  for (char& digit : id) {
    digit = kDigits[mixed % kDigits.size()];
    mixed /= kDigits.size();
  }
  return id;
}

std::variant<PageWish, ApiError> page_wish(const Query& query) {
  PageWish wish;
  wish.all = query.is_true("includeAll");
  if (wish.all) return wish;
  if (const auto page = query.get("page")) {
    const auto number = whole_number(*page);
    if (!number || *number < 1) return refuse(1018, *page, "page");
    wish.page = static_cast<std::uint64_t>(*number);
  }
  if (const auto size = query.get("pageSize")) {
    const auto number = whole_number(*size);
    if (!number || *number < 1) return refuse(1018, *size, "pageSize");
    wish.size = static_cast<std::uint64_t>(std::min(*number, kMostOnAPage));
  }
  return wish;
}

PageCut cut_page(const PageWish& wish, std::size_t total, PageOverflow overflow) {
  if (wish.all) return {0, total, 1, 1};
  PageCut cut;
  cut.pages = (total + wish.size - 1) / wish.size;
  cut.number = wish.page;
  if (cut.number > cut.pages && overflow == PageOverflow::LastPage) cut.number = std::max<std::uint64_t>(cut.pages, 1);
  if (cut.number > cut.pages) return {total, total, cut.number, cut.pages};
  cut.begin = (cut.number - 1) * wish.size;
  cut.end = std::min<std::size_t>(total, cut.begin + wish.size);
  return cut;
}

core::Object page_body(const PageWish& wish, const PageCut& cut, std::size_t total, bool totals_unknown,
                       std::vector<core::Value> data) {
  std::vector<core::Member> body;
  body.push_back({"pageNumber", static_cast<std::int64_t>(cut.number)});
  if (!wish.all) body.push_back({"pageSize", static_cast<std::int64_t>(wish.size)});
  body.push_back({"totalPages", totals_unknown ? -1 : static_cast<std::int64_t>(cut.pages)});
  body.push_back({"totalCount", totals_unknown ? -1 : static_cast<std::int64_t>(total)});
  body.push_back({"data", core::Array(std::move(data))});
  return core::Object(std::move(body));
}

}  // namespace bridge::emulator
