#include "app/commands/command_line.hpp"

#include <chrono>
#include <map>

namespace bridge::app {

namespace {

void add_emulate(CLI::App& program, CommandLine& line) {
  CLI::App* emulate = program.add_subcommand("emulate", "A Smartsheet for trials and tests");
  const std::map<std::string, emulator::Plan> plans{{"enterprise", emulator::Plan::Enterprise},
                                                    {"business", emulator::Plan::Business}};
  emulate->add_option("--port", line.emulate.port, "Port on the loopback interface; 0 picks a free one")
      ->capture_default_str();
  emulate->add_option("--plan", line.emulate.emulator.plan, "What the organisation pays for; default enterprise")
      ->transform(CLI::CheckedTransformer(plans, CLI::ignore_case))
      ->option_text("enterprise|business");
  emulate->add_flag("--no-scim", line.no_scim, "An organisation without Smartsheet's SCIM service");
  emulate->add_option("--rate-limit", line.emulate.emulator.rate_limit, "Calls a minute for a token; 0: no limit")
      ->capture_default_str();
  emulate->add_option("--latency", line.latency, "Milliseconds before each answer")->capture_default_str();
  emulate->add_option("--users", line.emulate.emulator.seed_users, "Example people to begin with")
      ->capture_default_str();
  emulate->add_option("--groups", line.emulate.emulator.seed_groups, "Example groups to begin with")
      ->capture_default_str();
  emulate->add_option("--token", line.emulate.token, "The API token to accept; default: a new one, printed");
  emulate->add_option("--oauth-client", line.emulate.oauth_client, "ID:SECRET of an app that may ask for OAuth tokens");
  emulate->add_option("--oauth-redirect", line.emulate.oauth_redirect, "The app's redirect URL")->capture_default_str();
  emulate->add_option("--scim-token", line.emulate.scim_token, "The SCIM token to accept; default: a new one, printed");
}

void add_config(CLI::App& command, std::string& config) {
  command.add_option("--config", config, "TOML file")->required();
}

void add_tenant_options(CLI::App& command, TenantOptions& options) {
  add_config(command, options.config);
  command.add_option("--tenant", options.tenant, "The tenant's name; default: the only one");
  command.add_flag("--json", options.json, "The answer as one line of JSON");
}

void add_check_config(CLI::App& program, CommandLine& line) {
  CLI::App* check = program.add_subcommand("check-config", "Every problem of a configuration at once");
  add_config(*check, line.check.config);
  check->add_flag("--online", line.check.online, "Asks Smartsheet too, read-only: owners, rights, services");
  check->add_flag("--json", line.check.json, "The answer as one line of JSON");
}

void add_plan(CLI::App& program, CommandLine& line) {
  CLI::App* plan = program.add_subcommand("plan", "What a SCIM request would send to Smartsheet; sends nothing");
  add_tenant_options(*plan, line.plan.about);
  plan->add_option("--client", line.plan.client, "Name of the IdP token it comes with; default: the tenant's first");
  plan->add_option("--method", line.plan.method, "Default: POST with a body, GET without")
      ->check(CLI::IsMember({"GET", "POST", "PUT", "PATCH", "DELETE"}));
  plan->add_option("--path", line.plan.path, "For example /Users or /Groups/123")->required();
  plan->add_flag("--show-values", line.plan.show_values, "Personal values are shown, not masked");
  plan->add_option("BODY", line.plan.body, "JSON file, or - for standard input");
}

void add_login(CLI::App& program, CommandLine& line) {
  CLI::App* login = program.add_subcommand("login", "A pair of OAuth tokens, allowed by an administrator in a browser");
  add_config(*login, line.login.config);
  login->add_option("--tenant", line.login.tenant, "The tenant's name; default: the only one");
  login->add_option("--wait", line.login_wait, "Seconds to wait for the browser")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

void add_route(CLI::App& program, CommandLine& line) {
  CLI::App* route = program.add_subcommand("route", "The way that a tenant's writes take to Smartsheet");
  route->require_subcommand(1);
  add_tenant_options(*route->add_subcommand("show", "Where the route stands"), line.tenant);
  CLI::App* set = route->add_subcommand("set", "Compares both services, then changes the route");
  add_tenant_options(*set, line.tenant);
  set->add_option("ROUTE", line.route, "scim or rest")->required()->check(CLI::IsMember({"scim", "rest"}));
  set->add_flag("--yes", line.yes, "Changes it without asking");
}

void add_rehearsal(CLI::App& program, CommandLine& line) {
  CLI::App* rehearsal = program.add_subcommand("rehearsal", "What was rehearsed (tenant.mode = \"rehearse\")");
  rehearsal->require_subcommand(1);
  add_tenant_options(*rehearsal->add_subcommand("show", "What the writes would have done"), line.tenant);
  add_tenant_options(*rehearsal->add_subcommand("forget", "Begins anew"), line.tenant);
}

void add_guard(CLI::App& program, CommandLine& line) {
  CLI::App* guard = program.add_subcommand("guard", "The accident guard: losses of access that wait for a person");
  guard->require_subcommand(1);
  CLI::App* show = guard->add_subcommand("show", "The limit, what was lost in the last hour, and what is held");
  add_tenant_options(*show, line.tenant);
  show->add_flag("--show-values", line.show_values, "Names of people and groups are shown, not their ids alone");
  CLI::App* release = guard->add_subcommand("release", "Lets what is held pass when it is asked for again");
  add_tenant_options(*release, line.tenant);
  release->add_option("--for", line.release_for, "For how long, from now; 1m to 30d")->capture_default_str();
  release->add_option("--count", line.release_count, "Losses that may pass besides what is held now")
      ->capture_default_str();
}

int dispatch(const CLI::App& program, const CommandLine& line) {
  const auto given = [&program](const char* command, const char* sub) {
    return program.got_subcommand(command) && program.get_subcommand(command)->got_subcommand(sub);
  };
  if (program.got_subcommand("serve")) return serve(line.config);
  if (program.got_subcommand("demo")) return demo(line.demo_port);
  if (program.got_subcommand("check-config")) return check_config(line.check);
  if (program.got_subcommand("emulate")) return emulate(line.emulate);
  if (program.got_subcommand("token")) return new_token();
  if (program.got_subcommand("login")) return login(line.login);
  if (program.got_subcommand("plan")) return plan(line.plan);
  if (given("route", "show")) return show_route(line.tenant);
  if (given("route", "set")) return set_route(line.tenant, line.route, line.yes);
  if (given("guard", "show")) return show_guard(line.tenant, line.show_values);
  if (given("guard", "release")) return release_guard(line.tenant, line.release_for, line.release_count);
  if (program.got_subcommand("audit")) {
    return given("audit", "forget") ? forget_audit(line.audit, line.yes) : show_audit(line.audit);
  }
  if (program.got_subcommand("sync")) return sync(line.tenant, line.repair, line.yes);
  if (program.got_subcommand("conformance")) return conformance(line.conformance);
  if (given("rehearsal", "show")) return show_rehearsal(line.tenant);
  if (given("rehearsal", "forget")) return forget_rehearsal(line.tenant);
  if (given("store", "check")) return check_store(line.tenant);
  if (given("store", "backup")) return back_up_store(line.tenant, line.copy);
  if (given("store", "restore")) return restore_store(line.tenant, line.copy, line.yes);
  return kWrongUsage;
}

}  // namespace

void define_options(CLI::App& program, CommandLine& line) {
  const std::map<std::string, LogFormat> formats{{"text", LogFormat::Text}, {"json", LogFormat::Json}};
  program.add_option("--log-format", line.log_format, "Of the lines on standard error; default text")
      ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case))
      ->option_text("text|json");
  program.require_subcommand(1);
  program.fallthrough();
  add_config(*program.add_subcommand("serve", "The bridge"), line.config);
  program.add_subcommand("demo", "Bridge, emulated Smartsheet and example data in one process")
      ->add_option("--port", line.demo_port, "Port on the loopback interface; 0 picks a free one")
      ->capture_default_str();
  add_check_config(program, line);
  add_emulate(program, line);
  CLI::App* token = program.add_subcommand("token", "Tokens of identity providers");
  token->require_subcommand(1);
  token->add_subcommand("new", "A new token on standard output, its digest line on standard error");
  add_login(program, line);
  add_plan(program, line);
  add_route(program, line);
  add_rehearsal(program, line);
  add_guard(program, line);
  add_store(program, line);
  add_sync(program, line);
  add_audit(program, line);
  add_conformance(program, line);
}

int run_command(const CLI::App& program, CommandLine& line) {
  line.emulate.emulator.latency = std::chrono::milliseconds(line.latency);
  line.login.wait = std::chrono::seconds(line.login_wait);
  line.emulate.emulator.facts.scim_offered = !line.no_scim;
  start_log(line.log_format);
  const int code = dispatch(program, line);
  stop_log();
  return code;
}

}  // namespace bridge::app
