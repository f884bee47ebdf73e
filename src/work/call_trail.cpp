#include "call_trail.hpp"

#include <utility>

#include "bridge/route/plan_view.hpp"

namespace bridge::work {

namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr const char* kDone = "done";
constexpr const char* kFoundDone = "found done";
constexpr const char* kDoneBefore = "done before";
constexpr const char* kUnderWay = "under way";
constexpr const char* kNotDone = "not done";
constexpr const char* kUnknown = "unknown";
constexpr const char* kRefused = "refused";

const char* outcome_of(Ending ending) {
  switch (ending) {
    case Ending::Done: return kDone;
    case Ending::Refused: return kRefused;
    case Ending::NotDone: return kNotDone;
    case Ending::Unknown: break;
  }
  return kUnknown;
}

/// A refused token says nothing about the call: it leaves again once the token works.
bool is_open(const CallNote& note) {
  if (note.outcome == kRefused) return note.fault == core::to_string(core::FaultKind::UpstreamCredential);
  return note.outcome == kUnderWay || note.outcome == kNotDone || note.outcome == kUnknown;
}

CallNote note_of(route::Purpose purpose, const route::Call& call, const char* outcome) {
  const route::CallView view = route::view(call);
  CallNote note;
  note.purpose = route::to_string(purpose);
  note.route = route::to_string(view.route);
  note.method = view.method;
  note.path = route::shown_path(view.path);
  note.outcome = outcome;
  return note;
}

bool same_call(const CallNote& a, const CallNote& b) {
  return a.purpose == b.purpose && a.route == b.route && a.method == b.method && a.path == b.path;
}

std::int64_t number_at(const Object& object, std::string_view name, std::int64_t otherwise) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? *number : otherwise;
}

CallNote note_from(const Object& object) {
  const auto text = [&](std::string_view name) { return std::string(core::text_or_empty(object, name)); };
  CallNote note;
  note.purpose = text("purpose");
  note.route = text("route");
  note.method = text("method");
  note.path = text("path");
  note.outcome = text("outcome");
  note.tries = static_cast<unsigned>(number_at(object, "tries", 1));
  note.look_ups = static_cast<unsigned>(number_at(object, "look_ups", 0));
  note.status = static_cast<int>(number_at(object, "status", 0));
  note.error_code = number_at(object, "error_code", 0);
  note.fault = text("fault");
  return note;
}

}  // namespace

void CallTrail::leaves(route::Purpose purpose, const route::Call& call) {
  CallNote note = note_of(purpose, call, kUnderWay);
  if (calls_.empty() || !is_open(calls_.back()) || !same_call(calls_.back(), note)) calls_.push_back(std::move(note));
  CallNote& last = calls_.back();
  ++last.tries;
}

void CallTrail::answered(const CallResult& result) {
  if (calls_.empty()) return;
  CallNote& last = calls_.back();
  last.outcome = outcome_of(result.ending);
  last.status = result.status;
  last.error_code = result.error_code;
  last.fault = result.ending == Ending::Done ? "" : core::to_string(result.fault.kind);
}

void CallTrail::looked_up() {
  if (!calls_.empty()) ++calls_.back().look_ups;
}

void CallTrail::found_done() {
  if (!calls_.empty()) calls_.back().outcome = kFoundDone;
}

void CallTrail::counts_as_done() {
  if (has_undone()) calls_.back().outcome = kDoneBefore;
}

bool CallTrail::has_undone() const noexcept {
  if (calls_.empty()) return false;
  const std::string& outcome = calls_.back().outcome;
  return outcome != kDone && outcome != kFoundDone && outcome != kDoneBefore;
}

CallNote not_sent(const route::Step& step) { return note_of(step.purpose, step.call, "not sent"); }

Value to_value(const CallNote& note) {
  std::vector<core::Member> members{{"purpose", note.purpose},
                                    {"route", note.route},
                                    {"method", note.method},
                                    {"path", note.path},
                                    {"outcome", note.outcome}};
  if (note.tries > 1) members.push_back({"tries", static_cast<std::int64_t>(note.tries)});
  if (note.look_ups > 0) members.push_back({"look_ups", static_cast<std::int64_t>(note.look_ups)});
  if (note.status != 0) members.push_back({"status", note.status});
  if (note.error_code != 0) members.push_back({"error_code", note.error_code});
  if (!note.fault.empty()) members.push_back({"fault", note.fault});
  return Object(std::move(members));
}

Value to_value(const CallTrail& trail) {
  std::vector<Value> calls;
  for (const CallNote& note : trail.calls()) calls.push_back(to_value(note));
  return Array(std::move(calls));
}

CallTrail call_trail_from_value(const Value& value) {
  std::vector<CallNote> calls;
  if (const Array* list = value.if_array()) {
    for (const Value& item : *list) {
      if (const Object* object = item.if_object()) calls.push_back(note_from(*object));
    }
  }
  return CallTrail(std::move(calls));
}

}  // namespace bridge::work
