#include "app/admin/admin_door.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>
#include <variant>

#include "app/admin/admin_file.hpp"
#include "app/admin/admin_paths.hpp"
#include "app/awaited.hpp"
#include "bridge/app/bridge.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/scim/error_message.hpp"
#include "bridge/transport/http_client.hpp"
#include "http/fault_response.hpp"

namespace bridge::app {

namespace {

using core::FaultKind;
using core::Value;

/// Comparing two large directories takes Smartsheet minutes.
constexpr std::chrono::minutes kLongestAction{30};
/// Whether the server is there shows at once.
constexpr std::chrono::seconds kLongestKnock{10};

AdminAnswer no_answer(const char* detail) { return {0, core::Object{{"detail", detail}}}; }

class RemoteDoor final : public AdminDoor {
 public:
  RemoteDoor(AdminFile file, std::string tenant, std::chrono::milliseconds patience)
      : tenant_(std::move(tenant)),
        engine_(transport::Engine::start()),
        client_(*engine_, settings_for(file.url, patience), std::move(file.token)) {}

  AdminAnswer ask(AdminAction action, const Value& body) override {
    auto answer = exchange(action, body);
    return answer ? *answer : no_answer("the server does not answer any more");
  }

  /// Nothing unless the server that wrote the file answers.
  std::optional<AdminAnswer> exchange(AdminAction action, const Value& body) {
    transport::Request request;
    request.method = path_of(action).method;
    request.path = target_of(action, tenant_);
    if (!body.is_null()) request.body = json::write(body);
    auto reply = awaited<transport::Reply>(
        [&](std::function<void(transport::Reply)> done) { client_.send(std::move(request), std::move(done)); });
    const auto* answer = reply ? std::get_if<transport::Answer>(&*reply) : nullptr;
    if (answer == nullptr || answer->status == 401) return std::nullopt;
    auto parsed = json::parse(answer->body);
    if (!parsed || parsed->if_object() == nullptr) return std::nullopt;
    return AdminAnswer{answer->status, std::move(*parsed)};
  }

 private:
  static transport::ClientSettings settings_for(const std::string& url, std::chrono::milliseconds patience) {
    transport::ClientSettings settings;
    settings.base_url = url;
    settings.timeout = patience;
    return settings;
  }

  std::string tenant_;
  std::unique_ptr<transport::Engine> engine_;
  transport::Client<core::AdminToken> client_;
};

class LocalDoor final : public AdminDoor {
 public:
  LocalDoor(std::unique_ptr<Bridge> bridge, std::string tenant)
      : bridge_(std::move(bridge)), tenant_(std::move(tenant)) {}

  AdminAnswer ask(AdminAction action, const Value& body) override {
    using Answer = core::Result<Value>;
    auto answer = awaited<Answer>([&](std::function<void(Answer)> done) {
      bridge_->admin().run({action, core::TenantName(tenant_), body}, std::move(done));
    });
    return answer ? answer_from(*answer) : no_answer("the tenant ended before it answered");
  }

 private:
  std::unique_ptr<Bridge> bridge_;
  std::string tenant_;
};

}  // namespace

AdminAnswer answer_from(const core::Result<Value>& result) {
  if (result) return {200, *result};
  const core::Fault& fault = result.error();
  const int status = http::fault_status(fault.kind).status;
  return {status, Value(scim::error_message(status, scim::scim_type(fault.kind), fault.detail))};
}

std::unique_ptr<AdminDoor> running_server(const config::Settings& settings, const std::string& tenant) {
  const std::filesystem::path path = admin_file_in(settings.server.state_dir);
  auto file = read_admin_file(path);
  if (!file || !RemoteDoor(std::move(*file), tenant, kLongestKnock).exchange(AdminAction::ShowRoute, {}))
    return nullptr;
  file = read_admin_file(path);
  return file ? std::make_unique<RemoteDoor>(std::move(*file), tenant, kLongestAction) : nullptr;
}

std::string unreachable(const core::Fault& fault, const std::filesystem::path& state_dir) {
  if (fault.kind != FaultKind::StoreFailed || fault.detail.find("in use") == std::string::npos) return fault.detail;
  const std::filesystem::path path = admin_file_in(state_dir);
  const auto file = read_admin_file(path);
  if (!file) return fault.detail + ", and " + path.string() + ", which says how to reach it, is not there";
  return fault.detail + ", and no server answers at " + file->url + " with the token in " + path.string();
}

core::Result<std::unique_ptr<AdminDoor>> open_admin_door(config::Settings settings, const std::string& tenant) {
  if (auto server = running_server(settings, tenant)) return server;
  const std::filesystem::path state_dir = settings.server.state_dir;
  auto bridge = Bridge::open(std::move(settings));
  if (!bridge) return core::failure(bridge.error().kind, unreachable(bridge.error(), state_dir));
  return std::unique_ptr<AdminDoor>(std::make_unique<LocalDoor>(std::move(*bridge), tenant));
}

}  // namespace bridge::app
