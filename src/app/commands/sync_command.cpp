#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include <unistd.h>

#include "app/commands/confirmation.hpp"
#include "app/commands/sync_text.hpp"
#include "app/commands/tenant_command.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

using core::Object;
using core::Value;

constexpr std::chrono::milliseconds kBetweenLooks{200};

/// Progress on standard error: one line that is drawn anew where that is a terminal, else a line at the end.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet) : quiet_(quiet), drawn_anew_(::isatty(STDERR_FILENO) != 0) {}

  void show(const std::string& text) const {
    if (!quiet_ && drawn_anew_) std::fprintf(stderr, "\r\033[K%s", text.c_str());
  }
  void end(const std::string& text) const {
    if (quiet_) return;
    std::fprintf(stderr, "%s%s\n", drawn_anew_ ? "\r\033[K" : "", text.c_str());
  }

 private:
  bool quiet_;
  bool drawn_anew_;
};

class SyncCommand {
 public:
  SyncCommand(const TenantOptions& options, AdminDoor& door, std::string tenant)
      : options_(options), door_(door), tenant_(std::move(tenant)), progress_(options.json) {}

  /// Gives the exit code.
  int run(bool repair, bool yes) {
    const auto found = differences();
    if (!found) return 1;
    const bool none = list_at(*found, "drift").empty();
    if (!repair || none) {
      print(options_, *found, drift_text(*found));
      return none ? 0 : 1;
    }
    return run_repair(*found, yes);
  }

 private:
  /// What the action answers; nothing once a refusal was reported.
  std::optional<Value> ask(AdminAction action, const Value& body = {}) {
    const AdminAnswer answer = door_.ask(action, body);
    if (answer.done()) return answer.body;
    static_cast<void>(report_refusal(options_, answer));
    return std::nullopt;
  }

  std::optional<Value> finished(AdminAction look, std::optional<Value> status,
                                const std::function<std::string(const Value&)>& text) {
    while (status && text_at(*status, "course") == "running") {
      progress_.show(text(*status));
      std::this_thread::sleep_for(kBetweenLooks);
      status = ask(look);
    }
    if (status) progress_.end(text(*status));
    return status;
  }

  /// After Smartsheet was read.
  std::optional<Value> differences() {
    const auto status = finished(AdminAction::ShowSync, ask(AdminAction::BeginSync), sync_progress_text);
    if (!status) return std::nullopt;
    if (text_at(*status, "course") != "done") {
      static_cast<void>(report_refusal(options_, {0, Object{{"detail", text_at(*status, "problem")}}}));
      return std::nullopt;
    }
    return ask(AdminAction::ShowDrift);
  }

  int not_repaired(const Value& found, const Value& plan, const char* why) {
    if (options_.json) print(options_, found.if_object()->with("plan", plan).with("why", why), {});
    std::fprintf(stderr, "scimbridge: nothing was repaired: %s\n", why);
    return 1;
  }

  int run_repair(const Value& found, bool yes) {
    const auto plan = ask(AdminAction::PlanRepair);
    if (!plan) return 1;
    if (!options_.json) print(options_, {}, drift_text(found) + repair_plan_text(*plan));
    if (!yes) {
      const auto answer = confirmed("Repair tenant " + tenant_ + "?");
      if (!answer) return not_repaired(found, *plan, "there is no terminal to ask at; --yes repairs unasked");
      if (!*answer) return not_repaired(found, *plan, "it was not confirmed");
    }
    const auto status =
        finished(AdminAction::ShowRepair, ask(AdminAction::BeginRepair, Object{{"plan", number_at(*plan, "plan")}}),
                 repair_progress_text);
    if (!status) return 1;
    if (!options_.json) print(options_, {}, repair_text(tenant_, *status));
    const auto left = differences();
    if (!left) return 1;
    const Object whole =
        found.if_object()->with("plan", *plan).with("repair", *status).with("left", list_at(*left, "drift"));
    print(options_, whole, drift_text(*left));
    return list_at(*left, "drift").empty() ? 0 : 1;
  }

  const TenantOptions& options_;
  AdminDoor& door_;
  std::string tenant_;
  ProgressLine progress_;
};

}  // namespace

int sync(const TenantOptions& options, bool repair, bool yes) {
  const Reached reached = reach_tenant(options);
  if (reached.door == nullptr) return reached.code;
  return SyncCommand(options, *reached.door, reached.tenant).run(repair, yes);
}

}  // namespace bridge::app
