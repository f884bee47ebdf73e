// scimbridge: SCIM 2.0 in front of Smartsheet. The command line.

#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "app/commands/command_line.hpp"

int main(int argc, char** argv) {
  CLI::App program{"SCIM 2.0 provisioning bridge between an identity provider and Smartsheet", "scimbridge"};
  bridge::app::CommandLine line;
  program.set_version_flag("--version", std::string("scimbridge ") + SCIMBRIDGE_VERSION);
  bridge::app::define_options(program, line);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : bridge::app::kWrongUsage;
  }
  try {
    return bridge::app::run_command(program, line);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "scimbridge: internal error: %s\n", error.what());
    return 1;
  }
}
