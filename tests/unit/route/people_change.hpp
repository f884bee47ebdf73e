#pragma once
// Changes of a person, short to write.

#include "bridge/route/smartsheet_rest/people.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::test {

/// What a tenant grants that names nobody System Admin.
inline const PersonPolicy kPolicy{{"LICENSED_USER", "GROUP_ADMIN", "RESOURCE_VIEWER"}, false};

/// A change of the person 7.
inline PersonChange change(const char* seen, const char* before, const char* after, bool roles_meant = false) {
  PersonChange made;
  made.upstream = core::UpstreamId("7");
  made.seen = object(seen);
  made.before = object(before);
  made.after = object(after);
  made.roles_meant = roles_meant;
  return made;
}

}  // namespace bridge::route::test
