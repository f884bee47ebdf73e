#include "owner_watch.hpp"

#include <utility>

#include "bridge/route/routes.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using route::smartsheet_rest::Owner;

/// "ID ADDRESS"
constexpr const char* kMark = "rest_owner";
/// However often a refresh fails, or a call is refused, the owner is not asked for again so soon.
constexpr std::chrono::minutes kBetweenQuestions{5};
/// Not authorised; blocked by an administrator.
constexpr std::int64_t kNotAuthorised = 1004;
constexpr std::int64_t kBlocked = 2028;

}  // namespace

void OwnerWatch::take(const std::map<std::string, std::string>& marks) {
  const auto mark = marks.find(kMark);
  const std::size_t blank = mark != marks.end() ? mark->second.find(' ') : std::string::npos;
  if (blank == std::string::npos) return;
  state_.owners = {{core::UpstreamId(mark->second.substr(0, blank)), mark->second.substr(blank + 1)}};
}

void OwnerWatch::ask(bool first) {
  const core::Tick now = state_.clock.tick();
  if (asked_at_ && now - *asked_at_ < kBetweenQuestions) return;
  asked_at_ = now;
  if (state_.ways.has(route::Route::Rest)) return submit(first ? Priority::Group : Priority::Housekeeping, false);
  if (std::exchange(told_of_scim_, true)) return;
  state_.log(LogLevel::Info,
             "who owns the SCIM token can't be asked there: list that account in tenant.protected, or configure "
             "[tenant.rest] with a token of the same account");
}

void OwnerWatch::heard(const CallResult& result) {
  const bool surprise =
      result.ending == Ending::Refused && (result.error_code == kNotAuthorised || result.error_code == kBlocked);
  if (!surprise || asking_) return;
  const core::Tick now = state_.clock.tick();
  if (surprised_at_ && now - *surprised_at_ < kBetweenQuestions) return;
  surprised_at_ = now;
  submit(Priority::Housekeeping, true);
}

void OwnerWatch::submit(Priority priority, bool surprised) {
  if (std::exchange(asking_, true)) return;
  state_.ways.submit(priority, route::probe(route::Route::Rest), true,
                     [this, surprised](const CallResult& result) { on_owner(result, surprised); });
}

void OwnerWatch::on_owner(const CallResult& result, bool surprised) {
  asking_ = false;
  if (result.ending == Ending::Done && result.body.if_object() != nullptr) {
    const Owner owner = route::smartsheet_rest::read_owner(*result.body.if_object());
    remember(owner);
    return judge(owner, surprised);
  }
  // No clear answer says nothing of the owner.
  if (result.ending != Ending::Refused) return;
  state_.log(LogLevel::Alarm, "Smartsheet does not tell who owns the REST token: " + result.fault.detail);
}

void OwnerWatch::remember(const Owner& owner) {
  if (owner.id.text.empty()) return;
  const TokenOwner known{owner.id, owner.address};
  if (state_.owners == std::vector{known}) return;
  state_.owners = {known};
  store::Change change;
  change.marks[kMark] = owner.id.text + " " + owner.address;
  state_.commit(std::move(change), [this](const core::Outcome& outcome) {
    if (!outcome) state_.log(LogLevel::Alarm, "can't keep who owns the token: " + outcome.error().context.text);
  });
}

void OwnerWatch::judge(const Owner& owner, bool surprised) {
  const bool groups_by_rest = state_.watch.settled() != route::Route::Scim || !state_.offered.groups;
  std::vector<std::string> missing = missing_rights(owner, groups_by_rest);
  if (surprised && missing.empty()) {
    // Nothing that the profile tells explains the refusal.
    missing.emplace_back(
        "a call was refused though the token's owner has every right; if it is an OAuth token, perhaps it lacks the "
        "scope READ_USERS or ADMIN_USERS: \"scimbridge login\" asks for both");
  }
  if (missing == std::exchange(told_, missing)) return;
  for (const std::string& sentence : missing) state_.log(LogLevel::Warning, "[tenant.rest]: " + sentence);
  if (missing.empty()) state_.log(LogLevel::Info, "[tenant.rest]: the token's owner has every right that is needed");
}

}  // namespace bridge::work
