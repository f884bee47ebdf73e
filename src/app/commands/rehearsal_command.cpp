#include <string>

#include "app/commands/admin_text.hpp"
#include "app/commands/tenant_command.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

int show_rehearsal(const TenantOptions& options) {
  const Reached reached = reach_tenant(options);
  if (reached.door == nullptr) return reached.code;
  const AdminAnswer answer = reached.door->ask(AdminAction::ShowRehearsal, {});
  if (!answer.done()) return report_refusal(options, answer);
  print(options, answer.body, rehearsal_text(answer.body));
  return 0;
}

int forget_rehearsal(const TenantOptions& options) {
  const Reached reached = reach_tenant(options);
  if (reached.door == nullptr) return reached.code;
  const AdminAnswer answer = reached.door->ask(AdminAction::ForgetRehearsal, {});
  if (!answer.done()) return report_refusal(options, answer);
  print(options, answer.body,
        "Forgot " + counted(number_at(answer.body, "forgotten"), "rehearsed write", "rehearsed writes") + ".\n");
  return 0;
}

}  // namespace bridge::app
