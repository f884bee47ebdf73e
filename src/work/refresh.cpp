#include "refresh.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "members_reading.hpp"

namespace bridge::work {

namespace {

using core::Object;
using core::ResourceId;
using core::Value;
using store::EntryPtr;
using store::Kind;

/// Smartsheet tells change times in whole seconds, by a clock that may be a little off: what changes within the same
/// second can't be told from what was read.
constexpr std::chrono::seconds kSameTime{3};

bool may_change_unseen(const Object& stable_group, core::Instant read) {
  const auto changed = core::parse_date_time(core::text_or_empty(stable_group, "modifiedAt"));
  return changed && read - *changed < kSameTime && *changed - read < kSameTime;
}

}  // namespace

Refresh::Refresh(State& state, bool first, bool sweep, std::function<void(core::Outcome)> done)
    : state_(state), first_(first), sweep_(sweep), done_(std::move(done)), began_(state.clock.tick()) {}

void Refresh::start() {
  began_at_ = state_.sequence;
  state_.progress = {};
  state_.renamed.clear();
  state_.index.scan(Kind::User, [&](const store::Glimpse& glimpse) {
    if (glimpse.link(link_name(state_.mirror))) return true;
    const std::string name = name_upstream(glimpse);
    if (core::equal_ignoring_case(name, glimpse.name())) return true;
    // Of two who share an address neither is meant.
    const auto [place, added] = state_.renamed.try_emplace(core::fold_case(name), glimpse.resource_id());
    if (!added) place->second = ResourceId();
    return true;
  });
  people_page(1);
}

void Refresh::call(const route::Call& call, Reader read) {
  asked_at_ = state_.sequence;
  asked_when_ = state_.now();
  state_.ways.submit(first_ ? Priority::Group : Priority::Housekeeping, call, true,
                     [self = shared_from_this(), read = std::move(read)](const CallResult& result) {
                       if (result.ending != Ending::Done) return self->end(core::Failure{result.fault});
                       read(result.body);
                     });
}

void Refresh::end(core::Outcome outcome) {
  if (outcome) {
    state_.confirmed_at = began_;
    state_.written.forget_until(began_at_);
  }
  if (done_) std::exchange(done_, {})(std::move(outcome));
}

void Refresh::people_page(std::int64_t from) {
  call(route::list_users(state_.mirror, from),
       [self = shared_from_this(), from](const Value& answer) { self->on_people(from, answer); });
}

void Refresh::on_people(std::int64_t from, const Value& answer) {
  auto read = route::read_page(state_.mirror, answer, from);
  if (!read) return end(read.passed_on());
  state_.progress.people += read->records.size();
  const auto next = people_pages_.next(from, *read);
  keep_records(Kind::User, std::make_shared<const std::vector<Object>>(std::move(read->records)), 0,
               [this, next] { next ? people_page(*next) : groups_page(1); });
}

/// Each part in a task of its own. `then` does not outlive the refresh.
void Refresh::keep_records(Kind kind, const Records& records, std::size_t from, const Then& then) {
  Learned learned;
  const std::size_t to = std::min(from + kRecordsAtOnce, records->size());
  for (std::size_t at = from; at < to; ++at) {
    const Object& record = (*records)[at];
    if (kind == Kind::Group) {
      take_group(record, learned);
    } else {
      people_.insert(learn_user(state_, record, asked_at_, learned));
    }
  }
  keep(state_, std::move(learned), [self = shared_from_this(), kind, records, to, then](core::Outcome outcome) {
    if (!outcome) return self->end(std::move(outcome));
    if (to == records->size()) return then();
    self->state_.soon([self, kind, records, to, then] { self->keep_records(kind, records, to, then); });
  });
}

void Refresh::groups_page(std::int64_t from) {
  asked_at_ = state_.sequence;
  asked_when_ = state_.now();
  state_.ways.submit(first_ ? Priority::Group : Priority::Housekeeping, route::list_groups(state_.mirror, from), true,
                     [self = shared_from_this(), from](const CallResult& result) {
                       if (result.ending == Ending::Done) return self->on_groups(from, result.body);
                       // Smartsheet's SCIM service may be one of people alone; REST's has groups always.
                       const bool none = self->state_.mirror == route::Route::Scim && says_no_groups(result);
                       if (!none) return self->end(core::Failure{result.fault});
                       self->state_.offered.groups = false;
                       self->find_missing();
                     });
}

void Refresh::on_groups(std::int64_t from, const Value& answer) {
  auto read = route::read_page(state_.mirror, answer, from);
  if (!read) return end(read.passed_on());
  if (state_.mirror == route::Route::Scim) state_.offered.groups = true;
  state_.progress.groups += read->records.size();
  const auto next = group_pages_.next(from, *read);
  keep_records(Kind::Group, std::make_shared<const std::vector<Object>>(std::move(read->records)), 0,
               [this, next] { next ? groups_page(*next) : next_members(); });
}

void Refresh::take_group(const Object& record, Learned& learned) {
  const core::UpstreamId upstream(route::id_of(record));
  const store::Glimpse before = state_.index.glimpse_by_link(Kind::Group, link_name(state_.mirror), upstream);
  const Object stable = route::stable_group(record);
  const bool changed = !before || !before.has_seen(stable);
  // The new change time is kept with the members: until then the group counts as changed.
  const ResourceId id =
      learn_group(state_, changed ? route::without_change_time(stable) : stable, record, asked_at_, learned);
  const bool again = !groups_.insert(id).second;
  if (!again && (changed || sweep_ || route::recorded_members(record))) {
    changed_groups_.push_back({id, record, asked_at_, asked_when_});
  }
}

void Refresh::next_members() {
  if (changed_groups_.empty()) return find_missing();
  state_.progress.members_of_all = std::max(state_.progress.members_of_all, changed_groups_.size());
  Listed listed = std::move(changed_groups_.front());
  changed_groups_.pop_front();
  ++state_.progress.members_of;
  const EntryPtr entry = state_.index.find(Kind::Group, listed.id);
  const auto upstream = entry ? link_of(entry->row, state_.mirror) : std::nullopt;
  // A task of its own for each group that costs no call: any number of them may follow one another. One that
  // a write has just made gets its link with the next refresh.
  const bool listed_whole = route::recorded_members(listed.record).has_value();
  if (!upstream || listed_whole) {
    return state_.soon([self = shared_from_this(), listed = std::move(listed), known = upstream.has_value()] {
      if (!known) return self->next_members();
      self->read_members(listed, listed, [self] { self->next_members(); });
    });
  }
  ask_members(std::move(listed), *upstream);
}

void Refresh::ask_members(Listed listed, const core::UpstreamId& upstream) {
  asked_at_ = state_.sequence;
  asked_when_ = state_.now();
  state_.ways.submit(first_ ? Priority::Group : Priority::Housekeeping, route::get_group(state_.mirror, upstream), true,
                     [self = shared_from_this(), listed = std::move(listed)](const CallResult& result) {
                       if (result.ending == Ending::Refused && result.fault.kind == core::FaultKind::NotFound) {
                         // Deleted since it was listed: one of the missing.
                         self->groups_.erase(listed.id);
                         return self->next_members();
                       }
                       if (result.ending != Ending::Done) return self->end(core::Failure{result.fault});
                       const Object* record = result.body.if_object();
                       if (record == nullptr) return self->next_members();
                       const Listed told{listed.id, *record, self->asked_at_, self->asked_when_};
                       self->read_members(listed, told, [self] { self->next_members(); });
                     });
}

void Refresh::read_members(Listed listed, const Listed& told, const Then& then) {
  const auto done = [self = shared_from_this(), listed = std::move(listed), read = told.asked_when,
                     then](core::Result<bool> whole) {
    if (!whole) return self->end(whole.passed_on());
    *whole ? self->keep_change_time(listed, read, then) : then();
  };
  std::make_shared<MembersReading>(state_, told.id, told.record, told.asked_at, done)->start();
}

/// The listing's record, which is no newer than the listing: what was written since stands.
void Refresh::keep_change_time(const Listed& listed, core::Instant members_read, const Then& then) {
  const Object stable = route::stable_group(listed.record);
  if (may_change_unseen(stable, members_read)) return then();
  Learned learned;
  learn_group(state_, stable, listed.record, listed.asked_at, learned);
  keep(state_, std::move(learned),
       [self = shared_from_this(), then](core::Outcome outcome) { outcome ? then() : self->end(std::move(outcome)); });
}

}  // namespace bridge::work
