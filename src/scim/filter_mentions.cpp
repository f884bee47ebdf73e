#include <algorithm>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "bridge/scim/filter.hpp"

namespace bridge::scim {

bool mentions(const Filter& filter, std::string_view attribute) {
  const auto is = [&](const AttributePath& path) { return core::equal_ignoring_case(path.name, attribute); };
  const auto any = [&](const std::vector<Filter>& terms) {
    return std::any_of(terms.begin(), terms.end(), [&](const Filter& term) { return mentions(term, attribute); });
  };
  return std::visit(core::overloaded{
                        [&](const Compare& compare) { return is(compare.path); },
                        [&](const Present& present) { return is(present.path); },
                        [&](const And& both) { return any(both.terms); },
                        [&](const Or& either) { return any(either.terms); },
                        [&](const Not& no) { return mentions(*no.term, attribute); },
                        [&](const ValuePath& path) { return is(path.path); },
                    },
                    filter.node);
}

}  // namespace bridge::scim
