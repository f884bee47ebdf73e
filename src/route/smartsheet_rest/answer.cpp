#include "bridge/route/smartsheet_rest/answer.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace bridge::route::smartsheet_rest {

namespace {

using core::FaultKind;
using core::Object;
using core::Value;

/// Smartsheet's error codes and what they are to an identity provider. What is not listed follows the
/// HTTP status.
struct CodeRow {
  std::int64_t code;
  FaultKind kind;
  const char* detail;
};

constexpr CodeRow kCodes[] = {
    {1001, FaultKind::UpstreamCredential, "Smartsheet asks for an API token"},
    {1002, FaultKind::UpstreamCredential, "Smartsheet does not accept the bridge's API token"},
    {1003, FaultKind::UpstreamCredential, "the bridge's Smartsheet API token has expired"},
    {1004, FaultKind::Forbidden, "Smartsheet does not allow the owner of the bridge's token to do this"},
    {1005, FaultKind::UpstreamCredential, "Smartsheet asks for single sign-on for the bridge's account"},
    {1006, FaultKind::NotFound, "Smartsheet does not know this resource"},
    {1008, FaultKind::InvalidSyntax, "Smartsheet could not read the request"},
    {1012, FaultKind::InvalidValue, "Smartsheet misses a required attribute"},
    {1013, FaultKind::Forbidden, "Smartsheet does not support this operation on your plan"},
    {1014, FaultKind::Forbidden, "there are no licences left on the Smartsheet account"},
    {1015, FaultKind::Uniqueness, "this person exists in another Smartsheet account"},
    {1016, FaultKind::Uniqueness, "this person is already a member of the Smartsheet account"},
    {1017, FaultKind::Uniqueness, "this person already has a paid Smartsheet account"},
    {1018, FaultKind::InvalidValue, "Smartsheet does not accept a value of the request"},
    {1020, FaultKind::NotFound, "Smartsheet does not know this person"},
    {1030, FaultKind::UpstreamCredential, "the bridge's token can't act for this account"},
    {1031, FaultKind::InvalidValue, "Smartsheet does not accept an attribute's value"},
    {1041, FaultKind::InvalidValue, "an attribute's value is too long for Smartsheet"},
    {1047, FaultKind::Forbidden, "the owner of the bridge's token can't be removed"},
    {1048, FaultKind::Forbidden, "this person declined the invitation and can't be modified"},
    {1049, FaultKind::Forbidden, "the owner of the bridge's token can't lose System Admin"},
    {1076, FaultKind::Forbidden, "this person has sheets and must be a licensed user"},
    {1097, FaultKind::Forbidden, "a resource viewer must be a licensed user"},
    {1102, FaultKind::Forbidden, "a group admin must be a licensed user"},
    {1103, FaultKind::Uniqueness, "a group of this displayName already exists in Smartsheet"},
    {1104, FaultKind::Forbidden, "the owner of the bridge's token must be a Group Admin to create groups"},
    {1105, FaultKind::InvalidValue, "one or more members are not members of the Smartsheet account"},
    {1106, FaultKind::NotFound, "Smartsheet does not know this group"},
    {1129, FaultKind::Uniqueness, "the resource already exists in Smartsheet"},
    {1144, FaultKind::Forbidden, "this person owns groups and must be a Group Admin"},
    {1156, FaultKind::InvalidValue, "Smartsheet does not accept userName as an e-mail address"},
    {1159, FaultKind::Uniqueness, "userName is an alternate e-mail address of somebody in Smartsheet"},
    {1180, FaultKind::Uniqueness, "userName belongs to a different Smartsheet account"},
    {1188, FaultKind::Forbidden, "this person's Smartsheet account is not active"},
    {1269, FaultKind::Forbidden, "this person owns groups and can't lose Group Admin"},
    {1282, FaultKind::InvalidSyntax, "Smartsheet could not read the request"},
    {1290, FaultKind::InvalidValue, "one or more members can't be added to this group"},
    {1329, FaultKind::InvalidValue, "name.givenName or name.familyName has characters that Smartsheet refuses"},
    {1335, FaultKind::Forbidden, "this person is not a member of the Smartsheet account and can't be deactivated"},
    {1336, FaultKind::Forbidden, "the owner of the bridge's token can't be deactivated"},
    {1359, FaultKind::Forbidden, "accounts of public e-mail providers can't be deactivated in Smartsheet"},
    {2028, FaultKind::UpstreamCredential, "the owner of the bridge's token is blocked in Smartsheet"},
    {2109, FaultKind::Forbidden, "licences of this plan are assigned in Smartsheet, not through this call"},
};

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
  const auto row =
      std::find_if(std::begin(kCodes), std::end(kCodes), [&](const CodeRow& known) { return known.code == code; });
  const bool known = row != std::end(kCodes);
  const std::string number = code != 0 ? "errorCode " + std::to_string(code) : "HTTP status " + std::to_string(status);
  reading.fault.kind = known ? row->kind : kind_for_status(status);
  reading.fault.detail = known ? std::string(row->detail) + " (Smartsheet " + number + ")"
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
  if (status >= 400 && status < 500) return refused(status, code, parsed);
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
