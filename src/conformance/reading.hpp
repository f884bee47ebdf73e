#pragma once
// Taking a file's members apart: what is missing, unknown or of another kind is written down with its place.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// What is wrong with a file, a sentence each.
using Problems = std::vector<std::string>;

/// One object of the file. Every member that is asked for counts as known; `end` tells of the others.
class Reader {
 public:
  Reader(const core::Value& value, std::string where, Problems& problems);

  [[nodiscard]] const core::Value* find(std::string_view name);
  /// Empty, with a problem, where there is none.
  [[nodiscard]] std::string text(std::string_view name);
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view name);
  [[nodiscard]] std::vector<std::string> texts(std::string_view name);
  [[nodiscard]] core::Object object(std::string_view name);
  /// A number between the two.
  [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t least,
                                    std::int64_t most);
  /// The elements; none where the member is not there.
  [[nodiscard]] core::Array array(std::string_view name);
  void end() const;

  void complain(std::string_view name, const std::string& what) const;
  [[nodiscard]] std::string place_of(std::string_view name) const;
  [[nodiscard]] Problems& problems() const noexcept { return problems_; }

 private:
  core::Object object_;
  std::string where_;
  Problems& problems_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace bridge::conformance
