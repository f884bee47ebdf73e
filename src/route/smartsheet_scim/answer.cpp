#include "bridge/route/smartsheet_scim/answer.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/smartsheet_rest/answer.hpp"
#include "bridge/scim/urns.hpp"
#include "route/smartsheet_scim/resource.hpp"

namespace bridge::route::smartsheet_scim {

namespace {

using core::FaultKind;
using core::Object;
using core::Value;

struct ScimTypeRow {
  std::string_view keyword;
  FaultKind kind;
};

/// RFC 7644 section 3.12. What blames our own call's form is to the caller a value that can't be taken.
constexpr ScimTypeRow kScimTypes[] = {
    {"uniqueness", FaultKind::Uniqueness},       {"mutability", FaultKind::Mutability},
    {"invalidSyntax", FaultKind::InvalidSyntax}, {"invalidValue", FaultKind::InvalidValue},
    {"invalidPath", FaultKind::InvalidValue},    {"noTarget", FaultKind::InvalidValue},
    {"invalidFilter", FaultKind::InvalidValue},  {"invalidVers", FaultKind::InvalidValue},
    {"tooMany", FaultKind::InvalidValue},        {"sensitive", FaultKind::InvalidValue},
};

struct StatusRow {
  int status;
  FaultKind kind;
  const char* detail;
};

constexpr StatusRow kStatuses[] = {
    {400, FaultKind::InvalidValue, "Smartsheet does not accept a value of the request"},
    {401, FaultKind::UpstreamCredential, "Smartsheet does not accept the bridge's SCIM token"},
    {403, FaultKind::Forbidden,
     "Smartsheet does not allow this: for this person or group, or for the owner of the bridge's SCIM token"},
    {404, FaultKind::NotFound, "Smartsheet does not know this resource"},
    {405, FaultKind::NotImplemented, "Smartsheet's SCIM service does not offer this operation"},
    {409, FaultKind::Uniqueness, "the resource already exists in Smartsheet"},
    {501, FaultKind::NotImplemented, "Smartsheet's SCIM service does not offer this operation"},
};

const Object* object_in(const std::optional<Value>& parsed) { return parsed ? parsed->if_object() : nullptr; }

bool has_error_code(const Object* body) {
  const Value* code = body != nullptr ? body->find("errorCode") : nullptr;
  return code != nullptr && code->if_integer() != nullptr && *code->if_integer() != 0;
}

/// The row of the error's scimType, a known one: other text of the service is not repeated.
const ScimTypeRow* scim_type(const Object* body) {
  if (body == nullptr) return nullptr;
  const std::string_view given = text_under(*body, "scimType");
  const auto* row = std::find_if(std::begin(kScimTypes), std::end(kScimTypes), [&](const ScimTypeRow& known) {
    return core::equal_ignoring_case(known.keyword, given);
  });
  return row != std::end(kScimTypes) ? row : nullptr;
}

core::LogText log_text(int status, const ScimTypeRow* type) {
  std::string text = "Smartsheet's SCIM service answered " + std::to_string(status);
  if (type != nullptr) text += ", scimType " + std::string(type->keyword);
  return {std::move(text)};
}

std::string with_status(std::string text, int status) {
  return std::move(text) + " (Smartsheet SCIM status " + std::to_string(status) + ")";
}

Reading done(Value body) {
  Reading reading;
  reading.verdict = Verdict::Done;
  reading.body = std::move(body);
  return reading;
}

Reading faulty(Verdict verdict, FaultKind kind, std::string detail, core::LogText context) {
  Reading reading;
  reading.verdict = verdict;
  reading.fault = {kind, std::move(detail), std::move(context), std::nullopt};
  return reading;
}

Reading unknown(int status, const ScimTypeRow* type) {
  return faulty(Verdict::Unknown, FaultKind::OutcomeUnknown,
                "Smartsheet gave no clear answer, the outcome is being looked up", log_text(status, type));
}

Reading refused(int status, const Object* body) {
  const ScimTypeRow* type = scim_type(body);
  const auto* row = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                 [&](const StatusRow& known) { return known.status == status; });
  const bool known = row != std::end(kStatuses);
  FaultKind kind = known ? row->kind : FaultKind::UpstreamRejected;
  std::string detail = known ? row->detail : "Smartsheet refused the request";
  if (status == 400 && type != nullptr) {
    kind = type->kind;
    if (kind == FaultKind::Uniqueness) detail = "the resource already exists in Smartsheet";
    if (kind == FaultKind::Mutability) detail = "Smartsheet does not let an attribute of the request change";
    if (kind == FaultKind::InvalidSyntax) detail = "Smartsheet could not read the request";
    detail += ": " + std::string(type->keyword);
  }
  return faulty(Verdict::Refused, kind, with_status(std::move(detail), status), log_text(status, type));
}

Reading successful(std::string_view method, int status, const Object* body, bool no_body, bool readable) {
  if (method == "POST" && status == 200 && body != nullptr) {
    return faulty(Verdict::Refused, FaultKind::Uniqueness,
                  with_status("the resource already exists in Smartsheet", status), log_text(status, nullptr));
  }
  const bool a_message = body != nullptr && has_schema(*body, scim::kErrorUrn);
  if (method == "POST") {
    return status == 201 && body != nullptr && !a_message ? done(as_resource(*body)) : unknown(status, nullptr);
  }
  const bool silent = no_body || status == 204;
  if (method != "GET" && silent) return done({});
  if (a_message) return unknown(status, scim_type(body));
  if (body == nullptr) return method == "DELETE" && readable ? done({}) : unknown(status, nullptr);
  return done(is_resource(*body) ? as_resource(*body) : *body);
}

}  // namespace

Reading read_answer(std::string_view method, int status, std::string_view retry_after,
                    const std::optional<Value>& parsed, bool no_body) {
  const Object* body = no_body ? nullptr : object_in(parsed);
  if (status == 405 || status == 501) return refused(status, body);
  // One table for the codes, and one way to read the limit, whichever service says them.
  if (status == 429 || has_error_code(body)) return smartsheet_rest::read_answer(status, retry_after, parsed);
  if (status >= 200 && status < 300) return successful(method, status, body, no_body, parsed.has_value());
  if (status >= 400 && status < 500) return refused(status, body);
  if (status == 503 && !retry_after.empty()) {
    return faulty(Verdict::Unavailable, FaultKind::UpstreamUnavailable,
                  with_status("Smartsheet is not available for the moment", status), log_text(status, nullptr));
  }
  return unknown(status, scim_type(body));
}

}  // namespace bridge::route::smartsheet_scim
