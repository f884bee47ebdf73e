#include <algorithm>

#include "accelerated/world.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::accelerated {

namespace {

using emulator::Emulator;
using What = Trouble::What;

const core::Object* record_of(const core::Value& state, std::string_view of, std::string_view name,
                              std::string_view value) {
  for (const core::Value& record : *state.if_object()->find(of)->if_array()) {
    const core::Value* found = record.if_object()->find(name);
    if (found == nullptr) continue;
    const bool text = found->if_string() != nullptr && *found->if_string() == value;
    const bool number = found->if_integer() != nullptr && std::to_string(*found->if_integer()) == value;
    if (text || number) return record.if_object();
  }
  return nullptr;
}

std::int64_t id_in(const core::Value& state, std::string_view of, std::string_view name, std::string_view value) {
  const core::Object* record = record_of(state, of, name, value);
  const core::Value* id = record != nullptr ? record->find("id") : nullptr;
  return id != nullptr && id->if_integer() != nullptr ? *id->if_integer() : 0;
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// With pages of this size, whatever was asked for.
std::string query_of(std::string query, std::optional<int> page_size) {
  const std::size_t size = query.find("pageSize=");
  if (!page_size || size == std::string::npos) return query;
  return query.replace(size, std::min(query.find('&', size), query.size()) - size,
                       "pageSize=" + std::to_string(*page_size));
}

}  // namespace

template <class RouteCall>
class World::Wire final : public work::RouteClient<RouteCall> {
 public:
  explicit Wire(World& world) : world_(world) {}
  void send(const RouteCall& call, bool /*harmless*/, Done done) override {
    const std::string body = call.body.is_null() ? std::string() : json::write(call.body);
    world_.carry({std::is_same_v<RouteCall, route::ScimCall>, call.method, call.path, body}, std::move(done));
  }

 private:
  World& world_;
};

void World::start() {
  if (options_.services != Services::Scim) rest_ = std::make_unique<Wire<route::RestCall>>(*this);
  if (options_.services != Services::Rest) scim_ = std::make_unique<Wire<route::ScimCall>>(*this);
  make();
  run_for(seconds(10));
}

void World::carry(const Outgoing& call, Done done) {
  if (crashed()) return;
  const bool here = trouble_ && trouble_at_ && calls_.size() == *trouble_at_ && !trouble_came_;
  calls_.push_back((call.scim ? "scim " : "") + call.method + " " + call.path.substr(0, call.path.find('?')));
  const Trouble* trouble = here ? &*trouble_ : nullptr;
  if (here) trouble_came_ = true;
  const auto is = [&](What what) { return trouble != nullptr && trouble->what == what; };
  if (is(What::CrashBeforeCall)) return store_.crash();
  if (is(What::ConnectionRefused)) {
    return deliver(transport::TransportFault{transport::Trouble::NotSent, {"refused"}}, options_.latency, done);
  }
  if (holding_) {
    return passages_.push_back({calls_.back(), [this, call] { return let_smartsheet_work(call, nullptr); },
                                [this, done](const Emulator::Reply& reply) { done(answer_of(reply, nullptr)); }});
  }
  const Emulator::Reply reply = let_smartsheet_work(call, trouble);
  if (is(What::CrashBeforeAnswer)) return store_.crash();
  if (is(What::CrashBeforeCommit)) store_.crash_at_next_commit(false);
  if (is(What::CrashAfterCommit)) store_.crash_at_next_commit(true);
  if (reply.delay > options_.tenant.call_timeout) return answer_late(reply, done);
  deliver(answer_of(reply, trouble), options_.latency, done);
}

void World::answered(std::size_t passage) {
  const Passage one = passages_[passage];
  passages_.erase(passages_.begin() + static_cast<std::ptrdiff_t>(passage));
  one.arrive(*one.reply);
}

void World::deliver(transport::Reply reply, milliseconds after, const Done& done) {
  if (after.count() == 0) return done(std::move(reply));
  at(after, [reply = std::move(reply), done] { done(reply); });
}

/// Nobody waits for it any more; what Smartsheet has not done yet it does all the same.
void World::answer_late(const Emulator::Reply& reply, const Done& done) {
  if (reply.late_work) {
    at(reply.delay, [this, work = reply.late_work] {
      (void)work();
      look_at_access();
    });
  }
  at(options_.tenant.call_timeout, [done] {
    done(transport::TransportFault{transport::Trouble::TimedOut, {"time-out"}});
  });
}

Emulator::Reply World::let_smartsheet_work(const Outgoing& call, const Trouble* trouble) {
  if (trouble != nullptr && trouble->what == What::Upstream) emulator_->inject(trouble->fault);
  look_at_removal(call);
  const std::size_t mark = call.path.find('?');
  Emulator::Exchange exchange;
  exchange.method = call.method;
  exchange.path = (call.scim ? "/2.0/scim/v2" : "/2.0") + call.path.substr(0, mark);
  if (mark != std::string::npos) exchange.query = query_of(call.path.substr(mark + 1), options_.page_size);
  exchange.authorization = call.scim ? "Bearer scim token" : "Bearer rest token";
  exchange.content_type = call.scim ? "application/scim+json" : "application/json";
  exchange.accept = exchange.content_type;
  exchange.body = call.body;
  Emulator::Reply reply = emulator_->handle(exchange);
  if (call.method != "GET") look_at_access();
  return reply;
}

transport::Reply World::answer_of(const Emulator::Reply& reply, const Trouble* trouble) {
  if (reply.lost) return transport::TransportFault{transport::Trouble::ConnectionLost, {"lost"}};
  if (reply.status == 429) ++rate_limited_;
  transport::Answer answer{reply.status, {}, reply.body};
  for (const auto& [name, value] : reply.headers) answer.headers.emplace_back(lowered(name), value);
  if (trouble != nullptr && trouble->retry_after) {
    answer.headers.emplace_back("retry-after", std::to_string(*trouble->retry_after));
  }
  return answer;
}

void World::look_at_removal(const Outgoing& call) {
  if (call.method != "DELETE") return;
  if (call.scim && call.path.starts_with("/Users")) {
    violations_.push_back("the SCIM service was asked to remove somebody: " + call.path);
  }
  if (call.scim || !call.path.starts_with("/users/") || call.path.find("transferTo=") != std::string::npos) return;
  const std::string id =
      call.path.substr(7, call.path.find('?') == std::string::npos ? std::string::npos : call.path.find('?') - 7);
  const core::Value state = emulator_->state();
  const core::Object* user = record_of(state, "users", "id", id);
  if (user != nullptr && core::text_or_empty(*user, "status") != "PENDING") {
    violations_.push_back("somebody was removed and nothing handed over: DELETE " + call.path);
  }
}

void World::look_at_access() {
  if (!options_.watch_access) return;
  Access now = access_in(*emulator_);
  std::set_difference(now.begin(), now.end(), access_.begin(), access_.end(), std::inserter(gained_, gained_.end()));
  access_ = std::move(now);
}

std::int64_t World::person(std::string_view address) const {
  return id_in(emulator_->state(), "users", "email", address);
}

std::int64_t World::group(std::string_view name) const { return id_in(emulator_->state(), "groups", "name", name); }

}  // namespace bridge::accelerated
