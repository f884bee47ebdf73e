#include "intent_codec.hpp"

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "bridge/store/leaving.hpp"

namespace bridge::work {

namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

template <class Texts>
Array texts(const Texts& ids) {
  std::vector<Value> list;
  for (const auto& id : ids) list.emplace_back(id.text);
  return Array(std::move(list));
}

std::vector<core::ResourceId> resource_ids(const Object& object, std::string_view name) {
  std::vector<core::ResourceId> ids;
  const Value* value = object.find(name);
  const Array* list = value != nullptr ? value->if_array() : nullptr;
  if (list == nullptr) return ids;
  for (const Value& item : *list) {
    if (const std::string* text = item.if_string()) ids.emplace_back(*text);
  }
  return ids;
}

Object object_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  const Object* found = value != nullptr ? value->if_object() : nullptr;
  return found != nullptr ? *found : Object();
}

Value value_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  return value != nullptr ? *value : Value();
}

std::int64_t number_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? *number : 0;
}

std::string text_at(const Object& object, std::string_view name) {
  return std::string(core::text_or_empty(object, name));
}

std::int64_t milliseconds(core::Instant instant) { return instant.time_since_epoch().count(); }

core::Instant instant(std::int64_t milliseconds) { return core::Instant(std::chrono::milliseconds(milliseconds)); }

/// Of a row that is_row() holds for.
store::Row row_from(const Object& object, store::Kind kind);
bool is_row(const Value* value);

}  // namespace

Value row_value(const store::Row& row) {
  std::vector<core::Member> external_ids;
  for (const auto& [client, id] : row.external_ids) external_ids.push_back({client, id});
  std::vector<core::Member> links;
  for (const auto& [route, id] : row.links) links.push_back({route, id.text});
  const Object value{{"id", row.id.text},
                     {"name", row.name},
                     {"name_digest", row.name_digest},
                     {"asked", row.asked},
                     {"managed", row.managed},
                     {"created_by_us", row.origin == store::Origin::Created},
                     {"life", static_cast<int>(row.life)},
                     {"version", static_cast<std::int64_t>(row.version)},
                     {"created", milliseconds(row.created)},
                     {"modified", milliseconds(row.modified)},
                     {"order", static_cast<std::int64_t>(row.order)},
                     {"external_ids", Object(std::move(external_ids))},
                     {"links", Object(std::move(links))},
                     {"leaving", store::to_value(row.leaving)}};
  return row.removed_active ? value.with("removed_active", *row.removed_active) : value;
}

std::optional<store::Row> row_from_value(const Value& value, store::Kind kind) {
  return is_row(&value) ? std::optional(row_from(*value.if_object(), kind)) : std::nullopt;
}

namespace {

store::Row row_from(const Object& object, store::Kind kind) {
  store::Row row;
  row.id = core::ResourceId(text_at(object, "id"));
  row.kind = kind;
  row.name = text_at(object, "name");
  row.name_digest = text_at(object, "name_digest");
  row.asked = object_at(object, "asked");
  row.managed = core::flag_or_false(object, "managed");
  row.origin = core::flag_or_false(object, "created_by_us") ? store::Origin::Created : store::Origin::Found;
  row.life = static_cast<store::Life>(number_at(object, "life"));
  row.version = static_cast<std::uint64_t>(number_at(object, "version"));
  row.created = instant(number_at(object, "created"));
  row.modified = instant(number_at(object, "modified"));
  row.order = static_cast<std::uint64_t>(number_at(object, "order"));
  for (const auto& member : object_at(object, "external_ids"))
    row.external_ids[member.name] = *member.value.if_string();
  for (const auto& member : object_at(object, "links"))
    row.links[member.name] = core::UpstreamId(*member.value.if_string());
  row.leaving = store::leaving_from_value(object_at(object, "leaving")).value();
  if (object.find("removed_active") != nullptr) row.removed_active = core::flag_or_false(object, "removed_active");
  return row;
}

Value memberships_value(const std::vector<store::MembershipChange>& changes) {
  std::vector<Value> list;
  for (const auto& change : changes) {
    list.emplace_back(Object{{"group", change.group.text},
                             {"added", texts(change.added)},
                             {"removed", texts(change.removed)},
                             {"asked", change.asked}});
  }
  return Array(std::move(list));
}

std::vector<store::MembershipChange> memberships_from(const Object& object) {
  std::vector<store::MembershipChange> changes;
  const Value* value = object.find("memberships");
  const Array* list = value != nullptr ? value->if_array() : nullptr;
  if (list == nullptr) return changes;
  for (const Value& item : *list) {
    const Object* change = item.if_object();
    if (change == nullptr) continue;
    changes.push_back({core::ResourceId(text_at(*change, "group")), resource_ids(*change, "added"),
                       resource_ids(*change, "removed"), core::flag_or_false(*change, "asked")});
  }
  return changes;
}

Value ids_value(const std::vector<std::optional<core::UpstreamId>>& ids) {
  std::vector<Value> list;
  for (const auto& id : ids) list.push_back(id ? Value(id->text) : Value());
  return Array(std::move(list));
}

std::vector<std::optional<core::UpstreamId>> ids_from(const Object& object) {
  std::vector<std::optional<core::UpstreamId>> ids;
  const Value* value = object.find("ids");
  const Array* list = value != nullptr ? value->if_array() : nullptr;
  if (list == nullptr) return ids;
  for (const Value& item : *list) {
    const std::string* text = item.if_string();
    ids.push_back(text != nullptr ? std::optional(core::UpstreamId(*text)) : std::nullopt);
  }
  return ids;
}

Value left_value(const std::optional<MembersLeft>& left) {
  if (!left) return {};
  return Object{{"joining", texts(left->joining)}, {"leaving", texts(left->leaving)}};
}

std::optional<MembersLeft> left_from(const Object& object) {
  const Value* value = object.find("left");
  const Object* left = value != nullptr ? value->if_object() : nullptr;
  if (left == nullptr) return std::nullopt;
  return MembersLeft{resource_ids(*left, "joining"), resource_ids(*left, "leaving")};
}

Value fault_value(const std::optional<core::Fault>& fault) {
  if (!fault) return {};
  return Object{{"kind", static_cast<int>(fault->kind)}, {"detail", fault->detail}, {"context", fault->context.text}};
}

std::optional<core::Fault> fault_from(const Object& object) {
  const Value* value = object.find("refused");
  const Object* fault = value != nullptr ? value->if_object() : nullptr;
  if (fault == nullptr) return std::nullopt;
  const std::int64_t kind = number_at(*fault, "kind");
  const bool known = kind >= 0 && kind <= static_cast<std::int64_t>(FaultKind::Bug);
  return core::Fault{known ? static_cast<FaultKind>(kind) : FaultKind::UpstreamRejected,
                     text_at(*fault, "detail"),
                     {text_at(*fault, "context")},
                     {}};
}

/// The calls that its rest does not hold.
CallTrail trail_since(const Progress& progress) {
  const auto& calls = progress.trail.calls();
  const std::size_t kept = std::min(progress.trail_in_rest, calls.size());
  return CallTrail({calls.begin() + static_cast<std::ptrdiff_t>(kept), calls.end()});
}

core::Failure unreadable(const char* what) {
  return core::Failure{{FaultKind::Bug, "a stored change can't be read", {what}, {}}};
}

bool is_all_text(const Object& object) {
  return std::all_of(object.begin(), object.end(),
                     [](const core::Member& member) { return member.value.if_string() != nullptr; });
}

bool is_row(const Value* value) {
  const Object* row = value != nullptr ? value->if_object() : nullptr;
  if (row == nullptr) return false;
  const std::int64_t life = number_at(*row, "life");
  return life >= 0 && life <= static_cast<std::int64_t>(store::Life::Guest) &&
         is_all_text(object_at(*row, "external_ids")) && is_all_text(object_at(*row, "links")) &&
         store::leaving_from_value(object_at(*row, "leaving"));
}

}  // namespace

Value to_value(const Progress& progress) { return to_value(progress, {0, progress.decision.plan.steps.size()}); }

Value to_value(const Progress& progress, const Turn& turn) {
  const Decision& decision = progress.decision;
  const auto part = [&](const auto& all) {
    const auto first = all.begin();
    using List = std::decay_t<decltype(all)>;
    return List(first + static_cast<std::ptrdiff_t>(turn.begin), first + static_cast<std::ptrdiff_t>(turn.end));
  };
  const std::vector<store::MembershipChange> memberships =
      progress.rest == 0 ? decision.memberships : std::vector<store::MembershipChange>();
  return Object{{"kind", progress.kind == store::Kind::User ? "User" : "Group"},
                {"client", progress.client},
                {"request", progress.request.text},
                {"asked", to_value(progress.asked)},
                {"trail", to_value(trail_since(progress))},
                {"created", decision.created},
                {"removed", decision.removed},
                {"dropped", decision.dropped},
                {"row", row_value(decision.row)},
                {"memberships", memberships_value(memberships)},
                {"plan", route::to_value(route::Plan{part(decision.plan.steps)})},
                {"next", static_cast<std::int64_t>(progress.next - turn.begin)},
                {"ids", progress.ids.empty() ? ids_value({}) : ids_value(part(progress.ids))},
                {"made", progress.made.text},
                {"seen", progress.seen},
                {"left", left_value(progress.left)},
                {"refused", fault_value(progress.refused)},
                {"rest", static_cast<std::int64_t>(progress.rest)},
                {"rest_of", static_cast<std::int64_t>(progress.rest_of)},
                {"before", static_cast<std::int64_t>(progress.before + turn.begin)}};
}

core::Result<Progress> progress_from_value(const Value& value) {
  const Object* object = value.if_object();
  const Value* steps = object != nullptr ? object->find("plan") : nullptr;
  if (steps == nullptr) return unreadable("an intent without a plan");
  if (!is_row(object->find("row"))) return unreadable("an intent without a row");
  auto plan = route::plan_from_value(*steps);
  if (!plan) return plan.passed_on();
  Progress progress;
  progress.kind = core::text_or_empty(*object, "kind") == "User" ? store::Kind::User : store::Kind::Group;
  progress.client = text_at(*object, "client");
  progress.request = core::RequestId(text_at(*object, "request"));
  progress.asked = asked_words_from_value(value_at(*object, "asked"));
  progress.trail = call_trail_from_value(value_at(*object, "trail"));
  progress.decision.created = core::flag_or_false(*object, "created");
  progress.decision.removed = core::flag_or_false(*object, "removed");
  progress.decision.dropped = core::flag_or_false(*object, "dropped");
  progress.decision.row = row_from(object_at(*object, "row"), progress.kind);
  progress.decision.memberships = memberships_from(*object);
  progress.decision.plan = std::move(*plan);
  progress.next = static_cast<std::size_t>(number_at(*object, "next"));
  progress.ids = ids_from(*object);
  progress.made = core::ResourceId(text_at(*object, "made"));
  progress.seen = object_at(*object, "seen");
  progress.left = left_from(*object);
  progress.refused = fault_from(*object);
  progress.rest = static_cast<std::uint64_t>(number_at(*object, "rest"));
  progress.rest_of = static_cast<std::uint64_t>(number_at(*object, "rest_of"));
  progress.before = static_cast<std::size_t>(number_at(*object, "before"));
  const std::size_t count = progress.decision.plan.steps.size();
  if (progress.next > count || progress.ids.size() != count) return unreadable("an intent past its plan");
  return progress;
}

bool is_rest(const Value& content) {
  const Object* object = content.if_object();
  return object != nullptr && number_at(*object, "rest_of") != 0;
}

core::Result<Progress> progress_from(const Value& content, const std::vector<store::Intent>& all) {
  auto progress = progress_from_value(content);
  if (!progress || progress->rest == 0) return progress;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const store::Intent& intent) { return intent.number == progress->rest; });
  if (found == all.end()) return unreadable("an intent whose rest is missing");
  auto rest = progress_from_value(found->content);
  if (!rest) return rest.passed_on();
  progress->done = std::move(rest->decision.memberships);
  progress->later = std::move(rest->left);
  progress->trail_in_rest = rest->trail.calls().size();
  std::vector<CallNote> calls = rest->trail.calls();
  calls.insert(calls.end(), progress->trail.calls().begin(), progress->trail.calls().end());
  progress->trail = CallTrail(std::move(calls));
  return progress;
}

}  // namespace bridge::work
