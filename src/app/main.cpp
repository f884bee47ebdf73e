// scimbridge: SCIM 2.0 in front of Smartsheet. The command line.

#include <cstdio>
#include <exception>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "log.hpp"

namespace {

using bridge::app::LogFormat;

/// Exit code for a command line that can't be understood.
constexpr int kWrongUsage = 2;

struct Options {
  LogFormat log_format = LogFormat::Text;
  std::string config;
  std::uint16_t demo_port = 8080;
  bridge::app::EmulateOptions emulate;
  std::uint32_t latency = 0;
};

void add_emulate(CLI::App& program, Options& options) {
  CLI::App* emulate = program.add_subcommand("emulate", "A Smartsheet for trials and tests");
  const std::map<std::string, bridge::emulator::Plan> plans{{"enterprise", bridge::emulator::Plan::Enterprise},
                                                            {"business", bridge::emulator::Plan::Business}};
  emulate->add_option("--port", options.emulate.port, "Port on the loopback interface; 0 picks a free one")
      ->capture_default_str();
  emulate->add_option("--plan", options.emulate.emulator.plan, "enterprise (default) or business")
      ->transform(CLI::CheckedTransformer(plans, CLI::ignore_case));
  emulate->add_option("--rate-limit", options.emulate.emulator.rate_limit, "Calls a minute for a token; 0: no limit")
      ->capture_default_str();
  emulate->add_option("--latency", options.latency, "Milliseconds before each answer")->capture_default_str();
  emulate->add_option("--users", options.emulate.emulator.seed_users, "Example people to begin with")
      ->capture_default_str();
  emulate->add_option("--groups", options.emulate.emulator.seed_groups, "Example groups to begin with")
      ->capture_default_str();
  emulate->add_option("--token", options.emulate.token, "The API token to accept; default: a new one, printed");
}

int run(CLI::App& program, Options& options) {
  using namespace bridge::app;
  options.emulate.emulator.latency = std::chrono::milliseconds(options.latency);
  start_log(options.log_format);
  int code = kWrongUsage;
  if (program.got_subcommand("serve")) code = serve(options.config);
  if (program.got_subcommand("demo")) code = demo(options.demo_port);
  if (program.got_subcommand("check-config")) code = check_config(options.config);
  if (program.got_subcommand("emulate")) code = emulate(options.emulate);
  if (program.got_subcommand("token")) code = new_token();
  stop_log();
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program{"SCIM 2.0 provisioning bridge between an identity provider and Smartsheet", "scimbridge"};
  Options options;
  program.set_version_flag("--version", std::string("scimbridge ") + SCIMBRIDGE_VERSION);
  const std::map<std::string, LogFormat> formats{{"text", LogFormat::Text}, {"json", LogFormat::Json}};
  program.add_option("--log-format", options.log_format, "text (default) or json")
      ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case));
  program.require_subcommand(1);
  program.fallthrough();
  program.add_subcommand("serve", "The bridge")->add_option("--config", options.config, "TOML file")->required();
  program.add_subcommand("demo", "Bridge, emulated Smartsheet and example data in one process")
      ->add_option("--port", options.demo_port, "Port on the loopback interface; 0 picks a free one")
      ->capture_default_str();
  program.add_subcommand("check-config", "Every problem of a configuration at once")
      ->add_option("--config", options.config, "TOML file")
      ->required();
  add_emulate(program, options);
  CLI::App* token = program.add_subcommand("token", "Tokens of identity providers");
  token->require_subcommand(1);
  token->add_subcommand("new", "A new token on standard output, its digest line on standard error");
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : kWrongUsage;
  }
  try {
    return run(program, options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "scimbridge: internal error: %s\n", error.what());
    return 1;
  }
}
