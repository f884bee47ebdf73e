#include "bridge/scim/filter.hpp"
#include "conditions.hpp"

namespace bridge::dialect {

std::string plain_filter(std::string_view filter, const scim::ResourceType& type, const Dialect& dialect,
                         Counters& counters) {
  Uses uses(dialect);
  // Nobody needs to read what the parser refuses for its length.
  if (filter.size() > scim::FilterLimits().length) return std::string(filter);
  std::string plain = plain_conditions(filter, type, uses);
  if (uses.none() || !scim::parse_filter(plain)) return std::string(filter);
  uses.count(counters);
  return plain;
}

}  // namespace bridge::dialect
