#include "app/commands/command_line.hpp"

namespace bridge::app {

namespace {

void add_choice(CLI::App& command, ConformanceOptions& options) {
  command
      .add_option("--suite", options.suites, "A suite: rfc, okta, entra, regressions, …; again for more; default: all")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--case", options.cases, "A case's id, or its beginning up to a '/'; again for more; default: all")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_option("--cases", options.folder, "A folder of suites in place of those that the program carries");
  command.add_flag("--list", options.list, "The chosen cases, id, level and title, without trying them");
}

}  // namespace

void add_conformance(CLI::App& program, CommandLine& line) {
  ConformanceOptions& options = line.conformance;
  CLI::App* command =
      program.add_subcommand("conformance", "What a SCIM server does right and wrong, its own or another");
  command->add_option("--url", options.url, "The server's base URL, as https://scim.example.com/scim/v2");
  command->add_option("--token-file", options.token_file, "A file with the bearer token");
  add_choice(*command, options);
  command
      ->add_option("--report", options.reports,
                   "A file to write: .html for people, .xml (JUnit) for CI, .json; again for more")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--read-only", options.read_only, "Only the cases that change nothing on the server");
  command->add_option("--user-domain", options.user_domain, "Behind the '@' of made-up user names")
      ->capture_default_str();
  command->add_option("--ca-file", options.ca_file, "PEM file of authorities; default: the machine's");
  command->add_option("--timeout", options.timeout, "Seconds to wait for an answer")
      ->check(CLI::Range(1, 600))
      ->capture_default_str();
  command->add_flag("--fail-fast", options.fail_fast, "Ends behind the first failure of level MUST or SHOULD");
  command->add_flag("--i-accept-side-effects", options.side_effects_accepted,
                    "The server is one where people and groups may be made, changed and deleted");
}

}  // namespace bridge::app
