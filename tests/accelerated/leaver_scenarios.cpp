// Those whose access ends in steps, or later; and those who were there before.

#include "accelerated/scenario.hpp"

namespace bridge::accelerated {

namespace {

constexpr const char* kOff = R"({"op":"replace","value":{"active":false}})";
constexpr const char* kOn = R"({"op":"replace","value":{"active":true}})";
const std::vector<Services> kWithRest{Services::Rest, Services::ScimAndRest};

void make_anna_group_admin(emulator::Emulator& smartsheet) {
  const core::Value state = smartsheet.state();
  for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
    if (core::text_or_empty(*user.if_object(), "email") != "anna@example.com") continue;
    smartsheet.change_user(*user.if_object()->find("id")->if_integer(), core::Object{{"groupAdmin", true}});
  }
}

void to_heir(WorldOptions& options, core::TakeAccess how) {
  auto& policy = options.tenant.access.deprovision;
  policy.on_deactivate = how;
  policy.on_delete = how;
  policy.transfer_to = "heir@example.com";
}

Scenario leaver(std::string name, std::function<void(WorldOptions&)> configure, std::string who = "anna@example.com") {
  Scenario made;
  made.name = std::move(name);
  made.on = kWithRest;
  made.configure = std::move(configure);
  made.fill = make_anna_group_admin;
  made.ask = [who = std::move(who)](World& world) { return std::vector{patch_user(world, who, kOff)}; };
  return made;
}

std::vector<Scenario> by_policy() {
  std::vector<Scenario> all;
  all.push_back(leaver("downgrade", [](WorldOptions& o) { to_heir(o, core::TakeAccess::Downgrade); }));
  all.push_back(leaver("remove", [](WorldOptions& o) { to_heir(o, core::TakeAccess::Remove); }));
  all.push_back(leaver("remove_on_delete", [](WorldOptions& o) { to_heir(o, core::TakeAccess::Remove); }));
  all.back().ask = [](World& world) { return std::vector{delete_user(world, "anna@example.com")}; };
  all.back().statuses = {204, 404};
  all.push_back(leaver("upgrade_again", [](WorldOptions& o) { to_heir(o, core::TakeAccess::Downgrade); }));
  all.back().prepare = [](World& world) { must(world, patch_user(world, "anna@example.com", kOff)); };
  all.back().ask = [](World& world) { return std::vector{patch_user(world, "anna@example.com", kOn)}; };
  all.push_back(leaver("hold_then_remove", [](WorldOptions& o) {
    to_heir(o, core::TakeAccess::Remove);
    o.tenant.access.deprovision.hold = std::chrono::minutes(10);
    // Few refreshes, so that few calls lie between the request and the rest of it.
    o.tenant.refresh = std::chrono::minutes(8);
  }));
  all.back().later = [](World& world) { world.run_for(std::chrono::minutes(20)); };
  return all;
}

void invite_fay(emulator::Emulator& smartsheet) {
  const core::Object fay{{"email", "fay@example.com"}, {"status", "PENDING"}, {"licensedSheetCreator", true}};
  smartsheet.add_group("Guests", {smartsheet.add_user(fay)});
}

std::vector<Scenario> invited() {
  std::vector<Scenario> all;
  all.push_back(leaver(
      "cancel_invitation", [](WorldOptions& o) { o.tenant.access.deprovision.pending = core::OnPending::Cancel; },
      "fay@example.com"));
  all.back().fill = invite_fay;
  all.push_back(leaver("leave_before_accepting", {}, "fay@example.com"));
  all.back().fill = invite_fay;
  all.back().later = [](World& world) {
    world.smartsheet().accept_invitation(world.person("fay@example.com"));
    world.settle();
  };
  // Until the bridge sees that she has accepted; with no role and in no group.
  all.back().passing = {"fay@example.com signs in"};
  return all;
}

Scenario adoption() {
  Scenario made;
  made.name = "adopt";
  made.configure = [](WorldOptions& o) { o.tenant.access.on_existing = core::OnExisting::Adopt; };
  made.ask = [](World&) {
    const std::string body =
        user_body("ben@example.com", R"("name":{"formatted":"Benjamin Lee","givenName":"Benjamin","familyName":"Lee"},)"
                                     R"("displayName":"Benjamin Lee",)"
                                     R"("emails":[{"value":"ben@example.com","type":"work","primary":true}])");
    return std::vector<Request>{{"POST", "/Users", body}};
  };
  made.statuses = {201};
  return made;
}

}  // namespace

std::vector<Scenario> leaver_scenarios() {
  std::vector<Scenario> all = by_policy();
  for (Scenario& one : invited()) all.push_back(std::move(one));
  all.push_back(adoption());
  return all;
}

}  // namespace bridge::accelerated
