#pragma once
// OAuth 2.0 of Smartsheet: the consent page, the token endpoint, pairs of tokens of which each replaces the one before
// (Smartsheet API, "OAuth 2.0 flow").

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/emulator/emulator.hpp"
#include "emulator/errors.hpp"
#include "emulator/query.hpp"
#include "emulator/tokens.hpp"

namespace bridge::emulator {

class OAuthDesk {
 public:
  void add_client(OAuthClient client);

  /// The answer to an exchange that is OAuth's, or nothing.
  [[nodiscard]] std::optional<Emulator::Reply> answer(const Emulator::Exchange& exchange, Tokens& tokens,
                                                      const Facts& facts, core::Instant now, const std::string& ref_id);

  /// As if the owners took the apps' access away in Smartsheet.
  void revoke_all(Tokens& tokens);

 private:
  /// What somebody allowed an app.
  struct Grant {
    std::string client;
    std::vector<std::string> scopes;
    /// The living access token.
    std::string access{};
  };
  struct Code {
    Grant grant;
    core::Instant expires;
  };
  using Issued = std::variant<core::Value, ApiError>;

  [[nodiscard]] Emulator::Reply consent(const Query& query, const Facts& facts, core::Instant now);
  [[nodiscard]] Issued token(const Query& form, Tokens& tokens, const Facts& facts, core::Instant now);
  [[nodiscard]] std::optional<ApiError> wrong_with(const Query& form, const std::string& proof) const;
  [[nodiscard]] Issued by_code(const Query& form, Tokens& tokens, const Facts& facts, core::Instant now);
  [[nodiscard]] Issued by_refresh(const Query& form, Tokens& tokens, const Facts& facts, core::Instant now);
  [[nodiscard]] core::Value issue(Grant grant, Tokens& tokens, const Facts& facts, core::Instant now);
  [[nodiscard]] Issued revoke(const Emulator::Exchange& exchange, Tokens& tokens);
  [[nodiscard]] std::string new_text(std::string_view kind);

  std::map<std::string, OAuthClient> clients_;
  std::map<std::string, Code> codes_;
  /// By refresh token.
  std::map<std::string, Grant> grants_;
  std::uint64_t made_ = 0;
};

}  // namespace bridge::emulator
