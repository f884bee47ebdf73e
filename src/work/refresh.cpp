#include "refresh.hpp"

#include <algorithm>
#include <utility>

#include "bridge/route/smartsheet_rest/groups.hpp"

namespace bridge::work {

namespace {

namespace rest = route::smartsheet_rest;
using core::FaultKind;
using core::Object;
using core::ResourceId;
using core::Value;
using store::EntryPtr;
using store::Kind;
using store::Life;

/// Smartsheet's largest page; a server that gives less says so in its answer.
constexpr std::int64_t kPageSize = 10'000;
/// Rows written in one transaction: enough to be quick, few enough for writes to pass between.
constexpr std::size_t kRowsAtOnce = 500;

}  // namespace

Refresh::Refresh(State& state, bool first, bool sweep, std::function<void(core::Outcome)> done)
    : state_(state), first_(first), sweep_(sweep), done_(std::move(done)), began_(state.clock.tick()) {}

void Refresh::start() {
  began_at_ = state_.sequence;
  people_page(1);
}

void Refresh::call(route::RestCall call, Reader read) {
  asked_at_ = state_.sequence;
  state_.queue.submit(first_ ? Priority::Group : Priority::Housekeeping, std::move(call), true,
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

void Refresh::people_page(std::int64_t page) {
  call(rest::list_users(page, kPageSize),
       [self = shared_from_this(), page](const Value& answer) { self->on_people(page, answer); });
}

void Refresh::on_people(std::int64_t page, const Value& answer) {
  auto read = rest::read_page(answer, page, kPageSize);
  if (!read) return end(read.passed_on());
  const bool last = read->last;
  auto records = std::make_shared<std::vector<Object>>(std::move(read->records));
  keep_people(records, 0,
              [self = shared_from_this(), page, last] { last ? self->groups_page(1) : self->people_page(page + 1); });
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

void Refresh::groups_page(std::int64_t page) {
  call(rest::list_groups(page, kPageSize),
       [self = shared_from_this(), page](const Value& answer) { self->on_groups(page, answer); });
}

void Refresh::on_groups(std::int64_t page, const Value& answer) {
  auto read = rest::read_page(answer, page, kPageSize);
  if (!read) return end(read.passed_on());
  Learned learned;
  for (const Object& record : read->records) {
    const core::UpstreamId upstream(rest::record_id(record));
    const EntryPtr before = state_.index.find_by_link(Kind::Group, kRestRoute, upstream);
    const bool changed = !before || !(before->row.seen == rest::stable_group(record));
    // The new modifiedAt is kept with the members: until then the group counts as changed.
    const ResourceId id = learn_group(state_, changed ? record.without("modifiedAt") : record, asked_at_, learned);
    groups_.insert(id);
    if (changed || sweep_) changed_groups_.emplace_back(id, record);
  }
  const bool last = read->last;
  keep(state_, std::move(learned), [self = shared_from_this(), page, last](core::Outcome outcome) {
    if (!outcome) return self->end(std::move(outcome));
    last ? self->next_members() : self->groups_page(page + 1);
  });
}

void Refresh::next_members() {
  if (changed_groups_.empty()) return find_missing();
  const auto [group, listed] = std::move(changed_groups_.front());
  changed_groups_.pop_front();
  const EntryPtr entry = state_.index.find(Kind::Group, group);
  if (!entry) return next_members();
  const core::UpstreamId upstream = entry->row.links.at(std::string(kRestRoute));
  call(rest::get_group(upstream), [self = shared_from_this(), group = group, listed = listed](const Value& answer) {
    self->on_members(group, listed, answer);
  });
}

void Refresh::on_members(const ResourceId& group, const Object& listed, const Value& answer) {
  Learned learned;
  if (const Object* record = answer.if_object()) learn_members(state_, group, *record, asked_at_, learned);
  keep(state_, std::move(learned), [self = shared_from_this(), listed](core::Outcome outcome) {
    if (!outcome) return self->end(std::move(outcome));
    Learned read;
    learn_group(self->state_, listed, self->asked_at_, read);
    keep(self->state_, std::move(read),
         [self](core::Outcome kept) { kept ? self->next_members() : self->end(std::move(kept)); });
  });
}

void Refresh::find_missing() {
  const auto look = [&](Kind kind, const std::unordered_set<ResourceId>& present) {
    std::size_t known = 0;
    std::size_t missing = 0;
    state_.index.each(kind, [&](const EntryPtr& entry) {
      if (entry->row.life == Life::Guest) return;
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
    return end(core::Failure{{FaultKind::UpstreamRejected, "too many people or groups are missing at once", {}, {}}});
  }
  next_missing();
}

void Refresh::next_missing() {
  if (missing_.empty()) return end(core::ok());
  const auto [kind, id] = std::move(missing_.front());
  missing_.pop_front();
  const EntryPtr entry = state_.index.find(kind, id);
  if (!entry) return next_missing();
  const core::UpstreamId upstream = entry->row.links.at(std::string(kRestRoute));
  asked_at_ = state_.sequence;
  state_.queue.submit(Priority::Housekeeping, kind == Kind::User ? rest::get_user(upstream) : rest::get_group(upstream),
                      true, [self = shared_from_this(), kind = kind, id = id](const CallResult& result) {
                        self->on_missing(kind, id, result);
                      });
}

void Refresh::on_missing(Kind kind, const ResourceId& id, const CallResult& result) {
  if (result.ending == Ending::Done) return next_missing();
  if (result.ending != Ending::Refused || result.fault.kind != FaultKind::NotFound)
    return end(core::Failure{result.fault});
  const EntryPtr entry = state_.index.find(kind, id);
  if (!entry || is_held(state_, kind, id, entry->row.name, began_at_)) return next_missing();
  drop(kind, id);
}

void Refresh::drop(Kind kind, const ResourceId& id) {
  state_.log(LogLevel::Warning,
             std::string(kind == Kind::User ? "User " : "Group ") + id.text + " is gone in Smartsheet");
  Learned learned;
  learned.change.drop.emplace_back(kind, id);
  learned.publication.dropped = learned.change.drop;
  keep(state_, std::move(learned), [self = shared_from_this()](core::Outcome outcome) {
    outcome ? self->next_missing() : self->end(std::move(outcome));
  });
}

}  // namespace bridge::work
