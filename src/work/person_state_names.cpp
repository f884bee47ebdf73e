// What the states, events and deeds are called, in documents and in the log.

#include "person_state.hpp"

namespace bridge::work {

const char* to_string(PersonState state) noexcept {
  switch (state) {
    case PersonState::Unknown: return "unknown";
    case PersonState::Live: return "live";
    case PersonState::Pending: return "pending";
    case PersonState::Leaver: return "leaver";
    case PersonState::Declined: return "declined";
    case PersonState::Deactivated: return "deactivated";
    case PersonState::Downgraded: return "downgraded";
    case PersonState::Removed: return "removed";
    case PersonState::Tombstoned: return "tombstoned";
    case PersonState::Unanswered: return "unanswered";
    case PersonState::Gone: return "gone";
  }
  return "?";
}

const char* to_string(PersonEvent event) noexcept {
  switch (event) {
    case PersonEvent::SeenActive: return "seen ACTIVE";
    case PersonEvent::SeenPending: return "seen PENDING";
    case PersonEvent::SeenDeclined: return "seen DECLINED";
    case PersonEvent::SeenDeactivated: return "seen DEACTIVATED";
    case PersonEvent::SeenAbsent: return "seen absent";
    case PersonEvent::AskedInactive: return "active=false";
    case PersonEvent::AskedActive: return "active=true";
    case PersonEvent::Posted: return "POST";
    case PersonEvent::Deleted: return "DELETE";
  }
  return "?";
}

const char* to_string(Deed deed) noexcept {
  switch (deed) {
    case Deed::Nothing: return "nothing";
    case Deed::Invite: return "invite";
    case Deed::Reactivate: return "reactivate";
    case Deed::Revive: return "revive";
    case Deed::TakeAccess: return "take access";
    case Deed::DeferAccess: return "defer";
    case Deed::CancelInvitation: return "cancel the invitation";
    case Deed::GiveBack: return "give back";
    case Deed::Bring: return "bring up to the POST";
    case Deed::Settle: return "settle";
  }
  return "?";
}

}  // namespace bridge::work
