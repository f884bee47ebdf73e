#include "app/commands/command_line.hpp"

namespace bridge::app {

void add_store(CLI::App& program, CommandLine& line) {
  CLI::App* store = program.add_subcommand("store", "Care for the store: look whether it is sound, copy it, go back");
  store->require_subcommand(1);
  const auto add = [&](const char* name, const char* what) {
    CLI::App* command = store->add_subcommand(name, what);
    command->add_option("--config", line.tenant.config, "TOML file")->required();
    command->add_flag("--json", line.tenant.json, "The answer as one line of JSON");
    return command;
  };
  add("check", "Reads every page and row");
  add("backup", "A copy in a new file, also while the server runs")
      ->add_option("TARGET", line.copy, "A file that is not there yet")
      ->required();
  CLI::App* restore = add("restore", "Puts a backup in place of the store, while no server runs");
  restore->add_option("BACKUP", line.copy, "What \"store backup\" made, or a copy from before a change of version")
      ->required();
  restore->add_flag("--yes", line.yes, "Restores without asking");
}

}  // namespace bridge::app
