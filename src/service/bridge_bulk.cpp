#include <utility>

#include "bridge_service.hpp"
#include "bulk_limit.hpp"
#include "bulk_run.hpp"

namespace bridge::service {

namespace {

/// Of one bulk request; as many calls are in flight at a time.
constexpr std::size_t kInFlight = 8;

Verb verb_of(scim::BulkMethod method) {
  switch (method) {
    case scim::BulkMethod::Post: return Verb::Create;
    case scim::BulkMethod::Put: return Verb::Replace;
    case scim::BulkMethod::Patch: return Verb::Modify;
    case scim::BulkMethod::Delete: break;
  }
  return Verb::Remove;
}

/// Whether the text can stand in a URL as it is (RFC 3986 section 2.3).
bool is_unreserved(std::string_view id) {
  return id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") ==
         std::string_view::npos;
}

/// The resource's URL; empty where there is none, or it never came to one.
std::string location_of(const scim::BulkOperation& operation, const core::Result<Written>& written,
                        const BulkRun::Results& results, const scim::BulkRequest& request,
                        const std::string& base_url) {
  if (written && written->shown) return written->shown->location;
  if (operation.type == nullptr) return {};
  std::string id = operation.id;
  for (const std::size_t need : operation.needs) {
    const bool its_own = !operation.id_from.empty() && request.operations[need].bulk_id == operation.id_from;
    if (its_own && results[need] && *results[need]) id = (*results[need])->id.text;
  }
  return id.empty() || !is_unreserved(id) ? std::string() : base_url + operation.type->endpoint() + "/" + id;
}

std::vector<BulkOutcome> outcomes_of(const scim::BulkRequest& request, BulkRun::Results results,
                                     const std::string& base_url) {
  std::vector<BulkOutcome> outcomes;
  outcomes.reserve(results.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i]) continue;
    const scim::BulkOperation& operation = request.operations[i];
    std::string location = location_of(operation, *results[i], results, request, base_url);
    outcomes.push_back({operation.method, operation.bulk_id, std::move(location), *results[i]});
  }
  return outcomes;
}

}  // namespace

std::size_t BridgeService::most_operations(const Principal& who) const {
  return bulk_limit(context(who).tenant->requests_per_minute, parts_.max_wait);
}

void BridgeService::bulk(const Principal& who, const core::RequestId& request, const core::Value& body, BulkDone done) {
  if (who.rights != Rights::ReadWrite) return done(read_only());
  auto parsed = scim::parse_bulk(body, registry(who), most_operations(who));
  if (!parsed) return done(parsed.passed_on());
  const core::Tick until = deadline();
  const scim::ResourceType* users = &registry(who).user();
  BulkRun::Settings settings;
  // Before the first refresh each operation may need a look-up, and those come back in any order.
  settings.in_flight = tenant(who).complete() ? kInFlight : 1;
  settings.in_time = [this, until] { return parts_.clock.tick() < until; };
  const auto execute = [this, who, request, until, users](const scim::BulkOperation& operation, core::ResourceId id,
                                                          core::Value data, WriteDone ended) {
    Write write;
    write.kind = operation.type == users ? Kind::User : Kind::Group;
    write.request = request;
    if (!id.text.empty()) write.id = std::move(id);
    write.body = std::move(data);
    write.conditions.if_match = operation.version;
    // Nobody is shown the resource: what has to be put together is as little as can be.
    write.view.attributes = "id";
    submit_by(until, who, verb_of(operation.verb), std::move(write), std::move(ended));
  };
  const auto answer = [base_url = who.base_url, done = std::move(done)](const scim::BulkRequest& asked,
                                                                        BulkRun::Results results) {
    done(outcomes_of(asked, std::move(results), base_url));
  };
  std::make_shared<BulkRun>(*std::move(parsed), std::move(settings), execute, answer)->start();
}

}  // namespace bridge::service
