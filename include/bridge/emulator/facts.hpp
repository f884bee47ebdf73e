#pragma once
// What is unconfirmed about Smartsheet, as switches of the emulator.

#include <cstdint>

namespace bridge::emulator {

/// What PUT does with profile attributes (title, department, …) that it does not document.
enum class ProfileWrite : std::uint8_t { Ignore, Accept, Reject };
/// Where the answer to PUT /users/{id} carries the user.
enum class PutAnswer : std::uint8_t { Both, ResultOnly, DataOnly };
/// What a page past the last one holds.
enum class PageOverflow : std::uint8_t { Empty, LastPage };
/// The order of lists: as added, or by ascending id. Both are stable.
enum class ListOrder : std::uint8_t { Added, Id };
/// POST /users for somebody who declined: invites the same record anew, makes a new record, or answers 1016.
enum class DeclinedPost : std::uint8_t { SameId, NewId, Refuse };
/// The ids of the SCIM service: REST's, other numbers of 16 digits, or UUIDs. Each follows from REST's id.
enum class ScimIds : std::uint8_t { Same, Numbers, Uuids };
/// POST /Users for somebody who is there: 409, or 200 with the person as they are.
enum class ScimExistingPost : std::uint8_t { Conflict, Existing };

/// One switch for each fact that is unconfirmed or on which Smartsheet's sources disagree.
struct Facts {
  // The whole API.
  bool retry_after_header = true;
  /// Calls are counted in a minute that starts with the first call; else in a bucket that leaks evenly.
  bool rate_window_is_fixed = true;
  /// How many calls a listing of users or groups counts as.
  std::uint32_t listing_weight = 1;
  /// A body that is not JSON: 400/1008, else 400/1282.
  bool bad_json_is_1008 = true;
  /// A known path with another method: 405/1010, else 405/1122.
  bool wrong_method_is_1010 = true;
  /// A revoked token: 401/1002, else 400/1132.
  bool revoked_token_is_1002 = true;
  /// The owner of the token is deactivated: 2028 comes with HTTP 403, else 401.
  bool blocked_owner_is_403 = true;
  /// Attributes that the API does not know: ignored, or 400/1283.
  bool unknown_attributes_refused = false;
  PageOverflow page_overflow = PageOverflow::Empty;
  /// totalCount and totalPages are -1, as on endpoints that Smartsheet has moved away from totals.
  bool totals_unknown = false;
  ListOrder list_order = ListOrder::Added;

  // Users.
  ProfileWrite profile_write = ProfileWrite::Ignore;
  PutAnswer put_answer = PutAnswer::ResultOnly;
  /// PUT /users/{id} needs both `admin` and `licensedSheetCreator` (else 400/1012).
  bool put_needs_flags = false;
  /// `email` in PUT /users/{id} changes the primary address; else 400/1032.
  bool put_changes_email = false;
  /// PUT /users/{id} for somebody deactivated: 403/1188, else it works.
  bool put_deactivated_is_1188 = false;
  /// GET /users/{id} carries `status` for a System Admin.
  bool status_in_profile = true;
  /// The answer to POST /users carries `status`.
  bool status_in_post_answer = true;
  /// `sheetCount` is always -1; else the true number.
  bool sheet_count_minus_one = true;
  /// The `email` filter ignores case.
  bool email_filter_ignores_case = true;
  /// Addresses are kept in lower case; else as given.
  bool emails_lowered = false;
  /// Callers who are no System Admin may read users and see less; else 403/1004.
  bool non_admins_read_users = true;
  /// GET /users/me?include=groups carries the groups as `data`; else as `groups`.
  bool me_groups_as_data = true;
  /// The code for an unknown user: 1020, else 1006.
  bool unknown_user_is_1020 = true;
  /// Names given for an invited outsider are ignored until the invitation is accepted.
  bool pending_names_ignored = true;
  DeclinedPost declined_post = DeclinedPost::SameId;
  /// Somebody removed and added again has the id of before.
  bool removed_keep_id = false;
  /// Seats: new people are PROVISIONAL_MEMBER, else MEMBER.
  bool new_seat_is_provisional = true;
  /// Seats: 2109 comes with HTTP 403, else 400.
  bool seat_refusal_is_403 = true;
  /// DELETE with transferTo for a pending user: 400/1018, else 403/1188.
  bool pending_transfer_is_1018 = true;
  /// DELETE takes the user out of all groups; else they stay listed as members.
  bool delete_leaves_groups = true;
  /// DELETE for somebody removed before: 403/1022; else as for an unknown user.
  bool removed_again_is_1022 = false;

  // Deactivate and reactivate.
  /// A second deactivation (reactivation) of the same person succeeds; else 403/1188 (403/1004).
  bool deactivate_is_idempotent = true;
  /// Deactivating somebody pending or declined: 403/1188, else 403/1004.
  bool pending_deactivate_is_1188 = true;
  /// Reactivating after more than 30 days: 403/1004, else 403/1354.
  bool late_reactivate_is_1004 = true;
  /// POST for somebody who can't be reactivated any more invites them anew, with their id; else 403/1016.
  bool late_post_invites = false;

  // Groups.
  /// Group names are compared ignoring case.
  bool group_names_ignore_case = true;
  bool group_creator_becomes_member = false;
  /// A System Admin who is no group admin may create groups; else 403/1104.
  bool system_admins_create_groups = false;
  /// A group admin may change groups of other owners; else 403/1004.
  bool group_admins_change_any = false;
  /// The answer to PUT /groups/{id} carries `members`.
  bool group_put_answers_members = false;
  /// Characters in a group's name at the most (else 400/1041); 0 means no limit.
  std::uint32_t longest_group_name = 0;
  /// Declined or deactivated people as new members: 400/1290, else they are added.
  bool inactive_members_refused = false;
  /// Removing somebody who is not a member: true answers 404/1006, false succeeds.
  bool remove_non_member_is_404 = true;
  /// modifiedAt of a group moves when its members change.
  bool membership_moves_modified_at = true;

  // Smartsheet's own SCIM service (/2.0/scim/v2).
  ScimIds scim_ids = ScimIds::Same;
  /// The organisation has the service; else every path of it is refused, as with Plan::Business.
  bool scim_offered = true;
  /// What is not offered is refused with 404, else 403.
  bool scim_refusal_is_404 = false;
  /// Refusals are SCIM errors (RFC 7644 section 3.12); else Smartsheet's {errorCode,message,refId}.
  bool scim_errors_are_scim = true;
  /// There are groups; else /Groups is 404 and /ResourceTypes doesn't list it.
  bool scim_groups_offered = true;
  /// There are /ServiceProviderConfig, /ResourceTypes and /Schemas; else they are 404.
  bool scim_configuration_offered = true;
  ScimExistingPost scim_existing_post = ScimExistingPost::Conflict;
  /// POST /Users with `active` false makes somebody active; else somebody deactivated.
  bool scim_post_ignores_active = false;
  /// The filter `displayName eq` of /Groups works; else it is ignored and all groups are listed.
  bool scim_filters_names = true;
  /// GET /Groups carries `members`.
  bool scim_group_list_has_members = true;
  /// Resources on a page at the most.
  std::uint32_t scim_most_results = 100;
  /// meta.lastModified is there.
  bool scim_last_modified = true;
  /// PATCH answers 204; else 200 with the resource.
  bool scim_patch_answers_nothing = false;
  /// `manager` is shown as {"value": …}; else as plain text.
  bool scim_manager_is_object = true;
  /// Another userName in PUT or PATCH changes the primary address; else 400 mutability.
  bool scim_changes_user_name = false;
  /// `active` false removes the person for good; else deactivates.
  bool scim_deactivation_deletes = false;
  /// The answers to POST, PUT and PATCH of a group come without `members`.
  bool scim_late_members = false;

  // OAuth.

  /// Life of an access token.
  std::uint32_t oauth_seconds = 604'799;
  /// Whoever opens the consent page says no.
  bool oauth_denied = false;
  /// Refusals of the token endpoint carry `error` and `error_description` beside `errorCode` and `message`.
  bool oauth_errors_have_names = true;

  bool operator==(const Facts&) const = default;
};

}  // namespace bridge::emulator
