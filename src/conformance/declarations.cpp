#include "conformance/declarations.hpp"

#include <array>
#include <string_view>

namespace bridge::conformance {

namespace {

struct Row {
  std::string_view need;
  std::string_view shown;
  /// Where it is declared, as a need of its own.
  std::string_view at;
};

constexpr std::array<Row, 9> kRows{{{"patch", "PATCH", "configuration"},
                                    {"bulk", "Bulk", "configuration"},
                                    {"filter", "Filters", "configuration"},
                                    {"sort", "Sorting", "configuration"},
                                    {"etag", "ETags", "configuration"},
                                    {"changePassword", "Passwords", "configuration"},
                                    {"cursor", "Cursors", "configuration"},
                                    {"Group", "Groups", "resource types"},
                                    {"EnterpriseUser", "Enterprise users", "resource types"}}};

std::string value_of(const Declared& declared, const Row& row) {
  if (declared.unmet(row.at)) return "not known";
  if (declared.unmet(row.need)) return "no";
  const auto most = declared.max_bulk_operations();
  return row.need == "bulk" && most ? "yes, " + std::to_string(*most) + " operations" : "yes";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> declarations_of(const Declared& declared) {
  std::vector<std::pair<std::string, std::string>> shown;
  for (const Row& row : kRows) shown.emplace_back(row.shown, value_of(declared, row));
  return shown;
}

}  // namespace bridge::conformance
