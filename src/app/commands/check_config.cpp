#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/commands/online_check.hpp"
#include "app/commands/problems.hpp"
#include "app/json_reading.hpp"
#include "app/oauth/oauth_way.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/transport/http_client.hpp"

namespace bridge::app {

namespace {

/// Gives the exit code.
int check_online(config::Settings settings, bool as_json) {
  const auto engine = transport::Engine::start();
  std::vector<core::Value> judgements;
  std::size_t problems = 0;
  for (config::Tenant& tenant : settings.tenants) {
    core::Value judgement = judge_online(ask_online(*engine, tenant, settings.server.state_dir));
    problems += list_at(judgement, "problems").size();
    if (!as_json) std::printf("%s", online_text(judgement).c_str());
    judgements.push_back(std::move(judgement));
  }
  if (as_json) {
    std::printf("%s\n", json::write(core::Object{{"tenants", core::Array(std::move(judgements))}}).c_str());
  }
  return problems == 0 ? 0 : 1;
}

}  // namespace

std::optional<config::Settings> load_or_report(const std::string& file) {
  config::Loaded loaded = config::load_file(file, config::process_environment());
  for (const config::Problem& problem : loaded.problems) std::fprintf(stderr, "%s\n", problem.to_string().c_str());
  if (!loaded.problems.empty()) return std::nullopt;
  return std::move(loaded.settings);
}

int check_config(const CheckOptions& options) {
  auto settings = load_or_report(options.config);
  if (!settings) return 1;
  const auto problems = oauth_problems(*settings);
  for (const std::string& problem : problems) std::fprintf(stderr, "%s: %s\n", options.config.c_str(), problem.c_str());
  if (!problems.empty()) return 1;
  if (!options.json) std::printf("%s: no problems found\n", options.config.c_str());
  if (options.online) return check_online(std::move(*settings), options.json);
  if (options.json) std::printf("{\"problems\":[]}\n");
  return 0;
}

}  // namespace bridge::app
