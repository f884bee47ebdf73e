// Who is in the mirror and in no listing: asked for one by one before anybody is dropped.

#include <algorithm>
#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "matching.hpp"
#include "person_sight.hpp"
#include "refresh.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using core::ResourceId;
using core::Value;
using store::EntryPtr;
using store::Kind;
using store::Life;

}  // namespace

void Refresh::find_missing() {
  const auto look = [&](Kind kind, const std::unordered_set<ResourceId>& present) {
    std::size_t known = 0;
    std::size_t missing = 0;
    const auto look_at = [&](const store::Entry& entry) {
      if (!is_listed(entry)) return;
      if (kind == Kind::User && !is_gone_when_absent(state_, entry.row)) return;
      if (kind == Kind::Group && !has_groups()) return;
      ++known;
      if (is_held(state_, kind, entry.row.id, entry.row.name, began_at_)) return;
      ++missing;
      missing_.emplace_back(kind, entry.row.id);
    };
    state_.index.scan(kind, [&](const store::Glimpse& glimpse) {
      if (present.contains(glimpse.resource_id())) {
        ++known;
      } else if (glimpse.life() != Life::Guest) {
        look_at(*glimpse.entry());
      }
      return true;
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
  asked_when_ = state_.now();
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
  if (result.ending == Ending::Done && !nobody) return still_there(kind, id, result.body);
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

/// The listing has passed them over: what was asked for instead says as much.
void Refresh::still_there(Kind kind, const ResourceId& id, const Value& answer) {
  const Object* record = answer.if_object();
  const bool is_record = record != nullptr && !route::id_of(*record).empty();
  if (!is_record) return next_missing();
  if (kind == Kind::Group) {
    const Listed told{id, *record, asked_at_, asked_when_};
    return read_members(told, told, [self = shared_from_this()] { self->next_missing(); });
  }
  Learned learned;
  learn_user(state_, *record, asked_at_, learned);
  keep(state_, std::move(learned), [self = shared_from_this()](core::Outcome outcome) {
    outcome ? self->next_missing() : self->end(std::move(outcome));
  });
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
  state_.log(LogLevel::Warning,
             std::string(kind == Kind::User ? "User " : "Group ") + id.text + " is gone in Smartsheet");
  Learned learned;
  if (const EntryPtr entry = state_.index.find(kind, id)) {
    state_.deactivation.gone(*entry);
    state_.lost.note_gone(*entry, learned.change);
  }
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
