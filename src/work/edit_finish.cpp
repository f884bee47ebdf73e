#include <algorithm>
#include <utility>

#include "bridge/route/routes.hpp"
#include "edit_run.hpp"
#include "lost_wishes.hpp"
#include "pending_names.hpp"
#include "shown.hpp"

namespace bridge::work {

namespace {

using route::Purpose;
using std::chrono::seconds;

}  // namespace

store::Row EditRun::final_row() const {
  const Decision& decision = progress_.decision;
  store::Row row = decision.row;
  if (row.id.text.empty()) {
    row.id = progress_.made;
    row.links[link_name(route::route_of(decision.plan.steps.front().call))] = *progress_.ids.front();
    row.order = state_.next_order++;
  }
  row.seen = progress_.seen;
  if (!decision.keeps_asked) row.seen_at_ask = progress_.seen;
  row.seen_at = state_.now();
  row.unanswered = decision.created || state_.answer_may_be_lost(row.id);
  if (row.leaving.how == store::Departure::Removed) row.links.clear();
  if (row.order == 0) row.order = state_.next_order++;
  const bool existed = !decision.row.id.text.empty();
  note_pending_names(row);
  if (existed) {
    take_new_link(row);
    // After a restart, changes of one resource that were under way come to their ends in any order.
    const store::EntryPtr now = state_.index.find(row.kind, row.id);
    row.version = std::max(row.version, now ? now->row.version : 0) + 1;
    row.modified = state_.now();
  }
  return row;
}

std::vector<store::MembershipChange> EditRun::memberships(std::size_t steps) const {
  std::vector<store::MembershipChange> changes = progress_.done;
  const core::ResourceId& own = progress_.made.text.empty() ? progress_.decision.row.id : progress_.made;
  for (std::size_t i = 0; i < steps; ++i) {
    const route::Step& done = progress_.decision.plan.steps[i];
    if (done.members.empty()) continue;
    const core::ResourceId group = done.group.text.empty() ? own : done.group;
    const bool leaves = done.purpose == Purpose::RemoveMembers;
    changes.push_back({group, leaves ? std::vector<core::ResourceId>() : done.members,
                       leaves ? done.members : std::vector<core::ResourceId>(), true});
  }
  return changes;
}

core::Object EditRun::seen_after_all() const {
  core::Object seen = progress_.seen;
  for (std::size_t i = progress_.next; i < progress_.decision.plan.steps.size(); ++i) {
    const route::Step& left = progress_.decision.plan.steps[i];
    seen = edit_.kind == store::Kind::User ? route::user_effect(left, {}, seen) : route::group_effect(left, {}, seen);
  }
  return seen;
}

void EditRun::finish() {
  if (progress_.refused) return close_refused(*progress_.refused);
  if (progress_.later) return end_turn();
  if (shared_call_) return finish_together();
  const Decision& decision = progress_.decision;
  if (!refused_address_.empty()) state_.offered.refuse(refused_address_);
  const store::Row row = final_row();
  store::Change change;
  store::Publication publication;
  overtake(change);
  change.memberships = memberships(decision.plan.steps.size());
  for (auto& membership : still_wanted(state_, decision)) change.memberships.push_back(std::move(membership));
  for (auto& left : left_by_removal(state_, row)) change.memberships.push_back(std::move(left));
  publication.memberships = change.memberships;
  change.audit.push_back(audit(row, "done"));
  store::EntryPtr entry;
  if (decision.dropped) {
    change.drop.emplace_back(row.kind, row.id);
    publication.dropped = change.drop;
  } else {
    state_.lost.note_back(row, change);
    entry = entry_of(row, state_.settings.bare_names, state_.moving(row));
    change.put.push_back(entry->row);
    publication.entries.push_back(entry);
  }
  commit_end(std::move(change), std::move(publication),
             EditDone{decision.removed ? nullptr : std::move(entry), decision.created});
}

void EditRun::close_refused(const core::Fault& told) {
  for (const auto& other : part()) {
    // They left in this one's call.
    other->progress_.trail = progress_.trail;
    other->close_refused(told);
  }
  if (takes_access_back(told)) return;
  const core::Fault fault = explained(told);
  state_.log(LogLevel::Warning,
             "request " + progress_.request.text + " was refused: " + fault.detail + " (" + fault.context.text + ")");
  const Decision& decision = progress_.decision;
  store::Change change;
  store::Publication publication;
  const bool made = !progress_.ids.empty() && progress_.ids.front().has_value();
  if (progress_.before + progress_.next > 0 && (made || decision.before)) {
    // What was done is true, though the whole was not: the row shows it as a change in Smartsheet.
    const bool is_new = !decision.before || decision.before->row.order == 0;
    store::Row row = made && is_new ? final_row() : decision.before->row;
    if (made && is_new) state_.lost.note_back(row, change);
    row.seen = progress_.seen;
    row.seen_at = state_.now();
    note_access_taken_back(row);
    if (is_new) row.seen_at_ask = seen_after_all();
    if (!is_new) ++row.version;
    change.memberships = memberships(progress_.next);
    publication.memberships = change.memberships;
    publication.entries.push_back(entry_of(row, state_.settings.bare_names, state_.moving(row)));
    change.put.push_back(publication.entries.back()->row);
    if (made) state_.unanswered.insert(row.id);
  }
  // Nothing was done: nobody lost anything.
  if (progress_.before + progress_.next == 0 && !unknown_since_) state_.guard.give_back(counted_);
  change.audit.push_back(audit(change.put.empty() ? decision.row : change.put.front(), "refused", &fault));
  if (change.audit.front().resource.text.empty()) state_.keep_name_key(change);
  commit_end(std::move(change), std::move(publication), core::Failure{fault});
}

void EditRun::commit_end(store::Change change, store::Publication publication, core::Result<EditDone> result) {
  if (intent_ != 0) change.closed_intents.push_back(intent_);
  if (progress_.rest != 0) change.closed_intents.push_back(progress_.rest);
  state_.guard.note(counted_, change);
  auto kept = std::make_shared<std::pair<store::Publication, core::Result<EditDone>>>(std::move(publication),
                                                                                      std::move(result));
  store::Change copy = intent_ != 0 ? change : store::Change();
  state_.commit(std::move(change),
                [self = shared_from_this(), kept, copy = std::move(copy)](core::Outcome outcome) mutable {
                  if (outcome) return self->published(std::move(kept->first), std::move(kept->second));
                  self->tell_unsaved("can't save what a change came to: ", outcome);
                  self->answer(outcome.passed_on());
                  if (self->intent_ == 0) {
                    self->state_.guard.give_back(self->counted_);
                    return self->end();
                  }
                  // Its calls are done: the lane stays taken until the outcome is on disk.
                  self->state_.later(seconds(1), [self, kept, copy = std::move(copy)]() mutable {
                    copy.closed_intents.clear();
                    self->commit_end(std::move(copy), std::move(kept->first), std::move(kept->second));
                  });
                });
}

void EditRun::published(store::Publication publication, core::Result<EditDone> result) {
  if (result && result->created && result->entry) {
    const core::ResourceId& id = result->entry->row.id;
    if (answer_) {
      state_.unanswered.erase(id);
      state_.undelivered.insert(id);
    } else {
      state_.unanswered.insert(id);
    }
  }
  state_.publish(std::move(publication));
  answer(std::move(result));
  end();
}

}  // namespace bridge::work
