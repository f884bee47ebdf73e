#pragma once
// Who may ask: the tokens, their owners, their scopes (Smartsheet API, "Authentication").

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/emulator/emulator.hpp"
#include "emulator/errors.hpp"
#include "emulator/face.hpp"
#include "emulator/organisation.hpp"

namespace bridge::emulator {

/// Whose rights a request has.
struct Caller {
  std::int64_t user = 0;
  bool admin = false;
  bool group_admin = false;
  /// Empty: every right of the user.
  std::vector<std::string> scopes;

  [[nodiscard]] bool has_scope(std::string_view scope) const;
};

/// The text after "Bearer " (case ignored), or empty.
[[nodiscard]] std::string bearer_of(std::string_view authorization);

class Tokens {
 public:
  void add(TokenGrant grant);
  void revoke(const std::string& token);
  /// `assume_user` is the Assume-User header, percent-encoded; empty when there is none.
  [[nodiscard]] std::variant<Caller, ApiError> caller(const std::string& bearer, std::string_view assume_user,
                                                      Organisation& organisation, const Facts& facts, Face face,
                                                      core::Instant now) const;

 private:
  std::map<std::string, TokenGrant> grants_;
};

}  // namespace bridge::emulator
