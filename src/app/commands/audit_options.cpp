#include "app/commands/command_line.hpp"

namespace bridge::app {

void add_audit(CLI::App& program, CommandLine& line) {
  CLI::App* audit = program.add_subcommand("audit", "Who asked for what, what was sent, and what came of it");
  AuditOptions& options = line.audit;
  audit->add_option("--config", options.about.config, "TOML file")->required();
  audit->add_option("--tenant", options.about.tenant, "The tenant's name; default: the only one");
  audit->add_flag("--json", options.about.json, "One JSON object a line");
  audit->add_option("--user", options.user, "Changes about this person: a userName or an id");
  audit->add_option("--group", options.group, "Changes about this group: a displayName or an id");
  audit->add_option("--since", options.since, "A duration such as 24h, a day or a date-time");
  CLI::App* forget = audit->add_subcommand("forget", "Forgets what is kept of a person beside ids");
  forget->add_flag("--yes", line.yes, "Forgets without asking");
}

}  // namespace bridge::app
