#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "app/commands/audit_text.hpp"
#include "app/commands/confirmation.hpp"
#include "app/commands/tenant_command.hpp"
#include "app/json_reading.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/json/codec.hpp"
#include "config/values.hpp"

namespace bridge::app {

namespace {

using core::Object;
using core::Value;

/// As a date-time in UTC: that of "24h" ago, of a day's beginning, or as it was written. Nothing where it is neither.
std::optional<std::string> read_since(const std::string& text) {
  if (text.empty()) return std::string();
  if (const auto ago = config::parse_duration(text)) return core::to_date_time(core::SystemClock().now() - *ago);
  const bool day_alone = text.find('T') == std::string::npos;
  const auto at = core::parse_date_time(day_alone ? text + "T00:00:00Z" : text);
  return at ? std::optional(core::to_date_time(*at)) : std::nullopt;
}

void print_lines(const TenantOptions& options, const Value& page) {
  for (const Value& line : list_at(page, "lines")) {
    const std::string text = options.json ? json::write(line) + "\n" : audit_line_text(line);
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
  std::fflush(stdout);
}

std::string forgotten_text(const Value& forgotten) {
  const std::string id = printable(text_at(forgotten, "id"));
  if (flag_at(forgotten, "deleted")) {
    return "Forgot User " + id + ": the ids stay, and a digest of the userName, by which they are known again.\n";
  }
  if (id.empty()) return "Nobody of this name is known; forgot what the audit and the rehearsals held of them.\n";
  const std::string text = "Forgot what the audit and the rehearsals held of User " + id + " beside ids.\n";
  return flag_at(forgotten, "in_directory")
             ? text +
                   "They are still in the directory, with what the identity provider asked for: delete them there "
                   "first if that is to go as well.\n"
             : text;
}

}  // namespace

int show_audit(const AuditOptions& options) {
  const auto since = read_since(options.since);
  if (!since) {
    std::fprintf(stderr,
                 "scimbridge: --since: expected a duration such as \"24h\", a day or a date-time such as "
                 "2026-11-01T10:00:00Z, found \"%s\"\n",
                 printable(options.since).c_str());
    return kWrongUsage;
  }
  const Reached reached = reach_tenant(options.about);
  if (reached.door == nullptr) return reached.code;
  Value behind;
  do {
    const AdminAnswer answer = reached.door->ask(
        AdminAction::SearchAudit,
        Object{{"user", options.user}, {"group", options.group}, {"since", *since}, {"behind", behind}});
    if (!answer.done()) return report_refusal(options.about, answer);
    print_lines(options.about, answer.body);
    behind = value_at(answer.body, "behind");
  } while (!behind.is_null());
  return 0;
}

int forget_audit(const AuditOptions& options, bool yes) {
  if (options.user.empty() || !options.group.empty() || !options.since.empty()) {
    std::fprintf(stderr, "scimbridge: audit forget: expected --user and neither --group nor --since\n");
    return kWrongUsage;
  }
  const Reached reached = reach_tenant(options.about);
  if (reached.door == nullptr) return reached.code;
  if (!yes) {
    const auto answer = confirmed("Forget what tenant " + reached.tenant + " keeps of " + printable(options.user) +
                                  " beside ids? It can't be brought back.");
    if (!answer || !*answer) {
      std::fprintf(stderr, "scimbridge: nothing was forgotten: %s\n",
                   answer ? "it was not confirmed" : "there is no terminal to ask at; --yes forgets unasked");
      return answer ? 1 : kWrongUsage;
    }
  }
  const AdminAnswer answer = reached.door->ask(AdminAction::ForgetPerson, Object{{"user", options.user}});
  if (!answer.done()) return report_refusal(options.about, answer);
  print(options.about, answer.body, forgotten_text(answer.body));
  return 0;
}

}  // namespace bridge::app
