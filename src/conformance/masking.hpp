#pragma once
// What must not show in a report.

#include <string>
#include <string_view>
#include <vector>

#include "bridge/conformance/report.hpp"

namespace bridge::conformance {

/// Knows the secrets of a run, and learns those that a case sends or gets: credentials and passwords.
class Masker {
 public:
  explicit Masker(const std::vector<std::string>& secrets);

  void learn(const Outgoing& sent);
  void learn(const Incoming& came);

  [[nodiscard]] std::string masked(std::string_view text) const;
  /// Masked, and with bodies that a report can hold.
  [[nodiscard]] Exchange masked(Exchange exchange) const;

 private:
  [[nodiscard]] std::string masked_body(const std::string& body) const;
  [[nodiscard]] std::string without_escapes(std::string body) const;
  void add(const std::string& secret);
  void learn_passwords(const std::string& body);
  void learn_from(const core::Value& value);

  /// In lower case; longer ones first: one may be part of another.
  std::vector<std::string> secrets_;
};

}  // namespace bridge::conformance
