#include "emulator/scim_errors.hpp"

#include <algorithm>
#include <array>

namespace bridge::emulator {

namespace {

struct TypeRow {
  std::string_view scim_type;
  /// Smartsheet's code for the same, for bodies in Smartsheet's form.
  int code;
};
constexpr std::array kTypes{TypeRow{"invalidSyntax", 1008}, TypeRow{"invalidFilter", 1018},
                            TypeRow{"invalidPath", 1032},   TypeRow{"invalidValue", 1031},
                            TypeRow{"mutability", 1032},    TypeRow{"noTarget", 1012}};

struct RestRow {
  int code;
  int status;
  std::string_view scim_type;
};
/// The other codes keep their status and have no scimType.
constexpr std::array kFromRest{
    RestRow{1008, 400, "invalidSyntax"}, RestRow{1024, 400, "invalidSyntax"}, RestRow{1282, 400, "invalidSyntax"},
    RestRow{1012, 400, "invalidValue"},  RestRow{1031, 400, "invalidValue"},  RestRow{1041, 400, "invalidValue"},
    RestRow{1016, 409, "uniqueness"},    RestRow{1103, 409, "uniqueness"},    RestRow{1329, 400, "invalidValue"}};

ApiError refused(int code, int status, std::string_view scim_type, std::string_view detail) {
  return {code, std::string(detail), status, {}, std::string(scim_type)};
}

}  // namespace

ApiError scim_refuse(std::string_view scim_type, std::string_view detail) {
  const auto row =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& r) { return r.scim_type == scim_type; });
  return refused(row == kTypes.end() ? 1008 : row->code, 400, scim_type, detail);
}

ApiError scim_taken(std::string_view detail) { return refused(1016, 409, "uniqueness", detail); }

ApiError scim_unknown(std::string_view detail) { return refused(1006, 404, "", detail); }

ApiError in_scim(ApiError error) {
  for (const RestRow& row : kFromRest) {
    if (row.code != error.code) continue;
    error.status = row.status;
    error.scim_type = row.scim_type;
  }
  return error;
}

core::Object scim_error(const ApiError& error) {
  core::Object body{{"schemas", core::Array{"urn:ietf:params:scim:api:messages:2.0:Error"}},
                    {"status", std::to_string(error.status)}};
  if (!error.scim_type.empty()) body = body.with("scimType", error.scim_type);
  return body.with("detail", error.message);
}

}  // namespace bridge::emulator
