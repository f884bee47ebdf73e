#include "bridge/route/smartsheet_rest/removal.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "bridge/core/ascii_case.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

/// More digits than these are no number of 64 bits.
constexpr std::size_t kMostDigits = 18;

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kMostDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::string_view kUsers = "/users/";

/// The id in "/users/ID" or "/users/ID?…"; empty where there is none.
std::string_view person_in(std::string_view path) {
  if (!path.starts_with(kUsers)) return {};
  path.remove_prefix(kUsers.size());
  const std::string_view id = path.substr(0, path.find('?'));
  return is_id(id) ? id : std::string_view();
}

/// The value of a parameter of the query; empty where there is none.
std::string_view parameter(std::string_view path, std::string_view name) {
  for (std::size_t at = path.find('?'); at != std::string_view::npos; at = path.find('&', at + 1)) {
    const std::string_view part = path.substr(at + 1, path.find('&', at + 1) - at - 1);
    if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') {
      return part.substr(name.size() + 1);
    }
  }
  return {};
}

const char* flag(bool value) { return value ? "true" : "false"; }

bool is_delete(std::string_view method) { return core::equal_ignoring_case(method, "DELETE"); }

/// Below a path that is spelled plainly: no way round by dots, doubled slashes or percent signs.
bool is_below(std::string_view path, std::string_view base) {
  const std::string_view place = path.substr(0, path.find('?'));
  const bool plain = place.find("..") == std::string_view::npos && place.find("//") == std::string_view::npos;
  return plain && place.size() > base.size() && place.starts_with(base);
}

}  // namespace

std::optional<TransferTarget> TransferTarget::of(const core::UpstreamId& id) {
  return is_id(id.text) ? std::optional(TransferTarget(id)) : std::nullopt;
}

Step Removals::of_person(const core::UpstreamId& person, const Handover& handover) {
  const std::string path = std::string(kUsers) + person.text + "?transferTo=" + handover.to.id().text +
                           "&transferSheets=" + flag(handover.sheets) +
                           "&removeFromSharing=" + flag(handover.leaves_sharing);
  return {Purpose::RemovePerson, RestCall{"DELETE", path, {}, RemovalPermit(true)}, OnUnknown::Repeat, {}, {}};
}

std::vector<Step> Removals::of_invitation(const core::UpstreamId& person) {
  const std::string path = std::string(kUsers) + person.text;
  // Never sent a second time unlooked: whoever has accepted meanwhile would be removed.
  return {{Purpose::ConfirmPending, RestCall{"GET", path, {}}, OnUnknown::Repeat, {}, {}},
          {Purpose::CancelInvitation, RestCall{"DELETE", path, {}, RemovalPermit(true)}, OnUnknown::LookUp, {}, {}}};
}

bool Removals::restore(Plan& plan) {
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    Step& step = plan.steps[i];
    auto* call = std::get_if<RestCall>(&step.call);
    const bool removes = step.purpose == Purpose::RemovePerson || step.purpose == Purpose::CancelInvitation;
    if (call == nullptr ? removes : !removes && !may_leave(*call)) return false;
    if (call == nullptr || !removes) continue;
    const core::UpstreamId person{std::string(person_in(call->path))};
    const auto target = TransferTarget::of(core::UpstreamId(std::string(parameter(call->path, "transferTo"))));
    if (person.text.empty()) return false;
    Step built;
    if (step.purpose == Purpose::RemovePerson) {
      if (!target) return false;
      built = of_person(person, {*target, parameter(call->path, "transferSheets") == "true",
                                 parameter(call->path, "removeFromSharing") == "true"});
    } else {
      const std::vector<Step> pair = of_invitation(person);
      if (i == 0 || !(plan.steps[i - 1] == pair.front())) return false;
      built = pair.back();
    }
    call->permit = RemovalPermit(true);
    if (!(step == built)) return false;
  }
  return true;
}

bool may_leave(const RestCall& call) {
  return !is_delete(call.method) || call.permit.granted() || is_below(call.path, "/groups/");
}

bool may_leave(const ScimCall& call) { return !is_delete(call.method) || is_below(call.path, "/Groups/"); }

}  // namespace bridge::route::smartsheet_rest
