#include <chrono>
#include <cstdio>
#include <string>

#include "app/commands/admin_text.hpp"
#include "app/commands/tenant_command.hpp"
#include "app/json_reading.hpp"
#include "config/values.hpp"

namespace bridge::app {

namespace {

constexpr std::chrono::minutes kShortest(1);
constexpr std::chrono::hours kLongest(24 * 30);

}  // namespace

int show_guard(const TenantOptions& options, bool show_values) {
  const Reached reached = reach_tenant(options);
  if (reached.door == nullptr) return reached.code;
  const AdminAnswer answer =
      reached.door->ask(show_values ? AdminAction::ShowGuardWithNames : AdminAction::ShowGuard, {});
  if (!answer.done()) return report_refusal(options, answer);
  print(options, answer.body, guard_text(reached.tenant, answer.body));
  return 0;
}

int release_guard(const TenantOptions& options, const std::string& lasting, std::uint32_t count) {
  const auto time = config::parse_duration(lasting);
  if (!time || *time < kShortest || *time > kLongest) {
    std::fprintf(stderr, "scimbridge: --for: expected a duration from 1m to 30d such as \"24h\", found \"%s\"\n",
                 printable(lasting).c_str());
    return kWrongUsage;
  }
  const Reached reached = reach_tenant(options);
  if (reached.door == nullptr) return reached.code;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*time).count();
  const AdminAnswer answer =
      reached.door->ask(AdminAction::ReleaseGuard,
                        core::Object{{"lasting_seconds", std::int64_t{seconds}}, {"count", std::int64_t{count}}});
  if (!answer.done()) return report_refusal(options, answer);
  print(options, answer.body, guard_release_text(answer.body));
  return 0;
}

}  // namespace bridge::app
