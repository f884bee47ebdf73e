#include "guard.hpp"

#include <algorithm>
#include <utility>

#include "bridge/json/codec.hpp"
#include "edit_words.hpp"
#include "losses.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Instant;
using core::Object;
using core::Value;
using std::chrono::seconds;

/// Marks in the store.
constexpr const char* kCountMark = "guard";
constexpr const char* kHeldMark = "guard_held";
/// While requests go on being held.
constexpr std::chrono::minutes kBetweenAlarms{10};
constexpr seconds kLeastWait{60};
constexpr std::size_t kMostRehearsed = 100'000;

std::string people_or_memberships(const Losses& losses) {
  const std::uint32_t people = losses.access + losses.roles;
  const std::uint32_t members = losses.members + losses.groups;
  const std::string of_people = std::to_string(people) + (people == 1 ? " person" : " people");
  const std::string of_groups = std::to_string(members) + (members == 1 ? " membership" : " memberships");
  if (members == 0) return of_people;
  return people == 0 ? of_groups : of_people + " and " + of_groups;
}

Value mark_in(const std::map<std::string, std::string>& marks, const char* name) {
  const auto mark = marks.find(name);
  const auto value = mark != marks.end() ? json::parse(mark->second) : core::Result<Value>(Value());
  return value ? *value : Value();
}

std::int64_t number_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? *number : 0;
}

}  // namespace

void Guard::take(const std::map<std::string, std::string>& marks) {
  const Value held = mark_in(marks, kHeldMark);
  held_.take(&held);
  const Value counts = mark_in(marks, kCountMark);
  const Object* object = counts.if_object();
  if (object == nullptr) return;
  counted_.take(object->find("counted"));
  released_.take(object->find("released"));
  const std::int64_t left = number_at(*object, "left");
  if (left <= 0) return;
  allowance_ = Allowance{static_cast<std::uint32_t>(std::min<std::int64_t>(left, UINT32_MAX)),
                         Instant(std::chrono::milliseconds(number_at(*object, "until")))};
}

std::uint32_t Guard::limit() const {
  return most_losses(state_.settings.access.guard, state_.index.size(store::Kind::User));
}

void Guard::prune() {
  const Instant now = state_.now();
  counted_.prune(now);
  released_.prune(now);
  held_.prune(now);
  if (allowance_ && (now >= allowance_->until || allowance_->left == 0)) allowance_.reset();
}

bool Guard::fits(const Losses& losses) const {
  return std::uint64_t{counted_.total().total()} + losses.total() <= limit();
}

Guard::Counted Guard::count(const Losses& losses, Counted::As as) {
  LossWindow& window = as == Counted::As::Loss ? counted_ : released_;
  return {losses, window.add(state_.now(), losses), as};
}

core::Result<Guard::Counted> Guard::admit(const Edit& edit, const Decision& decision) {
  const Losses losses = losses_of(state_.index, edit, decision);
  if (!losses.any()) return Counted();
  prune();
  const std::string key = change_key(decision, losses);
  if (held_.is_released(key, state_.now())) {
    held_.passed(key);
    save_held();
    return count(losses, Counted::As::Released);
  }
  if (allowance_ && allowance_->left >= losses.total()) {
    allowance_->left -= losses.total();
    if (held_.has(key)) {
      held_.forget(key);
      save_held();
    }
    return count(losses, Counted::As::Allowed);
  }
  if (!held_.has(key) && fits(losses)) return count(losses, Counted::As::Loss);
  return core::Failure{hold(key, edit, decision, losses)};
}

void Guard::note(const Counted& counted, store::Change& change) const {
  if (counted.losses.any()) change.marks[kCountMark] = json::write(count_mark());
}

Object Guard::count_mark() const {
  Object mark{{"counted", counted_.to_value()}, {"released", released_.to_value()}};
  if (allowance_) {
    mark = mark.with("left", std::int64_t{allowance_->left})
               .with("until", static_cast<std::int64_t>(allowance_->until.time_since_epoch().count()));
  }
  return mark;
}

void Guard::give_back(const Counted& counted) {
  if (!counted.losses.any()) return;
  LossWindow& window = counted.as == Counted::As::Loss ? counted_ : released_;
  window.take_back(counted.minute, counted.losses);
  if (counted.as == Counted::As::Allowed && allowance_) allowance_->left += counted.losses.total();
}

core::Fault Guard::hold(const std::string& key, const Edit& edit, const Decision& decision, const Losses& losses) {
  const bool again = held_.has(key);
  const Instant now = state_.now();
  HeldChange change;
  change.kind = decision.row.kind;
  change.id = decision.row.id;
  change.verb = verb_of(edit);
  change.losses = losses;
  change.client = edit.client;
  change.request = edit.request.text;
  change.since = now;
  change.latest = now;
  held_.hold(key, std::move(change));
  save_held();
  raise_alarm();
  const std::string why = again && fits(losses) ? ", and it was held before"
                                                : ": with it, more than " + std::to_string(limit()) + " an hour";
  return {FaultKind::Held,
          "held by the accident guard: it takes access from " + people_or_memberships(losses) + why + " (" +
              count_text() +
              "); nothing was sent; an administrator looks with \"scimbridge guard show\" and lets it pass with "
              "\"scimbridge guard release --config FILE --tenant " +
              state_.settings.name.text + "\"",
          {},
          std::max(kLeastWait, counted_.wait_for(now, losses.total(), limit()))};
}

std::string Guard::count_text() const {
  return std::to_string(counted_.total().total()) + " of " + std::to_string(limit()) + " were lost in the last hour";
}

std::string Guard::held_text() const {
  const HeldChanges::Waiting waiting = held_.waiting();
  return std::to_string(waiting.changes) + (waiting.changes == 1 ? " change" : " changes") +
         " that would take access from " + people_or_memberships(waiting.losses);
}

void Guard::raise_alarm() {
  const core::Tick now = state_.clock.tick();
  if (alarmed_at_ && now - *alarmed_at_ < kBetweenAlarms) return;
  alarmed_at_ = now;
  state_.log(LogLevel::Alarm, "the accident guard holds " + held_text() + " (" + count_text() +
                                  "): see \"scimbridge guard show\"; if all of it is meant, \"scimbridge guard release "
                                  "--config FILE --tenant " +
                                  state_.settings.name.text + "\"");
}

/// Aside from the answers: a held request is answered at once, and what a crash forgets is noted when it is repeated.
void Guard::save_held() {
  save_again_ = saving_;
  if (std::exchange(saving_, true)) return;
  store::Change change;
  change.marks[kHeldMark] = json::write(held_.to_value());
  state_.commit(std::move(change), [this](const core::Outcome& outcome) {
    saving_ = false;
    if (!outcome) {
      return state_.log(LogLevel::Warning, "can't keep what the guard holds: " + outcome.error().context.text);
    }
    if (std::exchange(save_again_, false)) save_held();
  });
}

void Guard::stop() {
  if (!save_again_) return;
  store::Change change;
  change.marks[kHeldMark] = json::write(held_.to_value());
  state_.commit(std::move(change), [](const core::Outcome&) {});
}

bool Guard::would_hold(const Edit& edit, const Decision& decision) {
  const Losses losses = losses_of(state_.index, edit, decision);
  if (!losses.any()) return false;
  prune();
  const std::string key = change_key(decision, losses);
  const auto known = rehearsed_.find(key);
  if (known != rehearsed_.end()) return known->second;
  if (rehearsed_.size() >= kMostRehearsed) rehearsed_.clear();
  const bool held = !fits(losses);
  if (!held) static_cast<void>(count(losses, Counted::As::Loss));
  rehearsed_.emplace(key, held);
  return held;
}

GuardStatus Guard::status() {
  prune();
  GuardStatus status;
  status.limit = limit();
  status.configured = state_.settings.access.guard.max_per_hour.has_value();
  status.people = state_.index.size(store::Kind::User);
  status.counted = counted_.total();
  status.released = released_.total();
  status.held = held_.list();
  for (HeldChange& change : status.held) {
    const store::EntryPtr entry = state_.index.find(change.kind, change.id);
    if (entry) change.name = entry->row.name;
  }
  status.allowance = allowance_;
  return status;
}

void Guard::release(const GuardRelease& wanted, std::function<void(core::Result<GuardReleased>)> done) {
  prune();
  const Instant until = state_.now() + wanted.lasting;
  store::Change change;
  change.audit.push_back({state_.now(),
                          "scimbridge guard release",
                          {},
                          store::Kind::User,
                          {},
                          Object{{"outcome", "released"},
                                 {"changes", static_cast<std::int64_t>(held_.waiting().changes)},
                                 {"count", std::int64_t{wanted.count}},
                                 {"until", core::to_date_time(until)}}});
  state_.commit(std::move(change), [this, until, count = wanted.count, done = std::move(done)](core::Outcome outcome) {
    outcome ? released(until, count, done) : done(outcome.passed_on());
  });
}

void Guard::released(Instant until, std::uint32_t count, const std::function<void(core::Result<GuardReleased>)>& done) {
  const std::size_t changes = held_.release(until);
  if (count > 0) allowance_ = Allowance{count, until};
  alarmed_at_.reset();
  state_.log(LogLevel::Warning, "an administrator released " + std::to_string(changes) +
                                    " changes that the accident guard held, and " + std::to_string(count) +
                                    " losses more, until " + core::to_date_time(until));
  store::Change change;
  change.marks[kCountMark] = json::write(count_mark());
  change.marks[kHeldMark] = json::write(held_.to_value());
  state_.commit(std::move(change), [changes, until, done](const core::Outcome& outcome) {
    outcome ? done(GuardReleased{changes, until}) : done(outcome.passed_on());
  });
}

}  // namespace bridge::work
