// POST /Bulk (RFC 7644 section 3.7): what became of each operation, in one answer.

#include <string>
#include <utility>
#include <vector>

#include "bridge/json/codec.hpp"
#include "bridge/scim/urns.hpp"
#include "http/actions.hpp"
#include "http/fault_response.hpp"
#include "http/success_response.hpp"

namespace bridge::http {
namespace {

using core::Member;
using core::Value;
using service::BulkOutcome;
using service::Delivery;

int status_of(const core::Result<service::Written>& written) {
  if (!written) return fault_status(written.error().kind).status;
  if (written->created) return 201;
  return written->shown ? 200 : 204;
}

Value result_of(const BulkOutcome& outcome) {
  std::vector<Member> members;
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) members.push_back({name, text});
  };
  put("method", outcome.method);
  put("bulkId", outcome.bulk_id);
  if (outcome.written && outcome.written->shown) put("version", outcome.written->shown->version);
  put("location", outcome.location);
  members.push_back({"status", std::to_string(status_of(outcome.written))});
  if (!outcome.written) members.push_back({"response", fault_message(outcome.written.error())});
  return core::Object(std::move(members));
}

web::Response bulk_response(std::vector<BulkOutcome> outcomes) {
  std::vector<Value> results;
  std::vector<std::function<void(Delivery)>> waiting;
  results.reserve(outcomes.size());
  for (BulkOutcome& outcome : outcomes) {
    results.push_back(result_of(outcome));
    if (outcome.written && outcome.written->delivered) waiting.push_back(std::move(outcome.written->delivered));
  }
  web::Response response =
      body_response(json::write(core::Object{{"schemas", core::Array(std::vector<Value>{scim::kBulkResponseUrn})},
                                             {"Operations", core::Array(std::move(results))}}));
  if (waiting.empty()) return response;
  response.delivered = [waiting = std::move(waiting)](bool handed_over) {
    for (const auto& told : waiting) told(handed_over ? Delivery::Written : Delivery::Lost);
  };
  return response;
}

}  // namespace

void bulk(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.bulk(*exchange.who, exchange.head.id, exchange.body,
               [answer](core::Result<std::vector<BulkOutcome>> outcomes) {
                 if (!outcomes) return answer->fail(outcomes.error());
                 answer->send(bulk_response(*std::move(outcomes)));
               });
}

}  // namespace bridge::http
