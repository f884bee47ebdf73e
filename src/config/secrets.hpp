#pragma once
// Where secrets come from, and that no two are the same.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/credential.hpp"
#include "config/report.hpp"

namespace bridge::config {

/// Every secret of the configuration, as a digest.
class SecretList {
 public:
  void add(const core::TokenDigest& digest, Place place, std::string key);
  /// Reports each secret that has been seen before.
  void report_equal_ones(Context& context) const;

 private:
  struct Known {
    core::TokenDigest digest;
    Place place;
    std::string key;
  };
  std::vector<Known> known_;
};

/// token_env and token_file of one section.
struct SecretSource {
  std::optional<Placed> variable;
  std::optional<Placed> file;
};

/// The secret's text, already checked (printable ASCII without blanks, at least `least` characters) and reported
/// when it is not there. Neither it nor the name of its source is ever quoted: a token that was pasted where its
/// variable's name belongs would be in the message.
[[nodiscard]] std::optional<std::string> read_secret(Context& context, const SecretSource& source, std::size_t least);

/// A file's bytes up to `limit`, or what stands in the way, in words.
struct FileText {
  std::optional<std::string> text;
  std::string wrong;
};
[[nodiscard]] FileText read_file(const std::string& path, std::size_t limit);

}  // namespace bridge::config
