#include "emulator/facts_json.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

namespace bridge::emulator {

namespace {

struct FlagRow {
  std::string_view name;
  bool Facts::*field;
};

constexpr std::array kFlags{
    FlagRow{"retry_after_header", &Facts::retry_after_header},
    FlagRow{"rate_window_is_fixed", &Facts::rate_window_is_fixed},
    FlagRow{"bad_json_is_1008", &Facts::bad_json_is_1008},
    FlagRow{"wrong_method_is_1010", &Facts::wrong_method_is_1010},
    FlagRow{"revoked_token_is_1002", &Facts::revoked_token_is_1002},
    FlagRow{"blocked_owner_is_403", &Facts::blocked_owner_is_403},
    FlagRow{"unknown_attributes_refused", &Facts::unknown_attributes_refused},
    FlagRow{"totals_unknown", &Facts::totals_unknown},
    FlagRow{"put_needs_flags", &Facts::put_needs_flags},
    FlagRow{"put_changes_email", &Facts::put_changes_email},
    FlagRow{"put_deactivated_is_1188", &Facts::put_deactivated_is_1188},
    FlagRow{"status_in_profile", &Facts::status_in_profile},
    FlagRow{"status_in_post_answer", &Facts::status_in_post_answer},
    FlagRow{"sheet_count_minus_one", &Facts::sheet_count_minus_one},
    FlagRow{"email_filter_ignores_case", &Facts::email_filter_ignores_case},
    FlagRow{"emails_lowered", &Facts::emails_lowered},
    FlagRow{"non_admins_read_users", &Facts::non_admins_read_users},
    FlagRow{"me_groups_as_data", &Facts::me_groups_as_data},
    FlagRow{"unknown_user_is_1020", &Facts::unknown_user_is_1020},
    FlagRow{"pending_names_ignored", &Facts::pending_names_ignored},
    FlagRow{"removed_keep_id", &Facts::removed_keep_id},
    FlagRow{"new_seat_is_provisional", &Facts::new_seat_is_provisional},
    FlagRow{"seat_refusal_is_403", &Facts::seat_refusal_is_403},
    FlagRow{"pending_transfer_is_1018", &Facts::pending_transfer_is_1018},
    FlagRow{"delete_leaves_groups", &Facts::delete_leaves_groups},
    FlagRow{"removed_again_is_1022", &Facts::removed_again_is_1022},
    FlagRow{"deactivate_is_idempotent", &Facts::deactivate_is_idempotent},
    FlagRow{"pending_deactivate_is_1188", &Facts::pending_deactivate_is_1188},
    FlagRow{"late_reactivate_is_1004", &Facts::late_reactivate_is_1004},
    FlagRow{"late_post_invites", &Facts::late_post_invites},
    FlagRow{"group_names_ignore_case", &Facts::group_names_ignore_case},
    FlagRow{"group_creator_becomes_member", &Facts::group_creator_becomes_member},
    FlagRow{"system_admins_create_groups", &Facts::system_admins_create_groups},
    FlagRow{"group_admins_change_any", &Facts::group_admins_change_any},
    FlagRow{"group_put_answers_members", &Facts::group_put_answers_members},
    FlagRow{"inactive_members_refused", &Facts::inactive_members_refused},
    FlagRow{"remove_non_member_is_404", &Facts::remove_non_member_is_404},
    FlagRow{"membership_moves_modified_at", &Facts::membership_moves_modified_at},
    FlagRow{"scim_offered", &Facts::scim_offered},
    FlagRow{"scim_refusal_is_404", &Facts::scim_refusal_is_404},
    FlagRow{"scim_errors_are_scim", &Facts::scim_errors_are_scim},
    FlagRow{"scim_groups_offered", &Facts::scim_groups_offered},
    FlagRow{"scim_configuration_offered", &Facts::scim_configuration_offered},
    FlagRow{"scim_post_ignores_active", &Facts::scim_post_ignores_active},
    FlagRow{"scim_filters_names", &Facts::scim_filters_names},
    FlagRow{"scim_group_list_has_members", &Facts::scim_group_list_has_members},
    FlagRow{"scim_last_modified", &Facts::scim_last_modified},
    FlagRow{"scim_patch_answers_nothing", &Facts::scim_patch_answers_nothing},
    FlagRow{"scim_manager_is_object", &Facts::scim_manager_is_object},
    FlagRow{"scim_changes_user_name", &Facts::scim_changes_user_name},
    FlagRow{"scim_deactivation_deletes", &Facts::scim_deactivation_deletes},
    FlagRow{"scim_late_members", &Facts::scim_late_members},
    FlagRow{"oauth_denied", &Facts::oauth_denied},
    FlagRow{"oauth_errors_have_names", &Facts::oauth_errors_have_names},
};

template <auto Field>
std::size_t get_choice(const Facts& facts) {
  return static_cast<std::size_t>(facts.*Field);
}

template <auto Field>
void set_choice(Facts& facts, std::size_t index) {
  using Choice = std::remove_reference_t<decltype(facts.*Field)>;
  facts.*Field = static_cast<Choice>(index);
}

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> kProfileWrite{"ignore", "accept", "reject"};
constexpr std::array<std::string_view, 3> kPutAnswer{"both", "result", "data"};
constexpr std::array<std::string_view, 2> kPageOverflow{"empty", "last_page"};
constexpr std::array<std::string_view, 2> kListOrder{"added", "id"};
constexpr std::array<std::string_view, 3> kDeclinedPost{"same_id", "new_id", "refuse"};
constexpr std::array<std::string_view, 3> kScimIds{"same", "numbers", "uuids"};
constexpr std::array<std::string_view, 2> kScimExistingPost{"conflict", "existing"};

struct ChoiceRow {
  std::string_view name;
  std::span<const std::string_view> choices;
  std::size_t (*get)(const Facts&);
  void (*set)(Facts&, std::size_t);
};

const std::array kChoices{
    ChoiceRow{"page_overflow", kPageOverflow, get_choice<&Facts::page_overflow>, set_choice<&Facts::page_overflow>},
    ChoiceRow{"list_order", kListOrder, get_choice<&Facts::list_order>, set_choice<&Facts::list_order>},
    ChoiceRow{"profile_write", kProfileWrite, get_choice<&Facts::profile_write>, set_choice<&Facts::profile_write>},
    ChoiceRow{"put_answer", kPutAnswer, get_choice<&Facts::put_answer>, set_choice<&Facts::put_answer>},
    ChoiceRow{"declined_post", kDeclinedPost, get_choice<&Facts::declined_post>, set_choice<&Facts::declined_post>},
    ChoiceRow{"scim_ids", kScimIds, get_choice<&Facts::scim_ids>, set_choice<&Facts::scim_ids>},
    ChoiceRow{"scim_existing_post", kScimExistingPost, get_choice<&Facts::scim_existing_post>,
              set_choice<&Facts::scim_existing_post>},
};

struct NumberRow {
  std::string_view name;
  std::uint32_t Facts::*field;
  std::uint32_t least;
  /// What is expected, for messages.
  std::string_view what;
};

constexpr std::array kNumbers{
    NumberRow{"listing_weight", &Facts::listing_weight, 1, "a number from 1"},
    NumberRow{"longest_group_name", &Facts::longest_group_name, 0, "a length"},
    NumberRow{"scim_most_results", &Facts::scim_most_results, 1, "a number from 1"},
    NumberRow{"oauth_seconds", &Facts::oauth_seconds, 1, "a number from 1"},
};

bool set_flag(Facts& facts, bool Facts::*field, const core::Value& value) {
  if (value.if_bool() == nullptr) return false;
  facts.*field = *value.if_bool();
  return true;
}

bool set_text(Facts& facts, const ChoiceRow& row, const core::Value& value) {
  const std::string* text = value.if_string();
  if (text == nullptr) return false;
  const auto found = std::find(row.choices.begin(), row.choices.end(), *text);
  if (found == row.choices.end()) return false;
  row.set(facts, static_cast<std::size_t>(found - row.choices.begin()));
  return true;
}

bool set_number(Facts& facts, const NumberRow& row, const core::Value& value) {
  const std::int64_t* number = value.if_integer();
  if (number == nullptr || *number < row.least || *number > std::numeric_limits<std::uint32_t>::max()) return false;
  facts.*row.field = static_cast<std::uint32_t>(*number);
  return true;
}

std::string listed(std::span<const std::string_view> choices) {
  std::string list;
  for (const std::string_view choice : choices) list += (list.empty() ? "" : ", ") + std::string(choice);
  return list;
}

/// Empty, or what is wrong with this member.
std::string apply(Facts& facts, const core::Member& change) {
  for (const FlagRow& row : kFlags) {
    if (row.name != change.name) continue;
    return set_flag(facts, row.field, change.value) ? "" : change.name + ": expected true or false";
  }
  for (const ChoiceRow& row : kChoices) {
    if (row.name != change.name) continue;
    return set_text(facts, row, change.value) ? "" : change.name + ": expected one of " + listed(row.choices);
  }
  for (const NumberRow& row : kNumbers) {
    if (row.name != change.name) continue;
    return set_number(facts, row, change.value) ? "" : change.name + ": expected " + std::string(row.what);
  }
  return change.name + ": no such switch";
}

}  // namespace

core::Object facts_to_json(const Facts& facts) {
  std::vector<core::Member> members;
  for (const FlagRow& row : kFlags) members.push_back({std::string(row.name), facts.*row.field});
  for (const ChoiceRow& row : kChoices) members.push_back({std::string(row.name), row.choices[row.get(facts)]});
  for (const NumberRow& row : kNumbers) {
    members.push_back({std::string(row.name), static_cast<std::int64_t>(facts.*row.field)});
  }
  return core::Object(std::move(members));
}

std::variant<Facts, std::string> facts_changed(Facts facts, const core::Object& changes) {
  for (const core::Member& change : changes) {
    if (std::string problem = apply(facts, change); !problem.empty()) return problem;
  }
  return facts;
}

}  // namespace bridge::emulator
