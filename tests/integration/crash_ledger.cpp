#include "integration/crash_ledger.hpp"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::integration {

namespace {

using core::Object;
using core::Value;

struct Smartsheet {
  /// userName to status.
  std::map<std::string, std::string> people;
  std::map<std::string, std::size_t> groups;
  /// Addresses in the group that everybody adds to.
  std::set<std::string> members;
  std::size_t doubled = 0;
};

Smartsheet look(const RunningBridge& bridge) {
  Smartsheet found;
  std::map<std::string, std::string> address_of;
  const Value whole = bridge.smartsheet().state();
  for (const Value& item : *whole.if_object()->find("users")->if_array()) {
    const Object& user = *item.if_object();
    const std::string email(core::text_or_empty(user, "email"));
    if (!found.people.emplace(email, core::text_or_empty(user, "status")).second) ++found.doubled;
    address_of[json::write(*user.find("id"))] = email;
  }
  for (const Value& item : *whole.if_object()->find("groups")->if_array()) {
    const Object& group = *item.if_object();
    const std::string name(core::text_or_empty(group, "name"));
    if (++found.groups[name] > 1) ++found.doubled;
    if (name != "Everybody") continue;
    for (const Value& id : *group.find("members")->if_array()) found.members.insert(address_of[json::write(id)]);
  }
  return found;
}

/// The ids in the bridge's answer for the group.
std::set<std::string> shown_members(RunningBridge& bridge, const std::string& group_id) {
  std::set<std::string> ids;
  const auto parsed = json::parse(bridge.scim("GET", "/Groups/" + group_id).body);
  const Value* members = parsed && parsed->if_object() != nullptr ? parsed->if_object()->find("members") : nullptr;
  if (members == nullptr) return ids;
  for (const Value& member : *members->if_array()) {
    ids.insert(std::string(core::text_or_empty(*member.if_object(), "value")));
  }
  return ids;
}

/// Empty when it is as it was acknowledged.
std::string wrong_with(RunningBridge& bridge, const Smartsheet& smartsheet, const std::string& name,
                       const KnownPerson& known) {
  const HttpAnswer answer = bridge.scim("GET", "/Users/" + known.id);
  const auto record = smartsheet.people.find(name);
  if (record == smartsheet.people.end()) return "not in Smartsheet";
  const bool off = record->second == "DEACTIVATED";
  if (answer.status == 404) return known.deleted.contains(true) && off ? "" : "gone, " + record->second;
  if (answer.status != 200 || !known.deleted.contains(false)) return std::to_string(answer.status) + " " + answer.body;
  const bool active = answer.body.find("\"active\":true") != std::string::npos;
  if (text_at(answer, "userName") != name || !known.titles.contains(text_at(answer, "title")) ||
      !known.active.contains(active)) {
    return answer.body;
  }
  return off == active ? "in Smartsheet " + record->second : "";
}

std::string wrong_with(RunningBridge& bridge, const Smartsheet& smartsheet, const std::string& name,
                       const KnownGroup& known) {
  const int status = bridge.scim("GET", "/Groups/" + known.id).status;
  const bool there = smartsheet.groups.contains(name);
  if (status == 404) return known.deleted.contains(true) && !there ? "" : "gone";
  if (status != 200 || !known.deleted.contains(false)) return std::to_string(status);
  return there ? "" : "not in Smartsheet";
}

struct Judging {
  RunningBridge& bridge;
  Smartsheet smartsheet;
  std::set<std::string> members;
  std::map<std::string, std::string> wrong;

  void look_at(const std::map<std::string, KnownPerson>& people, const std::map<std::string, KnownGroup>& groups) {
    wrong.clear();
    for (const auto& [name, known] : people) {
      note(name, wrong_with(bridge, smartsheet, name, known));
      const bool in_both = members.contains(known.id) && smartsheet.members.contains(name);
      if (!known.member.contains(false) && !in_both) note(name, "not a member any more");
    }
    for (const auto& [name, known] : groups) note(name, wrong_with(bridge, smartsheet, name, known));
  }
  void note(const std::string& name, const std::string& what) {
    if (!what.empty()) wrong[name] = what;
  }
};

}  // namespace

void Ledger::note(const std::string& name, const KnownPerson& known) {
  const std::lock_guard guard(mutex_);
  people_[name] = known;
  unanswered_.erase(name);
}

void Ledger::note(const std::string& name, const KnownGroup& known) {
  const std::lock_guard guard(mutex_);
  groups_[name] = known;
}

void Ledger::unanswered(const std::string& name) {
  const std::lock_guard guard(mutex_);
  unanswered_.insert(name);
}

std::map<std::string, KnownPerson> Ledger::people() const {
  const std::lock_guard guard(mutex_);
  return people_;
}

std::map<std::string, KnownGroup> Ledger::groups() const {
  const std::lock_guard guard(mutex_);
  return groups_;
}

std::set<std::string> Ledger::unanswered() const {
  const std::lock_guard guard(mutex_);
  return unanswered_;
}

Verdict judge(RunningBridge& bridge, const Ledger& ledger, const std::string& group_id) {
  auto people = ledger.people();
  auto groups = ledger.groups();
  Verdict verdict;
  verdict.people = people.size();
  verdict.groups = groups.size();
  for (const auto& [name, known] : people) {
    verdict.memberships += known.member.contains(false) ? 0 : 1;
    verdict.deactivated += known.active.contains(true) ? 0 : 1;
    verdict.deleted += known.deleted.contains(false) ? 0 : 1;
  }
  Judging judging{bridge, look(bridge), shown_members(bridge, group_id), {}};
  judging.look_at(people, groups);
  // A change that was under way may still be.
  for (int i = 0; i < 100 && !judging.wrong.empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    std::erase_if(people, [&](const auto& one) { return !judging.wrong.contains(one.first); });
    std::erase_if(groups, [&](const auto& one) { return !judging.wrong.contains(one.first); });
    judging.smartsheet = look(bridge);
    judging.members = shown_members(bridge, group_id);
    judging.look_at(people, groups);
  }
  verdict.lost = judging.wrong.size();
  verdict.doubled = judging.smartsheet.doubled;
  for (const auto& [name, what] : judging.wrong) ADD_FAILURE() << name << ": " << what;
  return verdict;
}

}  // namespace bridge::integration
