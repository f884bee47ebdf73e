#include "conformance/caller.hpp"

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>

namespace bridge::conformance {
namespace {

constexpr int kTooManyRequests = 429;
constexpr int kUnavailable = 503;
/// A server that says 0 is not asked again at once.
constexpr std::chrono::milliseconds kShortestWait{1000};

}  // namespace

std::optional<std::chrono::milliseconds> read_retry_after(std::string_view text, core::Instant now) {
  if (text.empty()) return std::nullopt;
  if (text.find_first_not_of("0123456789") == std::string_view::npos) {
    return text.size() > 6 ? std::chrono::seconds(999'999) : std::chrono::seconds(std::stol(std::string(text)));
  }
  std::tm parts{};
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  stream >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S");
  if (stream.fail()) return std::nullopt;
  const auto day = std::chrono::year(parts.tm_year + 1900) /
                   std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)) /
                   std::chrono::day(static_cast<unsigned>(parts.tm_mday));
  const core::Instant then = core::Instant(std::chrono::sys_days(day)) + std::chrono::hours(parts.tm_hour) +
                             std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
  return std::max(std::chrono::milliseconds(0), std::chrono::duration_cast<std::chrono::milliseconds>(then - now));
}

std::chrono::milliseconds Caller::asked_for(const Incoming& came) const {
  const auto wait = read_retry_after(came.header("retry-after").value_or(""), surroundings_.clock.now());
  return std::max(kShortestWait, wait.value_or(kShortestWait));
}

std::vector<std::size_t> Caller::put_off(std::vector<Reached>& all,
                                         const std::function<bool(int status)>& expected) const {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Reached& each = all[i];
    const Incoming& came = each.came;
    if (came.status == 0) each.no_use = "no answer came: " + came.why;
    const bool busy = came.status == kTooManyRequests || came.status == kUnavailable;
    if (!each.no_use.empty() || !busy || expected(came.status) || !came.header("retry-after")) continue;
    if (asked_for(came) > patience_ || surroundings_.stop) {
      each.no_use = "the server answered " + std::to_string(came.status) +
                    " and asked to come again later than this run waits (Retry-After: " +
                    std::string(*came.header("retry-after")) + ")";
    } else {
      indices.push_back(i);
    }
  }
  return indices;
}

std::vector<Reached> Caller::call(const std::vector<Outgoing>& requests,
                                  const std::function<bool(int status)>& expected) {
  std::vector<Reached> all(requests.size());
  std::vector<std::size_t> indices(requests.size());
  for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = i;
  while (true) {
    std::vector<Outgoing> now;
    for (const std::size_t i : indices) now.push_back(requests[i]);
    std::vector<Incoming> came = surroundings_.wire.exchange(now);
    came.resize(now.size());
    for (std::size_t k = 0; k < indices.size(); ++k) all[indices[k]].came = std::move(came[k]);
    indices = put_off(all, expected);
    if (indices.empty()) return all;
    std::chrono::milliseconds wait{0};
    for (const std::size_t i : indices) {
      wait = std::max(wait, asked_for(all[i].came));
      ++all[i].put_off;
    }
    patience_ -= wait;
    surroundings_.sleep(wait);
  }
}

Reached Caller::call(const Outgoing& request) {
  return call(std::vector<Outgoing>{request}, [](int) { return false; }).front();
}

}  // namespace bridge::conformance
