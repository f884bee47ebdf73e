#include "refresh.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "matching.hpp"
#include "person_sight.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using core::ResourceId;
using core::Value;
using store::EntryPtr;
using store::Kind;
using store::Life;

/// Rows written in one transaction: enough to be quick, few enough for writes to pass between.
constexpr std::size_t kRowsAtOnce = 500;

}  // namespace

Refresh::Refresh(State& state, bool first, bool sweep, std::function<void(core::Outcome)> done)
    : state_(state), first_(first), sweep_(sweep), done_(std::move(done)), began_(state.clock.tick()) {}

void Refresh::start() {
  began_at_ = state_.sequence;
  state_.renamed.clear();
  state_.index.each(Kind::User, [&](const EntryPtr& entry) {
    const std::string_view name = name_upstream(*entry);
    if (link_of(entry->row, state_.mirror) || core::equal_ignoring_case(name, entry->row.name)) return;
    // Of two who share an address neither is meant.
    const auto [place, added] = state_.renamed.try_emplace(core::fold_case(name), entry->row.id);
    if (!added) place->second = ResourceId();
  });
  people_page(1);
}

void Refresh::call(const route::Call& call, Reader read) {
  asked_at_ = state_.sequence;
  state_.ways.submit(first_ ? Priority::Group : Priority::Housekeeping, call, true,
                     [self = shared_from_this(), read = std::move(read)](const CallResult& result) {
                       if (result.ending != Ending::Done) return self->end(core::Failure{result.fault});
                       read(result.body);
                     });
}

void Refresh::end(core::Outcome outcome) {
  if (outcome) {
    state_.confirmed_at = began_;
    std::erase_if(state_.written_at, [&](const auto& written) { return written.second <= began_at_; });
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
  auto records = std::make_shared<std::vector<Object>>(std::move(read->records));
  keep_people(records, 0, [self = shared_from_this(), next = read->next] {
    next ? self->people_page(*next) : self->groups_page(1);
  });
}

void Refresh::keep_people(std::shared_ptr<std::vector<Object>> records, std::size_t from, std::function<void()> then) {
  Learned learned;
  std::size_t at = from;
  for (; at < records->size() && learned.change.put.size() < kRowsAtOnce; ++at) {
    people_.insert(learn_user(state_, (*records)[at], asked_at_, learned));
  }
  keep(state_, std::move(learned),
       [self = shared_from_this(), records, at, then = std::move(then)](core::Outcome outcome) {
         if (!outcome) return self->end(std::move(outcome));
         at < records->size() ? self->keep_people(records, at, then) : then();
       });
}

void Refresh::groups_page(std::int64_t from) {
  asked_at_ = state_.sequence;
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
  Learned learned;
  for (const Object& record : read->records) {
    const core::UpstreamId upstream(route::id_of(record));
    const EntryPtr before = state_.index.find_by_link(Kind::Group, link_name(state_.mirror), upstream);
    const Object stable = route::stable_group(record);
    const bool changed = !before || !(before->row.seen == stable);
    // The new change time is kept with the members: until then the group counts as changed.
    const ResourceId id =
        learn_group(state_, changed ? route::without_change_time(stable) : stable, record, asked_at_, learned);
    groups_.insert(id);
    if (changed || sweep_ || route::recorded_members(record)) changed_groups_.emplace_back(id, record);
  }
  keep(state_, std::move(learned), [self = shared_from_this(), next = read->next](core::Outcome outcome) {
    if (!outcome) return self->end(std::move(outcome));
    next ? self->groups_page(*next) : self->next_members();
  });
}

void Refresh::next_members() {
  if (changed_groups_.empty()) return find_missing();
  const auto [group, listed] = std::move(changed_groups_.front());
  changed_groups_.pop_front();
  const EntryPtr entry = state_.index.find(Kind::Group, group);
  const auto upstream = entry ? link_of(entry->row, state_.mirror) : std::nullopt;
  // A task of its own for each group that costs no call: any number of them may follow one another. One that
  // a write has just made gets its link with the next refresh.
  const bool listed_whole = route::recorded_members(listed).has_value();
  if (!upstream || listed_whole) {
    return state_.gate->post(
        [gate = state_.gate, self = shared_from_this(), group = group, listed = listed, known = upstream.has_value()] {
          if (gate->open()) known ? self->on_members(group, listed, listed) : self->next_members();
        });
  }
  call(route::get_group(state_.mirror, *upstream),
       [self = shared_from_this(), group = group, listed = listed](const Value& answer) {
         self->on_members(group, listed, answer);
       });
}

void Refresh::on_members(const ResourceId& group, const Object& listed, const Value& answer) {
  Learned learned;
  if (const Object* record = answer.if_object()) learn_members(state_, group, *record, asked_at_, learned);
  keep(state_, std::move(learned), [self = shared_from_this(), listed](core::Outcome outcome) {
    if (!outcome) return self->end(std::move(outcome));
    Learned read;
    learn_group(self->state_, route::stable_group(listed), listed, self->asked_at_, read);
    keep(self->state_, std::move(read),
         [self](core::Outcome kept) { kept ? self->next_members() : self->end(std::move(kept)); });
  });
}

void Refresh::find_missing() {
  const auto look = [&](Kind kind, const std::unordered_set<ResourceId>& present) {
    std::size_t known = 0;
    std::size_t missing = 0;
    state_.index.each(kind, [&](const EntryPtr& entry) {
      if (entry->row.life == Life::Guest || !is_listed(*entry)) return;
      if (kind == Kind::User && !is_gone_when_absent(state_, entry->row)) return;
      if (kind == Kind::Group && !has_groups()) return;
      ++known;
      const bool held = is_held(state_, kind, entry->row.id, entry->row.name, began_at_);
      if (present.contains(entry->row.id) || held) return;
      ++missing;
      missing_.emplace_back(kind, entry->row.id);
    });
    return missing <= std::max<std::size_t>(20, known / 100);
  };
  const bool plausible = look(Kind::User, people_) && look(Kind::Group, groups_);
  if (!plausible) {
    state_.log(LogLevel::Alarm, "Smartsheet's listing misses " + std::to_string(missing_.size()) +
                                    " people or groups at once; nobody is dropped");
    return ask_for_one();
  }
  next_missing();
}

/// Though nobody is dropped: many may be missing because the SCIM service removes whom it is to deactivate,
/// and one of them is enough to tell.
void Refresh::ask_for_one() {
  const core::Failure too_many{{FaultKind::UpstreamRejected, "too many people or groups are missing at once", {}, {}}};
  EntryPtr suspect;
  for (const auto& [kind, id] : missing_) {
    const EntryPtr entry = kind == Kind::User ? state_.index.find(kind, id) : nullptr;
    if (!suspect && entry && state_.deactivation.would_tell(*entry)) suspect = entry;
  }
  if (!suspect) return end(too_many);
  state_.ways.submit(Priority::Housekeeping, look_up(*suspect), true,
                     [self = shared_from_this(), suspect, too_many](const CallResult& result) {
                       const bool gone = result.ending == Ending::Refused && result.fault.kind == FaultKind::NotFound;
                       if (gone) self->state_.deactivation.gone(*suspect);
                       self->end(too_many);
                     });
}

void Refresh::next_missing() {
  if (missing_.empty()) return match();
  const auto [kind, id] = std::move(missing_.front());
  missing_.pop_front();
  const EntryPtr entry = state_.index.find(kind, id);
  if (!entry) return next_missing();
  asked_at_ = state_.sequence;
  state_.ways.submit(Priority::Housekeeping, look_up(*entry), true,
                     [self = shared_from_this(), kind = kind, id = id](const CallResult& result) {
                       self->on_missing(kind, id, result);
                     });
}

/// Everybody whom the mirror's service knows by an id, and, since REST lists all people, whoever was made
/// by SCIM and has no id there yet. Not whom policy removed.
bool Refresh::is_listed(const store::Entry& entry) const {
  if (entry.row.leaving.how == store::Departure::Removed) return false;
  if (link_of(entry.row, state_.mirror)) return true;
  return entry.row.kind == Kind::User && state_.mirror == route::Route::Rest;
}

route::Call Refresh::look_up(const store::Entry& entry) const {
  const auto upstream = link_of(entry.row, state_.mirror);
  if (!upstream) return route::find_user(state_.mirror, name_upstream(entry));
  return entry.row.kind == Kind::User ? route::get_user(state_.mirror, *upstream)
                                      : route::get_group(state_.mirror, *upstream);
}

void Refresh::on_missing(Kind kind, const ResourceId& id, const CallResult& result) {
  const auto page = route::read_page(state_.mirror, result.body, 1);
  const bool nobody = result.ending == Ending::Done && page && page->records.empty();
  if (result.ending == Ending::Done && !nobody) return next_missing();
  if (!nobody && (result.ending != Ending::Refused || result.fault.kind != FaultKind::NotFound)) {
    return end(core::Failure{result.fault});
  }
  const EntryPtr entry = state_.index.find(kind, id);
  if (!entry || is_held(state_, kind, id, entry->row.name, began_at_)) return next_missing();
  const auto own = link_of(entry->row, route::Route::Scim);
  const bool sought_by_address = !link_of(entry->row, state_.mirror);
  if (sought_by_address && own && state_.ways.has(route::Route::Scim)) return confirm(kind, id, *own);
  drop(kind, id);
}

/// An address that finds nobody proves little of somebody whom SCIM made: SCIM knows them by their id.
void Refresh::confirm(Kind kind, const ResourceId& id, const core::UpstreamId& own) {
  state_.ways.submit(Priority::Housekeeping, route::get_user(route::Route::Scim, own), true,
                     [self = shared_from_this(), kind, id](const CallResult& result) {
                       const EntryPtr entry = self->state_.index.find(kind, id);
                       const bool gone = result.ending == Ending::Refused && result.fault.kind == FaultKind::NotFound &&
                                         entry && !is_held(self->state_, kind, id, entry->row.name, self->began_at_);
                       gone ? self->drop(kind, id) : self->next_missing();
                     });
}

void Refresh::drop(Kind kind, const ResourceId& id) {
  if (const EntryPtr entry = state_.index.find(kind, id)) state_.deactivation.gone(*entry);
  state_.log(LogLevel::Warning,
             std::string(kind == Kind::User ? "User " : "Group ") + id.text + " is gone in Smartsheet");
  Learned learned;
  learned.change.drop.emplace_back(kind, id);
  learned.publication.dropped = learned.change.drop;
  keep(state_, std::move(learned), [self = shared_from_this()](core::Outcome outcome) {
    outcome ? self->next_missing() : self->end(std::move(outcome));
  });
}

/// Last, because only then is everybody known who is to be matched. That it fails is not the mirror's
/// fault: who is not matched is tried again with the next refresh.
void Refresh::match() {
  std::make_shared<Matching>(state_, sweep_, [self = shared_from_this()](const core::Outcome& outcome) {
    if (!outcome) {
      self->state_.log(LogLevel::Warning, "can't match people and groups with Smartsheet's SCIM service: " +
                                              outcome.error().detail + " (" + outcome.error().context.text + ")");
    }
    self->end(core::ok());
  })->start();
}

}  // namespace bridge::work
