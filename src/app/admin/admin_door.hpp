#pragma once
// How a command reaches a tenant: through the server that runs, or, when nobody holds the store, by opening
// it.

#include <filesystem>
#include <memory>
#include <string>

#include "app/admin/admin_actions.hpp"
#include "bridge/config/settings.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::app {

/// What an action came to: 200 and its answer; the status of a fault and its SCIM error; 0 and {"detail"} when
/// there was no answer.
struct AdminAnswer {
  int status = 200;
  core::Value body;
  [[nodiscard]] bool done() const noexcept { return status == 200; }
};

/// The answer as both sides of the admin listener spell it.
[[nodiscard]] AdminAnswer answer_from(const core::Result<core::Value>& result);

class AdminDoor {
 public:
  virtual ~AdminDoor() = default;
  /// Waits for the answer.
  virtual AdminAnswer ask(AdminAction action, const core::Value& body) = 0;
};

/// The server that holds the store, when one answers; else nothing.
[[nodiscard]] std::unique_ptr<AdminDoor> running_server(const config::Settings& settings, const std::string& tenant);

/// The store's sentence, with why its holder was not asked.
[[nodiscard]] std::string unreachable(const core::Fault& fault, const std::filesystem::path& state_dir);

/// One sentence when the store is held by a process that can't be reached, or can't be opened.
[[nodiscard]] core::Result<std::unique_ptr<AdminDoor>> open_admin_door(config::Settings settings,
                                                                       const std::string& tenant);

}  // namespace bridge::app
