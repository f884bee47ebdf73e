#include "bridge/work/drift.hpp"

#include <algorithm>
#include <tuple>

#include "bridge/work/reconciler.hpp"

namespace bridge::work {

const char* to_string(DriftKind kind) noexcept {
  switch (kind) {
    case DriftKind::PersonMissing: return "person_missing";
    case DriftKind::GroupMissing: return "group_missing";
    case DriftKind::AccessGone: return "access_gone";
    case DriftKind::AccessBack: return "access_back";
    case DriftKind::AttributeChanged: return "attribute_changed";
    case DriftKind::AddressChanged: return "address_changed";
    case DriftKind::DeletedHasAccess: return "deleted_has_access";
    case DriftKind::DowngradedHasRoles: return "downgraded_has_roles";
    case DriftKind::GroupRenamed: return "group_renamed";
    case DriftKind::MemberAdded: return "member_added";
    case DriftKind::MemberMissing: return "member_missing";
  }
  return "unknown";
}

const char* remedy_of(DriftKind kind) noexcept {
  switch (kind) {
    case DriftKind::PersonMissing:
      return "makes the person again under the same id, and puts them back into the groups";
    case DriftKind::GroupMissing:
      return "makes the group again under the same id, with the members that were asked for";
    case DriftKind::AccessGone: return "gives access back";
    case DriftKind::AccessBack: return "takes the access again";
    case DriftKind::AttributeChanged: return "sets it to what was asked for";
    case DriftKind::AddressChanged:
      return "takes note of the new address, which only Smartsheet can change; sends nothing";
    case DriftKind::DeletedHasAccess: return "takes the access again, as the deletion did";
    case DriftKind::DowngradedHasRoles: return "takes licence and roles again";
    case DriftKind::GroupRenamed: return "gives the group its name back";
    case DriftKind::MemberAdded: return "removes the member";
    case DriftKind::MemberMissing: return "adds the member again";
  }
  return "nothing";
}

bool is_same(const Drift& a, const Drift& b) {
  return a.what == b.what && a.kind == b.kind && a.id == b.id && a.attribute == b.attribute && a.member == b.member &&
         a.asked == b.asked && a.seen == b.seen;
}

bool are_same(const std::vector<Drift>& a, const std::vector<Drift>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

const char* to_string(Course course) noexcept {
  switch (course) {
    case Course::Idle: return "idle";
    case Course::Running: return "running";
    case Course::Done: return "done";
    case Course::Failed: return "failed";
  }
  return "unknown";
}

}  // namespace bridge::work
