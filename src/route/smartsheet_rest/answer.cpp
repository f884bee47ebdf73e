#include "bridge/route/smartsheet_rest/answer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "route/smartsheet_rest/error_codes.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::FaultKind;
using core::Object;
using core::Value;

std::int64_t error_code(const std::optional<Value>& parsed) {
  const Object* object = parsed ? parsed->if_object() : nullptr;
  const Value* code = object != nullptr ? object->find("errorCode") : nullptr;
  const std::int64_t* number = code != nullptr ? code->if_integer() : nullptr;
  return number != nullptr ? *number : 0;
}

core::LogText log_text(int status, const std::optional<Value>& parsed, std::int64_t code) {
  const Object* object = parsed ? parsed->if_object() : nullptr;
  std::string text = "Smartsheet answered " + std::to_string(status);
  if (code != 0) text += ", errorCode " + std::to_string(code);
  if (object != nullptr) text += ", refId " + std::string(core::text_or_empty(*object, "refId"));
  return {std::move(text)};
}

FaultKind kind_for_status(int status) {
  if (status == 401) return FaultKind::UpstreamCredential;
  if (status == 403) return FaultKind::Forbidden;
  if (status == 404) return FaultKind::NotFound;
  if (status == 409) return FaultKind::Uniqueness;
  return FaultKind::UpstreamRejected;
}

Reading refused(int status, std::int64_t code, const std::optional<Value>& parsed) {
  Reading reading;
  reading.verdict = Verdict::Refused;
  reading.error_code = code;
  const ErrorCode* known = find_error_code(code);
  const std::string number = code != 0 ? "errorCode " + std::to_string(code) : "HTTP status " + std::to_string(status);
  reading.fault.kind = known != nullptr ? known->kind : kind_for_status(status);
  reading.fault.detail = known != nullptr ? std::string(known->detail) + " (Smartsheet " + number + ")"
                                          : "Smartsheet refused the request (" + number + ")";
  reading.fault.context = log_text(status, parsed, code);
  return reading;
}

std::optional<std::chrono::seconds> parse_wait(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0) return std::nullopt;
  return std::chrono::seconds(std::min<std::int64_t>(seconds, 3600));
}

}  // namespace

Reading read_answer(int status, std::string_view retry_after, const std::optional<Value>& parsed) {
  const std::int64_t code = error_code(parsed);
  Reading reading;
  reading.error_code = code;
  reading.fault = {FaultKind::OutcomeUnknown, "Smartsheet gave no clear answer, the outcome is being looked up",
                   log_text(status, parsed, code), std::nullopt};
  if (status == 429 || code == 4003) {
    reading.verdict = Verdict::RateLimited;
    reading.wait = parse_wait(retry_after);
    reading.fault.kind = FaultKind::UpstreamRateLimited;
    reading.fault.detail = "Smartsheet's request limit is used up for the moment";
    return reading;
  }
  if (code == 4001) {
    reading.verdict = Verdict::Unavailable;
    reading.fault.kind = FaultKind::UpstreamUnavailable;
    reading.fault.detail = "Smartsheet is offline for maintenance (errorCode 4001)";
    return reading;
  }
  if (status >= 200 && status < 300 && parsed && parsed->if_object() != nullptr && code == 0) {
    reading.verdict = Verdict::Done;
    reading.body = *parsed;
    return reading;
  }
  // 501 says that there is nobody who could do it.
  if ((status >= 400 && status < 500) || status == 501) return refused(status, code, parsed);
  return reading;
}

std::optional<std::string> created_id(const Value& body) {
  const Object* object = body.if_object();
  const Value* result = object != nullptr ? object->find("result") : nullptr;
  const Object* record = result != nullptr ? result->if_object() : nullptr;
  const Value* id = record != nullptr ? record->find("id") : nullptr;
  const std::int64_t* number = id != nullptr ? id->if_integer() : nullptr;
  if (number == nullptr) return std::nullopt;
  return std::to_string(*number);
}

}  // namespace bridge::route::smartsheet_rest
