#include "person_sight.hpp"

#include "person_state.hpp"

namespace bridge::work {

namespace {

using store::Departure;
using store::Leaving;
using store::Owed;

Leaving owing(Owed owed, const Leaving& before) {
  Leaving leaving;
  if (before.owed != owed) return leaving;
  leaving.owed = owed;
  leaving.roles = before.roles;
  return leaving;
}

/// Seen without access: since now, where they were not seen so before.
Leaving deactivated(const State& state, const store::Row& before) {
  if (standing_of(before) == Standing::Deactivated) return before.leaving;
  Leaving leaving;
  leaving.how = Departure::Deactivated;
  leaving.since = state.now();
  leaving.roles = before.leaving.roles;
  return leaving;
}

Leaving of_hidden(const State& state, const store::Row& before, Standing standing) {
  switch (standing) {
    case Standing::Deactivated: return deactivated(state, before);
    case Standing::Active:
    case Standing::Pending:
      // Without licence and groups they can sign in all the while; what is owed beyond that stays owed.
      if (before.leaving.how == Departure::Downgraded && standing_of(before) == standing) return before.leaving;
      return owing(Owed::Access, before.leaving);
    case Standing::Declined: return {};
    case Standing::Absent: return before.leaving;
  }
  return before.leaving;
}

}  // namespace

Leaving leaving_after_sight(const State& state, const store::Row& before, const store::Row& row) {
  store::Row told = row;
  told.leaving = {};
  const Standing standing = standing_of(told);
  const PersonState was = state_of(before, false);
  if (was == PersonState::Tombstoned) return of_hidden(state, before, standing);
  const Transition made =
      transition(was, sight_of(standing), state.settings.access, circumstances_of(before, state.now()));
  if (made.deed == Deed::Settle) return before.leaving;
  switch (made.next) {
    case PersonState::Live:
    case PersonState::Pending: return owing(Owed::Names, before.leaving);
    case PersonState::Leaver: return owing(Owed::Access, before.leaving);
    case PersonState::Declined: return {};
    case PersonState::Deactivated: return deactivated(state, before);
    case PersonState::Downgraded:
    case PersonState::Removed:
    case PersonState::Unknown:
    case PersonState::Tombstoned:
    case PersonState::Unanswered:
    case PersonState::Gone: break;
  }
  return before.leaving;
}

bool is_gone_when_absent(const State& state, const store::Row& row) {
  const Transition made = transition(state_of(row, false), PersonEvent::SeenAbsent, state.settings.access,
                                     circumstances_of(row, state.now()));
  return made.next == PersonState::Gone;
}

}  // namespace bridge::work
