#include "bridge/core/overloaded.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Array;
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

/// Smartsheet ignores names of people who have not accepted their invitation: where it answers with the
/// person, their names are those of the answer, or where it is silent on them, those from before.
Object with_names(Object record, const Object& answered, const Object& seen) {
  for (const std::string_view name : {"firstName", "lastName", "name"}) {
    const Value* value = answered.find(name);
    if (value == nullptr) value = seen.find(name);
    record = value != nullptr ? record.with(name, *value) : record.without(name);
  }
  return record;
}

/// What Smartsheet says of a created person, or, where its answer is meagre, what was sent.
Object created_user(const Step& step, const Value& answer) {
  const Object* record = answered_record(answer);
  if (record == nullptr) return stable_user(sent_body(step));
  return stable_user(with_names(merged(sent_body(step), *record), *record, {}));
}

/// The flags as sent, the names as the answer has them.
Object changed_user(const Step& step, const Value& answer, const Object& seen) {
  const Object record = merged(seen, sent_body(step));
  const Object* answered = answered_record(answer);
  return stable_user(answered != nullptr ? with_names(record, *answered, seen) : record);
}

}  // namespace

Object user_effect(const Step& step, const Value& answer, const Object& record) {
  const Object seen = as_rest_user(record);
  switch (step.purpose) {
    case Purpose::CreatePerson: return created_user(step, answer);
    case Purpose::ChangePerson:
    case Purpose::Downgrade: return changed_user(step, answer, seen);
    // Of somebody who is not there any more the last record stays, with a status that has no access.
    case Purpose::RemovePerson:
    case Purpose::CancelInvitation:
    case Purpose::Deactivate: return seen.with("status", "DEACTIVATED");
    case Purpose::Reactivate: return seen.with("status", "ACTIVE");
    case Purpose::CreateGroup:
    case Purpose::ChangeGroup:
    case Purpose::DeleteGroup:
    case Purpose::AddMembers:
    case Purpose::RemoveMembers:
    case Purpose::TransferGroup:
    case Purpose::ConfirmPending: return seen;
  }
  return seen;
}

bool is_done_already(const Step& step, const Object& record) {
  const std::string_view status = core::text_or_empty(record, "status");
  if (step.purpose == Purpose::Deactivate) return status == "DEACTIVATED";
  return step.purpose == Purpose::Reactivate && status == "ACTIVE";
}

}  // namespace bridge::route::smartsheet_rest
