#include "app/commands/command_line.hpp"

namespace bridge::app {

void add_sync(CLI::App& program, CommandLine& line) {
  CLI::App* sync =
      program.add_subcommand("sync", "Reads Smartsheet now, and prints how it differs from what was asked");
  sync->add_option("--config", line.tenant.config, "TOML file")->required();
  sync->add_option("--tenant", line.tenant.tenant, "The tenant's name; default: the only one");
  sync->add_flag("--json", line.tenant.json, "The answer as one line of JSON");
  CLI::Option* repair = sync->add_flag("--repair", line.repair, "Brings Smartsheet back to it, once that is confirmed");
  sync->add_flag("--yes", line.yes, "Repairs without asking")->needs(repair);
}

}  // namespace bridge::app
