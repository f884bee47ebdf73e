#include "emulator/control.hpp"

#include <array>
#include <optional>

#include "bridge/json/codec.hpp"
#include "emulator/control_body.hpp"
#include "emulator/facts_json.hpp"
#include "emulator/router.hpp"

namespace bridge::emulator {

namespace {

/// A year.
constexpr std::int64_t kMostMilliseconds = std::int64_t{366} * 24 * 3600 * 1000;
constexpr std::int64_t kMostCalls = 1'000'000;

struct Ask {
  Emulator& emulator;
  std::vector<std::int64_t> ids;
  core::Object body;
};

ControlReply done() { return {200, core::Object{{"message", "done"}}}; }

ControlReply refused(int status, std::string_view message) { return {status, core::Object{{"message", message}}}; }

ControlReply done_if(bool known) { return known ? done() : refused(404, "nobody and nothing has this id"); }

ControlReply id_or_taken(std::int64_t id, std::string_view what) {
  return id == 0 ? refused(409, what) : ControlReply{200, core::Object{{"id", id}}};
}

ControlReply reset(Ask& ask) { return ask.emulator.reset(), done(); }

ControlReply show_state(Ask& ask) { return {200, ask.emulator.state()}; }

ControlReply show_log(Ask& ask) {
  std::vector<core::Value> entries;
  for (const Logged& entry : ask.emulator.log()) {
    entries.push_back(core::Object{{"number", static_cast<std::int64_t>(entry.number)},
                                   {"method", entry.method},
                                   {"path", entry.path},
                                   {"query", entry.query},
                                   {"body", entry.body},
                                   {"credential", entry.credential},
                                   {"status", entry.status}});
  }
  return {200, core::Object{{"log", core::Array(std::move(entries))}}};
}

ControlReply clear_log(Ask& ask) { return ask.emulator.clear_log(), done(); }

ControlReply show_facts(Ask& ask) { return {200, facts_to_json(ask.emulator.facts())}; }

ControlReply change_facts(Ask& ask) {
  const auto changed = facts_changed(ask.emulator.facts(), ask.body);
  if (const std::string* problem = std::get_if<std::string>(&changed)) return refused(400, *problem);
  ask.emulator.set_facts(std::get<Facts>(changed));
  return show_facts(ask);
}

ControlReply add_fault(Ask& ask) {
  // In the order of the enumerators.
  constexpr std::array<std::string_view, 2> kWhen{"before_work", "after_work"};
  constexpr std::array<std::string_view, 5> kWhat{"error", "lost_answer", "delay", "not_json", "truncated"};
  ControlBody body(ask.body);
  FaultPlan fault;
  body.require("match");
  fault.match = body.text("match");
  fault.when = static_cast<FaultPlan::When>(body.choice("when", kWhen));
  fault.what = static_cast<FaultPlan::What>(body.choice("what", kWhat));
  fault.status = static_cast<int>(body.number("status", fault.status, 599));
  fault.error_code = static_cast<int>(body.number("error_code", fault.error_code, 9999));
  fault.delay = std::chrono::milliseconds(body.number("delay_ms", 0, kMostMilliseconds));
  fault.skip = static_cast<std::uint32_t>(body.number("skip", fault.skip, kMostCalls));
  fault.times = static_cast<std::uint32_t>(body.number("times", fault.times, kMostCalls));
  if (const std::string problem = body.problem(); !problem.empty()) return refused(400, problem);
  if (fault.status < 200) return refused(400, "status: expected 200 to 599");
  ask.emulator.inject(std::move(fault));
  return done();
}

ControlReply clear_faults(Ask& ask) { return ask.emulator.clear_faults(), done(); }

ControlReply add_token(Ask& ask) {
  // In the order of the enumerators.
  constexpr std::array<std::string_view, 3> kUse{"both", "rest", "scim"};
  ControlBody body(ask.body);
  TokenGrant grant;
  body.require("token");
  grant.token = body.text("token");
  grant.owner_email = body.text("owner_email", "admin@example.com");
  grant.expired = body.flag("expired");
  grant.revoked = body.flag("revoked");
  grant.scopes = body.texts("scopes");
  grant.use = static_cast<TokenUse>(body.choice("use", kUse));
  if (const std::string problem = body.problem(); !problem.empty()) return refused(400, problem);
  ask.emulator.add_token(std::move(grant));
  return done();
}

ControlReply add_app(Ask& ask) {
  ControlBody body(ask.body);
  OAuthClient client;
  body.require("id");
  body.require("secret");
  client.id = body.text("id");
  client.secret = body.text("secret");
  client.redirect_url = body.text("redirect_url", client.redirect_url);
  client.owner_email = body.text("owner_email", client.owner_email);
  if (const std::string problem = body.problem(); !problem.empty()) return refused(400, problem);
  ask.emulator.add_oauth_client(std::move(client));
  return done();
}

ControlReply revoke_apps(Ask& ask) { return ask.emulator.revoke_oauth(), done(); }

ControlReply add_user(Ask& ask) {
  return id_or_taken(ask.emulator.add_user(ask.body), "email: expected an address that nobody has");
}

ControlReply change_user(Ask& ask) { return done_if(ask.emulator.change_user(ask.ids[0], ask.body)); }

ControlReply remove_user(Ask& ask) { return done_if(ask.emulator.remove_user(ask.ids[0])); }

ControlReply add_group(Ask& ask) {
  ControlBody body(ask.body);
  body.require("name");
  const std::string name = body.text("name");
  const std::vector<std::int64_t> members = body.ids("members");
  if (const std::string problem = body.problem(); !problem.empty()) return refused(400, problem);
  return id_or_taken(ask.emulator.add_group(name, members), "name: expected one that no group has");
}

ControlReply change_group(Ask& ask) {
  ControlBody body(ask.body);
  body.require("members");
  const std::vector<std::int64_t> members = body.ids("members");
  if (const std::string problem = body.problem(); !problem.empty()) return refused(400, problem);
  return done_if(ask.emulator.set_members(ask.ids[0], members));
}

ControlReply remove_group(Ask& ask) { return done_if(ask.emulator.remove_group(ask.ids[0])); }

ControlReply accept(Ask& ask) { return done_if(ask.emulator.accept_invitation(ask.ids[0])); }

ControlReply decline(Ask& ask) { return done_if(ask.emulator.decline_invitation(ask.ids[0])); }

ControlReply advance(Ask& ask) {
  ControlBody body(ask.body);
  body.require("advance_ms");
  const std::int64_t time = body.number("advance_ms", 0, kMostMilliseconds);
  if (const std::string problem = body.problem(); !problem.empty()) return refused(400, problem);
  ask.emulator.advance(std::chrono::milliseconds(time));
  return done();
}

struct ControlRoute {
  std::string_view method;
  std::string_view pattern;
  ControlReply (*run)(Ask&);
};

constexpr std::array kRoutes{
    ControlRoute{"POST", "/reset", reset},
    ControlRoute{"GET", "/state", show_state},
    ControlRoute{"GET", "/log", show_log},
    ControlRoute{"DELETE", "/log", clear_log},
    ControlRoute{"GET", "/facts", show_facts},
    ControlRoute{"POST", "/facts", change_facts},
    ControlRoute{"POST", "/faults", add_fault},
    ControlRoute{"DELETE", "/faults", clear_faults},
    ControlRoute{"POST", "/tokens", add_token},
    ControlRoute{"POST", "/oauth/clients", add_app},
    ControlRoute{"POST", "/oauth/revoke", revoke_apps},
    ControlRoute{"POST", "/users", add_user},
    ControlRoute{"PUT", "/users/#", change_user},
    ControlRoute{"DELETE", "/users/#", remove_user},
    ControlRoute{"POST", "/groups", add_group},
    ControlRoute{"PUT", "/groups/#", change_group},
    ControlRoute{"DELETE", "/groups/#", remove_group},
    ControlRoute{"POST", "/invitations/#/accept", accept},
    ControlRoute{"POST", "/invitations/#/decline", decline},
    ControlRoute{"POST", "/clock", advance},
};

}  // namespace

ControlReply control(Emulator& emulator, std::string_view method, std::string_view path, std::string_view body) {
  for (const ControlRoute& route : kRoutes) {
    auto ids = route.method == method ? match_path(route.pattern, path) : std::nullopt;
    if (!ids) continue;
    const auto parsed = json::parse(body.empty() ? "{}" : body);
    if (!parsed) return refused(400, parsed.error().detail);
    if (parsed->if_object() == nullptr) return refused(400, "expected a JSON object");
    Ask ask{emulator, *std::move(ids), *parsed->if_object()};
    return route.run(ask);
  }
  return refused(404, "no such operation of the emulator: see docs/emulator.md");
}

}  // namespace bridge::emulator
