#pragma once
// SCIM over HTTP (RFC 7644 section 3): what a request asks for, given to the service, and what the
// service answers, given back. Faults become status codes here and nowhere else.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "bridge/core/fault.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/service/service.hpp"
#include "bridge/web/server.hpp"

namespace bridge::http {

/// One exchange when it is over, for the access log. Holds neither secrets nor personal values: of the
/// query only the names of its parameters, of the body nothing.
struct LogLine {
  core::RequestId request;
  std::string peer;
  std::string method;
  /// As on the wire, cut after 256 bytes.
  std::string path;
  /// Comma-separated, in the order of the query.
  std::string parameters;
  int status = 0;
  std::chrono::microseconds duration{0};
  /// Empty unless the request was authenticated.
  std::string tenant;
  /// The name of the token.
  std::string client;
  /// What went wrong; nothing for a success.
  std::optional<core::Fault> fault;
};

/// Called from I/O threads; must not block.
using LogSink = std::function<void(const LogLine&)>;

struct HandlerSettings {
  /// What a body may be at the most.
  json::Limits body{};
};

class Notes;

/// Answers at /scim/v2 (the tenant "default") and /NAME/scim/v2.
class ScimHandler final : public web::Handler {
 public:
  /// The service must outlive the handler.
  ScimHandler(service::Service& service, const HandlerSettings& settings, LogSink log);
  ~ScimHandler() override;

  [[nodiscard]] std::optional<web::Response> on_head(const web::RequestHead& head) override;
  void on_request(web::Request request, web::Responder responder) override;
  [[nodiscard]] web::Response on_fault(const core::Fault& fault, const web::RequestHead& head) override;
  void on_done(const web::RequestHead& head, int status, std::chrono::microseconds duration) override;

 private:
  service::Service& service_;
  HandlerSettings settings_;
  LogSink log_;
  /// Shared with answers that are still to come.
  std::shared_ptr<Notes> notes_;
};

}  // namespace bridge::http
