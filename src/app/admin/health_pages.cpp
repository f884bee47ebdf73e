#include "app/admin/health_pages.hpp"

#include <memory>
#include <utility>

#include "app/log.hpp"
#include "bridge/json/codec.hpp"
#include "http/fault_response.hpp"

namespace bridge::app {

namespace {

constexpr std::string_view kAlive = "/healthz";
constexpr std::string_view kReady = "/readyz";

web::Response json_response(int status, const core::Object& body) {
  web::Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = json::write(body);
  return response;
}

}  // namespace

bool HealthPages::has(std::string_view path) noexcept { return path == kAlive || path == kReady; }

std::optional<web::Response> HealthPages::on_head(const web::RequestHead& head) {
  if (head.method != "GET" && head.method != "HEAD") {
    return http::fault_response({core::FaultKind::MethodNotAllowed, "expected one of the methods GET, HEAD", {}, {}},
                                "GET, HEAD");
  }
  if (head.path == kAlive) return json_response(200, liveness(started_));
  if (stopping_) return answer(stopping_now());
  if (probe_ == nullptr) return answer(still_starting());
  return std::nullopt;
}

void HealthPages::on_request(web::Responder responder) {
  auto answerer = std::make_shared<web::Responder>(std::move(responder));
  probe_.load()->ask([this, answerer](const Readiness& readiness) {
    std::move(*answerer).send(answer(stopping_ ? stopping_now() : readiness));
  });
}

web::Response HealthPages::answer(const Readiness& readiness) {
  if (was_ready_.exchange(readiness.ready) != readiness.ready) {
    const core::Value* reasons = readiness.body.find("reasons");
    log_line(readiness.ready ? Severity::Info : Severity::Warning, readiness.ready ? "ready" : "not_ready",
             {{"reasons", reasons != nullptr ? json::write(*reasons) : std::string()}});
  }
  return json_response(readiness.ready ? 200 : 503, readiness.body);
}

}  // namespace bridge::app
