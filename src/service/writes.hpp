#pragma once
// A write as it came, turned into what the work module carries out: dialect first, then the schema.

#include <optional>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/dialect/dialect.hpp"
#include "bridge/scim/projection.hpp"
#include "bridge/service/service.hpp"
#include "bridge/work/edit.hpp"

namespace bridge::service {

enum class Verb : std::uint8_t { Create, Replace, Modify, Remove };

struct Prepared {
  decltype(work::Edit::what) what;
  scim::Projection projection;
  /// The userName or displayName of a creation.
  std::string name;
  /// As in work::Edit.
  bool takes_access = false;
  std::optional<core::Fault> rest_refused{};
};

/// A request that takes a User's access away never fails for the rest of what it says.
[[nodiscard]] core::Result<Prepared> prepare(Verb verb, const Write& write, const scim::ResourceType& type,
                                             const dialect::Dialect& dialect, dialect::Counters& counters);

}  // namespace bridge::service
