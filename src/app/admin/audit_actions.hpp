#pragma once
// The audit as JSON: what is searched, what is found, who is forgotten. docs/audit.md names every member.

#include <functional>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::app {

/// {"user"?|"group"?,"since"?,"behind"?} -> {"lines":[…],"behind":{"at","line"}|null}: a page, and where the next one
/// begins. "user" and "group" are a name or an id, also of somebody who is gone; "since" is a date-time. InvalidValue
/// for anything else.
[[nodiscard]] core::Result<core::Value> search_audit(const work::Tenant& tenant, store::Store& store,
                                                     const core::TenantName& name, const core::Value& body);

/// {"user"} -> {"id","deleted","in_directory"}; see work::Tenant::forget().
void forget_person(work::Tenant& tenant, const core::Value& body, std::function<void(core::Result<core::Value>)> done);

/// One line, with the name that the resource has by now.
[[nodiscard]] core::Object to_value(const store::AuditLine& line, const store::Index& index);

}  // namespace bridge::app
