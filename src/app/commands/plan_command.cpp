#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "app/commands/admin_text.hpp"
#include "app/commands/tenant_command.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::app {

namespace {

/// Null where there is none; nothing after what was wrong with it went to standard error.
std::optional<core::Value> read_body(const std::string& name) {
  if (name.empty()) return core::Value();
  std::ifstream file;
  if (name != "-") file.open(name);
  std::istream& input = name == "-" ? std::cin : file;
  const std::string text{std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
  if (!input) {
    std::fprintf(stderr, "scimbridge: %s can't be read\n", name.c_str());
    return std::nullopt;
  }
  auto parsed = json::parse(text);
  if (!parsed) {
    std::fprintf(stderr, "scimbridge: %s: %s\n", name.c_str(), parsed.error().detail.c_str());
    return std::nullopt;
  }
  return std::move(*parsed);
}

}  // namespace

int plan(const PlanOptions& options) {
  auto body = read_body(options.body);
  if (!body) return 1;
  const Reached reached = reach_tenant(options.about);
  if (reached.door == nullptr) return reached.code;
  const std::string by_default = options.body.empty() ? "GET" : "POST";
  const core::Object query{{"client", options.client},
                           {"method", options.method.empty() ? by_default : options.method},
                           {"path", options.path},
                           {"body", std::move(*body)},
                           {"show_values", options.show_values}};
  const AdminAnswer answer = reached.door->ask(AdminAction::Plan, query);
  if (answer.status == 0) return report_refusal(options.about, answer);
  print(options.about, answer.body, answer.done() ? plan_text(answer.body) : refusal_text(answer.status, answer.body));
  return answer.done() ? 0 : 1;
}

}  // namespace bridge::app
