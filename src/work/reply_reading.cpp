#include "reply_reading.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/route/smartsheet_rest/answer.hpp"
#include "bridge/route/smartsheet_scim/answer.hpp"
#include "no_answer.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Value;
using route::Reading;
using route::Verdict;
using transport::Answer;

constexpr int kNoContent = 204;
/// The one 5xx that says that Smartsheet is at work: another call holds what this one needs.
constexpr std::int64_t kBusy = 4004;

Reading read(const route::RestCall& call, const Answer& answer, const std::optional<Value>& parsed) {
  if (answer.status == kNoContent && answer.body.empty() && call.method != "GET") {
    // Not documented. It can only mean that the work is done; what the answer would have told is looked up.
    Reading done;
    done.verdict = Verdict::Done;
    return done;
  }
  return route::smartsheet_rest::read_answer(answer.status, answer.header("retry-after").value_or(""), parsed);
}

Reading read(const route::ScimCall& call, const Answer& answer, const std::optional<Value>& parsed) {
  return route::smartsheet_scim::read_answer(call.method, answer.status, answer.header("retry-after").value_or(""),
                                             parsed, answer.body.empty());
}

/// By these the far side says that it has not done it, and that somebody else would. None is followed.
bool is_redirect(int status) { return status == 301 || status == 302 || status == 307 || status == 308; }

Reading redirected(int status) {
  Reading reading;
  reading.verdict = Verdict::Refused;
  reading.fault = {FaultKind::UpstreamRejected,
                   "Smartsheet's address redirects elsewhere (HTTP status " + std::to_string(status) +
                       "), which is not followed: expected the url of the API itself in the configuration",
                   {"a redirect, HTTP status " + std::to_string(status)},
                   std::nullopt};
  return reading;
}

bool says_html(const Answer& answer) {
  return core::starts_with_ignoring_case(answer.header("content-type").value_or(""), "text/html") ||
         core::starts_with_ignoring_case(answer.body, "<");
}

/// Why an answer is none: the caller is told, so in words of our own.
std::string unclear(const Answer& answer, const std::optional<Value>& parsed, std::int64_t code) {
  const std::string status = "HTTP status " + std::to_string(answer.status);
  const bool failed = answer.status >= 500;
  if (code == 4000) return "Smartsheet met an unexpected error (errorCode 4000)";
  if (code == 4002) return "Smartsheet ran out of time over the call (errorCode 4002)";
  if (code == kBusy) return "Smartsheet was busy with another call and asks to repeat it (errorCode 4004)";
  if (answer.body.empty()) return "Smartsheet's answer is empty (" + status + ")";
  if (!parsed && says_html(answer)) {
    return "a page came instead of an answer of Smartsheet's API (" + status +
           "): something between the bridge and Smartsheet answered, or the url in the configuration is another's";
  }
  if (!parsed) return "Smartsheet's answer is not JSON, or breaks off (" + status + ")";
  if (failed) return "Smartsheet failed without saying why (" + status + ", no errorCode)";
  return "Smartsheet's answer has an unexpected form (" + status + ")";
}

Sign sign_of(const Reading& reading, int status) {
  switch (reading.verdict) {
    case Verdict::Unavailable: return Sign::Down;
    case Verdict::Unknown:
      if (reading.error_code == kBusy) return Sign::Clear;
      return status >= 500 ? Sign::Down : Sign::Neither;
    case Verdict::Refused:
      if (reading.fault.kind == FaultKind::UpstreamCredential) return Sign::Credential;
      return is_redirect(status) ? Sign::Neither : Sign::Clear;
    case Verdict::Done:
    case Verdict::RateLimited: break;
  }
  return Sign::Clear;
}

Ending ending_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Done: return Ending::Done;
    case Verdict::Refused: return Ending::Refused;
    case Verdict::RateLimited:
    case Verdict::Unavailable: return Ending::NotDone;
    case Verdict::Unknown: break;
  }
  return Ending::Unknown;
}

template <class RouteCall>
Heard hear_answer(const RouteCall& call, const Answer& answer) {
  auto value = json::parse(answer.body);
  const auto parsed = value ? std::optional<Value>(std::move(*value)) : std::nullopt;
  Reading reading = is_redirect(answer.status) ? redirected(answer.status) : read(call, answer, parsed);
  if (reading.verdict == Verdict::Unknown) {
    reading.fault.detail = unclear(answer, parsed, reading.error_code) + "; whether the work was done is found out";
  }
  Heard heard;
  heard.sign = sign_of(reading, answer.status);
  heard.limited = reading.verdict == Verdict::RateLimited;
  heard.wait = reading.wait;
  heard.result = {ending_of(reading.verdict), std::move(reading.body), std::move(reading.fault), reading.error_code,
                  answer.status};
  return heard;
}

template <class RouteCall>
Heard hear_reply(const RouteCall& call, const transport::Reply& reply) {
  if (const auto* fault = std::get_if<transport::TransportFault>(&reply)) return no_answer(*fault);
  return hear_answer(call, std::get<Answer>(reply));
}

}  // namespace

Heard hear(const route::RestCall& call, const transport::Reply& reply) { return hear_reply(call, reply); }
Heard hear(const route::ScimCall& call, const transport::Reply& reply) { return hear_reply(call, reply); }

}  // namespace bridge::work
