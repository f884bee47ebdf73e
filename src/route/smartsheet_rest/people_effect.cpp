#include "bridge/core/overloaded.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

/// The user in the answer to a write: `result`, or the first item of `data`, wherever Smartsheet put it.
const Object* answered_record(const Value& answer) {
  const Object* object = answer.if_object();
  if (object == nullptr) return nullptr;
  for (const std::string_view name : {"result", "data"}) {
    const Value* value = object->find(name);
    if (value == nullptr) continue;
    if (const Object* record = value->if_object()) return record;
    const Array* list = value->if_array();
    if (list != nullptr && !list->empty()) return (*list)[0].if_object();
  }
  return nullptr;
}

Object merged(Object record, const Object& changes) {
  for (const core::Member& member : changes) record = record.with(member.name, member.value);
  return record;
}

Object sent_body(const Step& step) {
  const auto& call = std::get<RestCall>(step.call);
  const Object* body = call.body.if_object();
  return body != nullptr ? *body : Object();
}

/// What Smartsheet says of a created person, or, where its answer is meagre, what was sent.
Object created_user(const Step& step, const Value& answer) {
  const Object* record = answered_record(answer);
  return record != nullptr ? stable_user(merged(sent_body(step), *record)) : stable_user(sent_body(step));
}

/// The flags as sent; the names as the answer has them, since Smartsheet ignores names of people who
/// have not accepted their invitation.
Object changed_user(const Step& step, const Value& answer, const Object& seen) {
  Object record = merged(seen, sent_body(step));
  if (const Object* answered = answered_record(answer)) {
    for (const std::string_view name : {"firstName", "lastName", "name"}) {
      if (const Value* value = answered->find(name)) record = record.with(name, *value);
    }
  }
  return stable_user(record);
}

}  // namespace

Object user_effect(const Step& step, const Value& answer, const Object& seen) {
  switch (step.purpose) {
    case Purpose::CreatePerson: return created_user(step, answer);
    case Purpose::ChangePerson: return changed_user(step, answer, seen);
    case Purpose::Deactivate: return seen.with("status", "DEACTIVATED");
    case Purpose::Reactivate: return seen.with("status", "ACTIVE");
    case Purpose::CreateGroup:
    case Purpose::ChangeGroup:
    case Purpose::DeleteGroup:
    case Purpose::AddMembers:
    case Purpose::RemoveMember: return seen;
  }
  return seen;
}

}  // namespace bridge::route::smartsheet_rest
