#include "app/admin/audit_actions.hpp"

#include <utility>
#include <vector>

#include "app/admin/admin_json.hpp"
#include "app/json_reading.hpp"
#include "bridge/core/clock.hpp"

namespace bridge::app {

namespace {

using core::FaultKind;
using core::Object;
using core::Value;
using store::Kind;

/// By id, else by name; and by the digest of the name, under which refused creations are found.
std::vector<store::AuditSubject> subjects_of(const work::Tenant& tenant, Kind kind, const std::string& wanted) {
  std::vector<store::AuditSubject> subjects{{kind, wanted}};
  std::string name = wanted;
  if (const store::EntryPtr known = tenant.index().find(kind, core::ResourceId(wanted))) {
    name = known->row.name;
    // Of somebody who was forgotten.
    if (!known->row.name_digest.empty()) subjects.push_back({kind, known->row.name_digest});
  } else if (const store::EntryPtr named = tenant.index().find_by_name(kind, wanted)) {
    subjects.push_back({kind, named->row.id.text});
  }
  if (!name.empty()) subjects.push_back({kind, tenant.name_digest(kind, name)});
  return subjects;
}

core::Outcome read_since(const Value& body, store::AuditQuery& query) {
  const std::string since = text_at(body, "since");
  if (since.empty()) return core::ok();
  query.since = core::parse_date_time(since);
  if (query.since) return core::ok();
  return core::failure(FaultKind::InvalidValue, "since: expected a date-time such as 2026-11-01T10:00:00Z");
}

void read_behind(const Value& body, store::AuditQuery& query) {
  const Value& behind = value_at(body, "behind");
  if (behind.if_object() == nullptr) return;
  query.behind =
      store::AuditPlace{core::Instant(std::chrono::milliseconds(number_at(behind, "at"))), number_at(behind, "line")};
}

}  // namespace

Object to_value(const store::AuditLine& line, const store::Index& index) {
  const store::AuditRecord& record = line.record;
  std::vector<core::Member> members{{"line", line.number},          {"at", core::to_date_time(record.at)},
                                    {"client", record.client},      {"request", record.request},
                                    {"kind", name_of(record.kind)}, {"id", record.resource.text}};
  const store::EntryPtr entry = index.find(record.kind, record.resource);
  if (entry && !entry->row.name.empty()) members.push_back({"name", entry->row.name});
  if (const Object* content = record.content.if_object())
    members.insert(members.end(), content->begin(), content->end());
  return Object(std::move(members));
}

core::Result<Value> search_audit(const work::Tenant& tenant, store::Store& store, const core::TenantName& name,
                                 const Value& body) {
  store::AuditQuery query;
  const std::string user = text_at(body, "user");
  const std::string group = text_at(body, "group");
  if (!user.empty()) query.subjects = subjects_of(tenant, Kind::User, user);
  if (!group.empty()) {
    for (auto& subject : subjects_of(tenant, Kind::Group, group)) query.subjects.push_back(std::move(subject));
  }
  if (auto read = read_since(body, query); !read) return read.passed_on();
  read_behind(body, query);
  const auto lines = store.audit(name, query);
  if (!lines) return lines.passed_on();
  std::vector<Value> found;
  found.reserve(lines->size());
  for (const store::AuditLine& line : *lines) found.emplace_back(to_value(line, tenant.index()));
  Value behind;
  if (lines->size() == store::kMostAuditLines) {
    const store::AuditLine& last = lines->back();
    behind =
        Object{{"at", static_cast<std::int64_t>(last.record.at.time_since_epoch().count())}, {"line", last.number}};
  }
  return Value(Object{{"lines", core::Array(std::move(found))}, {"behind", behind}});
}

void forget_person(work::Tenant& tenant, const Value& body, std::function<void(core::Result<Value>)> done) {
  const std::string user = text_at(body, "user");
  if (user.empty()) {
    return done(core::failure(FaultKind::InvalidValue, "expected {\"user\":\"…\"}, a userName or an id"));
  }
  tenant.forget(user, [done = std::move(done)](const core::Result<work::Forgotten>& forgotten) {
    if (!forgotten) return done(forgotten.passed_on());
    done(Value(Object{
        {"id", forgotten->id.text}, {"deleted", forgotten->deleted}, {"in_directory", forgotten->in_directory}}));
  });
}

}  // namespace bridge::app
