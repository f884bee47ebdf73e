#include <utility>

#include "bridge/store/store.hpp"

namespace bridge::store {

core::Result<Contents> Store::load_in_parts(const core::TenantName& tenant, const Taking& taking) {
  core::Result<Contents> contents = load(tenant);
  if (!contents) return contents;
  taking.rows(std::exchange(contents->rows, {}))();
  taking.members(std::exchange(contents->members, {}));
  return contents;
}

}  // namespace bridge::store
