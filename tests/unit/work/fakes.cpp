#include "unit/work/fakes.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

#include "bridge/json/codec.hpp"

namespace bridge::work::test {

void ManualLoop::post(Task task) {
  if (at_once_) return task();
  tasks_.push_back(std::move(task));
}

bool ManualLoop::run_one() {
  Task task;
  if (!timers_.empty() && timers_.begin()->first <= clock_.tick()) {
    task = std::move(timers_.begin()->second);
    timers_.erase(timers_.begin());
  } else if (!tasks_.empty()) {
    task = std::move(tasks_.front());
    tasks_.pop_front();
  } else {
    return false;
  }
  task();
  return true;
}

void ManualLoop::run() {
  while (run_one()) {
  }
}

void ManualLoop::advance(std::chrono::milliseconds by) {
  const core::Tick end = clock_.tick() + by;
  run();
  while (!timers_.empty() && timers_.begin()->first <= end) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(timers_.begin()->first - clock_.tick());
    clock_.advance(left);
    run();
  }
  if (clock_.tick() < end) clock_.advance(std::chrono::floor<std::chrono::milliseconds>(end - clock_.tick()));
  run();
}

void ManualLoop::wind_down() {
  at_once_ = true;
  tasks_.clear();
  timers_.clear();
}

transport::Reply answer(int status, std::string body) { return transport::Answer{status, {}, std::move(body)}; }

transport::Reply answer(int status, const core::Value& body) { return answer(status, json::write(body)); }

transport::Reply refusal(int status, int error_code) {
  return answer(status, core::Object{{"errorCode", error_code}, {"message", "no"}, {"refId", "r1"}});
}

transport::Reply rate_limited(std::optional<int> retry_after) {
  transport::Answer limited{429, {}, R"({"errorCode":4003,"message":"slower"})"};
  if (retry_after) limited.headers.emplace_back("retry-after", std::to_string(*retry_after));
  return limited;
}

transport::Reply trouble(transport::Trouble kind) { return transport::TransportFault{kind, {"as the test wants it"}}; }

template <class RouteCall>
void FakeClient<RouteCall>::send(const RouteCall& call, bool harmless, std::function<void(transport::Reply)> done) {
  sent.push_back({call, harmless});
  if (events != nullptr) {
    events->push_back((std::is_same_v<RouteCall, route::RestCall> ? "call " : "scim ") + line_of(call));
  }
  auto scripted = script ? script(call) : std::nullopt;
  if (scripted) return done(std::move(*scripted));
  held_.push_back({line_of(call), std::move(done)});
}

template <class RouteCall>
bool FakeClient<RouteCall>::reply(std::string_view line_begins, transport::Reply reply) {
  const auto place =
      std::find_if(held_.begin(), held_.end(), [&](const Held& held) { return held.line.starts_with(line_begins); });
  if (place == held_.end()) return false;
  const auto done = std::move(place->done);
  held_.erase(place);
  done(std::move(reply));
  return true;
}

template <class RouteCall>
std::size_t FakeClient<RouteCall>::count(std::string_view line_begins) const {
  return static_cast<std::size_t>(std::count_if(
      sent.begin(), sent.end(), [&](const Sent& one) { return line_of(one.call).starts_with(line_begins); }));
}

template <class RouteCall>
std::vector<std::string> FakeClient<RouteCall>::lines() const {
  std::vector<std::string> lines;
  lines.reserve(sent.size());
  for (const Sent& one : sent) lines.push_back(line_of(one.call));
  return lines;
}

template class FakeClient<route::RestCall>;
template class FakeClient<route::ScimCall>;

core::Result<store::Contents> FakeStore::load(const core::TenantName& /*tenant*/) {
  if (load_fails) return core::failure(core::FaultKind::StoreFailed, "the store can't be read");
  return contents;
}

core::Result<std::vector<store::Rehearsal>> FakeStore::rehearsals(const core::TenantName& /*tenant*/) {
  std::vector<store::Rehearsal> found = rehearsals_;
  std::sort(found.begin(), found.end(), [](const store::Rehearsal& a, const store::Rehearsal& b) {
    return std::tie(a.at, a.kind, a.name) < std::tie(b.at, b.kind, b.name);
  });
  return found;
}

void FakeStore::commit(core::TenantName /*tenant*/, store::Change change, Done done) {
  changes.push_back(change);
  held_.push_back({std::move(change), std::move(done)});
  if (!hold) release();
}

void FakeStore::release() {
  while (!held_.empty()) {
    Held next = std::move(held_.front());
    held_.pop_front();
    finish(std::move(next));
  }
}

void FakeStore::finish(Held held) {
  if (fails && fails(held.change)) {
    return held.done(core::Failure{{core::FaultKind::StoreFailed, "the change can't be saved", {"disk full"}, {}}});
  }
  apply(held.change);
  held.done(core::ok());
}

void FakeStore::crash(bool on_disk) {
  for (const Held& held : held_) {
    if (on_disk) apply(held.change);
  }
  held_.clear();
}

core::Result<std::vector<store::AuditLine>> FakeStore::audit(const core::TenantName&, const store::AuditQuery&) {
  std::vector<store::AuditLine> lines;
  for (const store::Change& change : changes) {
    for (const store::AuditRecord& record : change.audit) {
      lines.push_back({static_cast<std::int64_t>(lines.size() + 1), record});
    }
  }
  return lines;
}

const store::Row* FakeStore::row(store::Kind kind, std::string_view id) const {
  const auto found = std::find_if(contents.rows.begin(), contents.rows.end(),
                                  [&](const store::Row& row) { return row.kind == kind && row.id.text == id; });
  return found != contents.rows.end() ? &*found : nullptr;
}

void FakeStore::apply(const store::Change& change) {
  const auto same = [](store::Kind kind, const core::ResourceId& id) {
    return [kind, id](const store::Row& row) { return row.kind == kind && row.id == id; };
  };
  if (events != nullptr && !change.intents.empty()) events->push_back("intent on disk");
  if (events != nullptr && !change.put.empty()) events->push_back("row on disk");
  for (const store::Row& row : change.put) {
    std::erase_if(contents.rows, same(row.kind, row.id));
    contents.rows.push_back(row);
  }
  for (const auto& [kind, id] : change.drop) {
    std::erase_if(contents.rows, same(kind, id));
    std::erase_if(contents.members,
                  [&, id = id](const store::StoredMember& member) { return member.group == id || member.user == id; });
  }
  for (const auto& membership : change.memberships) apply_membership(membership);
  for (const store::Lost& lost : change.lost) {
    std::erase_if(contents.lost, [&](const store::Lost& kept) { return kept.kind == lost.kind && kept.id == lost.id; });
    contents.lost.push_back(lost);
  }
  for (const auto& [kind, id] : change.lost_no_more) {
    std::erase_if(contents.lost,
                  [kind = kind, id = id](const store::Lost& kept) { return kept.kind == kind && kept.id == id; });
  }
  for (const store::Intent& intent : change.intents) {
    std::erase_if(contents.intents, [&](const store::Intent& kept) { return kept.number == intent.number; });
    contents.intents.push_back(intent);
  }
  for (const std::uint64_t number : change.closed_intents) {
    std::erase_if(contents.intents, [&](const store::Intent& kept) { return kept.number == number; });
  }
  for (const auto& [kind, id] : change.answered) {
    const auto row = std::find_if(contents.rows.begin(), contents.rows.end(), same(kind, id));
    if (row != contents.rows.end()) row->unanswered = false;
  }
  for (const auto& [name, text] : change.marks) contents.marks[name] = text;
  apply_rehearsals(change);
}

void FakeStore::apply_rehearsals(const store::Change& change) {
  if (change.forget_rehearsals) rehearsals_.clear();
  for (const store::Rehearsal& one : change.rehearsals) {
    std::erase_if(rehearsals_,
                  [&](const store::Rehearsal& kept) { return kept.kind == one.kind && kept.name == one.name; });
    rehearsals_.push_back(one);
  }
}

void FakeStore::apply_membership(const store::MembershipChange& change) {
  const auto is = [&](const core::ResourceId& user) {
    return [&](const store::StoredMember& member) { return member.group == change.group && member.user == user; };
  };
  for (const core::ResourceId& user : change.removed) {
    const auto known = std::find_if(contents.members.begin(), contents.members.end(), is(user));
    if (known == contents.members.end()) continue;
    if (known->asked && !change.asked) {
      known->seen = false;
    } else {
      contents.members.erase(known);
    }
  }
  for (const core::ResourceId& user : change.added) {
    const auto known = std::find_if(contents.members.begin(), contents.members.end(), is(user));
    if (known == contents.members.end()) {
      contents.members.push_back({change.group, user, change.asked});
    } else {
      known->asked = known->asked || change.asked;
      known->seen = true;
    }
  }
}

}  // namespace bridge::work::test
