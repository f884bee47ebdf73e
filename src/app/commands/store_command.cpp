#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "app/admin/admin_door.hpp"
#include "app/admin/store_json.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/confirmation.hpp"
#include "app/commands/problems.hpp"
#include "app/commands/store_text.hpp"
#include "app/commands/tenant_command.hpp"
#include "app/json_reading.hpp"
#include "bridge/store/maintenance.hpp"

namespace bridge::app {

namespace {

namespace fs = std::filesystem;
using core::Object;
using core::Value;

std::string file_of(const config::Settings& settings) {
  return (fs::path(settings.server.state_dir) / settings.store_file).string();
}

/// Through the server that runs; where none does, by `alone`, on the file.
template <class Alone>
AdminAnswer ask(const config::Settings& settings, AdminAction action, const Value& body, Alone alone) {
  if (const auto server = running_server(settings, settings.tenants.front().name)) return server->ask(action, body);
  const core::Result<Value> done = alone();
  return answer_from(done ? done
                          : core::Result<Value>(core::failure(done.error().kind,
                                                              unreachable(done.error(), settings.server.state_dir))));
}

core::Result<Value> checked(const std::string& file) {
  const auto report = store::check(file);
  if (!report) return report.passed_on();
  return Value(to_value(*report));
}

core::Result<Value> backed_up(const std::string& file, const std::string& target) {
  const auto bytes = store::back_up(file, target);
  if (!bytes) return bytes.passed_on();
  return Value(backup_json(target, *bytes));
}

/// Nothing when it may go on, else the exit code.
std::optional<int> refused_by_person(const TenantOptions& options, const std::string& file, const std::string& backup) {
  const auto found = checked(backup);
  if (!found) return report_refusal(options, answer_from(found));
  const auto answer = confirmed("Put " + backup + " (" + store_counts_text(*found) + ") in place of " + file + "?");
  if (!answer) {
    std::fprintf(stderr, "scimbridge: there is no terminal to ask at; --yes restores unasked\n");
    return kWrongUsage;
  }
  if (*answer) return std::nullopt;
  std::fprintf(stderr, "scimbridge: nothing was restored: it was not confirmed\n");
  return 1;
}

}  // namespace

int check_store(const TenantOptions& options) {
  const auto settings = load_or_report(options.config);
  if (!settings) return 1;
  const std::string file = file_of(*settings);
  const AdminAnswer answer = ask(*settings, AdminAction::CheckStore, {}, [&] { return checked(file); });
  if (!answer.done()) return report_refusal(options, answer);
  print(options, answer.body, store_check_text(file, answer.body));
  return flag_at(answer.body, "sound") ? 0 : 1;
}

int back_up_store(const TenantOptions& options, const std::string& target) {
  const auto settings = load_or_report(options.config);
  if (!settings) return 1;
  // The server has a working directory of its own.
  std::error_code failed;
  const std::string path = fs::absolute(target, failed).lexically_normal().string();
  if (target.empty() || failed) {
    std::fprintf(stderr, "scimbridge: TARGET: expected the name of a file\n");
    return kWrongUsage;
  }
  const AdminAnswer answer = ask(*settings, AdminAction::BackUpStore, Object{{"target", path}},
                                 [&] { return backed_up(file_of(*settings), path); });
  if (!answer.done()) return report_refusal(options, answer);
  print(options, answer.body, store_backup_text(answer.body));
  return 0;
}

int restore_store(const TenantOptions& options, const std::string& backup, bool yes) {
  const auto settings = load_or_report(options.config);
  if (!settings) return 1;
  const std::string file = file_of(*settings);
  if (!yes) {
    if (const auto code = refused_by_person(options, file, backup)) return *code;
  }
  const auto restored = store::restore(backup, file);
  if (!restored) return report_refusal(options, answer_from(restored.passed_on()));
  const Value shown(to_value(*restored));
  print(options, shown, store_restore_text(file, shown));
  return 0;
}

}  // namespace bridge::app
