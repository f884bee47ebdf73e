#include <cstdio>
#include <utility>

#include "commands.hpp"
#include "problems.hpp"

namespace bridge::app {

std::optional<config::Settings> load_or_report(const std::string& file) {
  config::Loaded loaded = config::load_file(file, config::process_environment());
  for (const config::Problem& problem : loaded.problems) std::fprintf(stderr, "%s\n", problem.to_string().c_str());
  if (!loaded.problems.empty()) return std::nullopt;
  return std::move(loaded.settings);
}

int check_config(const std::string& config_file) {
  if (!load_or_report(config_file)) return 1;
  std::printf("%s: no problems found\n", config_file.c_str());
  return 0;
}

}  // namespace bridge::app
