#include "web/response_writer.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include <pistache/http_defs.h>

#include "bridge/core/ascii_case.hpp"
#include "web/characters.hpp"

namespace bridge::web {

namespace {

bool sendable_field(const Header& field) { return is_token(field.name) && is_field_value(field.value); }

bool final_status(int status) { return status >= 200 && status <= 599; }

bool written_by_server(std::string_view name) {
  constexpr std::array<std::string_view, 5> kOwn = {"content-length", "connection", "date", "x-request-id",
                                                    "transfer-encoding"};
  return std::any_of(kOwn.begin(), kOwn.end(), [name](auto own) { return core::equal_ignoring_case(own, name); });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool is_sendable(const Response& response) {
  return final_status(response.status) && std::all_of(response.headers.begin(), response.headers.end(), sendable_field);
}

void make_sendable(Response& response) {
  if (!final_status(response.status)) response.status = 500;
  std::erase_if(response.headers, [](const Header& field) { return !sendable_field(field); });
}

bool allows_body(int status) { return status != 204 && status != 304; }

void append_head(std::string& out, const Response& response, const AnswerFrame& frame) {
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(Pistache::Http::codeString(static_cast<Pistache::Http::Code>(response.status))).append("\r\n");
  append_field(out, "Date", frame.date);
  append_field(out, "X-Request-Id", frame.request_id);
  for (const Header& field : response.headers) {
    if (!written_by_server(field.name)) append_field(out, field.name, field.value);
  }
  append_field(out, "Connection", frame.close ? "close" : "keep-alive");
  if (allows_body(response.status)) append_field(out, "Content-Length", std::to_string(response.body.size()));
  out.append("\r\n");
}

std::string_view DateLine::now() {
  const std::time_t second = std::time(nullptr);
  if (second == second_) return text_;
  // Not strftime: its day and month names follow the locale.
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  ::gmtime_r(&second, &parts);
  const auto two = [](int value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); };
  text_ = std::string(kDays.at(static_cast<std::size_t>(parts.tm_wday))) + ", " + two(parts.tm_mday) + " " +
          kMonths.at(static_cast<std::size_t>(parts.tm_mon)) + " " + std::to_string(parts.tm_year + 1900) + " " +
          two(parts.tm_hour) + ":" + two(parts.tm_min) + ":" + two(parts.tm_sec) + " GMT";
  second_ = second;
  return text_;
}

}  // namespace bridge::web
