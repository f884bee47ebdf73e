#include "emulator/errors.hpp"

#include <algorithm>
#include <array>

namespace bridge::emulator {

namespace {

struct CodeRow {
  int code;
  int status;
  std::string_view message;
};

constexpr std::array kCodes{
    CodeRow{1001, 401, "An Access Token is required."},
    CodeRow{1002, 401, "Your Access Token is invalid."},
    CodeRow{1003, 401, "Your Access Token has expired."},
    CodeRow{1004, 403, "You are not authorized to perform this action."},
    CodeRow{1006, 404, "Not Found"},
    CodeRow{1007, 404, "Version not supported."},
    CodeRow{1008, 400, "Unable to parse request. The following error occurred: {0}"},
    CodeRow{1010, 405, "HTTP Method not supported."},
    CodeRow{1012, 400, "A required object attribute is missing from your request: {0}."},
    CodeRow{1013, 403, "Operation not supported by your plan."},
    CodeRow{1014, 403, "There are no licenses available on your account."},
    CodeRow{1016, 403, "The user is already a member of your account."},
    CodeRow{1018, 400, "The value '{0}' was not valid for the parameter {1}."},
    CodeRow{1019, 400, "Cannot transfer to the user specified. User not found."},
    CodeRow{1020, 404, "User not found."},
    CodeRow{1021, 403, "Cannot transfer to the user specified. The user is not a member of your account."},
    CodeRow{1022, 403, "Cannot delete the user specified. The user is not a member of your account."},
    CodeRow{1024, 400, "An HTTP request body is required for this Method."},
    CodeRow{1030, 401, "You are unable to assume the user specified."},
    CodeRow{1031, 400, "The value '{0}' was not valid for the attribute {1}."},
    CodeRow{1032, 400, "The attribute(s) {0} are not allowed for this operation."},
    CodeRow{1041, 400, "The value for {0} must be {1} characters in length or less."},
    CodeRow{1047, 403, "You cannot remove yourself from the account through the API."},
    CodeRow{1048, 403, "The user declined the invitation. You cannot modify declined invitations."},
    CodeRow{1049, 403, "You cannot remove admin permissions from yourself through the API."},
    CodeRow{1052, 406, "Invalid Accept header."},
    CodeRow{1067, 401, "The client_id is invalid."},
    CodeRow{1068, 400, "The grant type is not supported."},
    CodeRow{1069, 400, "The authorization code has expired."},
    CodeRow{1070, 400, "A required OAuth parameter is missing: {0}"},
    CodeRow{1071, 400, "The authorization code or refresh token is invalid."},
    CodeRow{1072, 400, "The hash is invalid."},
    CodeRow{1073, 400, "The redirect URL does not match the one that is registered."},
    CodeRow{1097, 403, "A user must be a licensed sheet creator to be a resource viewer."},
    CodeRow{1102, 403, "A user must be a licensed sheet creator to be a group administrator."},
    CodeRow{1103, 400, "A group with the same name already exists."},
    CodeRow{1104, 403, "You must be a group administrator to create a group."},
    CodeRow{1105, 400, "One or more group members were not members of your account: {0}"},
    CodeRow{1106, 404, "Group not found."},
    CodeRow{1107, 400, "The user to transfer to must be a group administrator."},
    CodeRow{1121, 400, "transferTo must be provided, because the user owns groups."},
    CodeRow{1122, 405, "The URL does not support this method."},
    CodeRow{1124, 415, "Invalid Content-Type header."},
    CodeRow{1129, 400, "The resource you tried to create already exists."},
    CodeRow{1132, 400, "The token has previously been revoked."},
    CodeRow{1156, 400, "Invalid email."},
    CodeRow{1188, 403, "The account status of the user is not active."},
    CodeRow{1236, 400, "Client authentication is missing."},
    CodeRow{1237, 400, "Both client_secret and hash were given."},
    CodeRow{1238, 400, "The client_secret is invalid."},
    CodeRow{1269, 403, "Group admin permissions cannot be removed from a user who owns groups."},
    CodeRow{1282, 400, "The request body is not valid JSON."},
    CodeRow{1283, 400, "Unrecognized JSON property: {0}"},
    CodeRow{1290, 400, "The following users cannot be added to this group: {0}"},
    CodeRow{1329, 400, "Invalid characters in first or last name."},
    CodeRow{1335, 403, "Cannot deactivate the user specified. The user is not a member of your account."},
    CodeRow{1336, 403, "You cannot deactivate yourself."},
    CodeRow{1354, 403, "Cannot reactivate the user specified. The user is not a member of your account."},
    CodeRow{1355, 403, "You cannot reactivate yourself."},
    CodeRow{1359, 403, "A user with a common ISP domain account cannot be deactivated or reactivated."},
    CodeRow{2028, 403, "Your account has been blocked by your account Administrator."},
    CodeRow{2109, 403, "User subscription updates (upgrade/downgrade) cannot be performed through this method."},
    CodeRow{4000, 500, "An unexpected error has occurred. Please contact support."},
    CodeRow{4001, 503, "Smartsheet.com is currently offline for system maintenance."},
    CodeRow{4002, 500, "Server timeout exceeded. Request has failed."},
    CodeRow{4003, 429, "Rate limit exceeded."},
    CodeRow{4004, 500, "An unexpected error has occurred. Please retry your request."},
};

void fill(std::string& text, std::string_view place, std::string_view value) {
  const auto at = text.find(place);
  if (at != std::string::npos) text.replace(at, place.size(), value);
}

}  // namespace

ApiError refuse(int code, std::string_view first, std::string_view second) {
  const auto row = std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeRow& r) { return r.code == code; });
  if (row == kCodes.end()) return {code, "An unexpected error has occurred.", 500};
  std::string message(row->message);
  fill(message, "{0}", first);
  fill(message, "{1}", second);
  return {code, std::move(message), row->status};
}

ApiError refuse_with(int code, int status) {
  ApiError error = refuse(code);
  error.status = status;
  return error;
}

}  // namespace bridge::emulator
