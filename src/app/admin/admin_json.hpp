#pragma once
// What the work module tells of routes, as JSON.

#include "bridge/core/value.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::app {

/// {"route":"scim"|"rest"|null,"fixed","lost","mirror":"scim"|"rest","has_rest","has_scim"}
[[nodiscard]] core::Object to_value(const work::RouteStatus& status);

/// {"rest":SIDE,"scim":SIDE,"ids_that_differ":N,"differences":[{"kind":"user"|"group","name","what"}]}, SIDE
/// {"people":N,"groups":N,"people_only_here":[…],"groups_only_here":[…],"ambiguous":[…]}
[[nodiscard]] core::Object to_value(const work::RouteComparison& comparison);

/// "user" or "group".
[[nodiscard]] const char* name_of(store::Kind kind) noexcept;

}  // namespace bridge::app
