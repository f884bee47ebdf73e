#pragma once
// Where the browser comes back to from Smartsheet's consent page: one answer, on a loopback address.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/credential.hpp"
#include "bridge/core/result.hpp"
#include "bridge/web/message.hpp"

namespace bridge::app {

/// What the browser brought: a code, or why there is none, in words.
struct Consent {
  std::optional<core::AuthorizationCode> code;
  std::string refusal;
};

/// What a query says, or nothing where it is no answer to this login (its state is another). Pure.
[[nodiscard]] std::optional<Consent> read_consent(std::string_view query, std::string_view state);

/// Tells the person at the browser how it ended.
[[nodiscard]] web::Response consent_page(int status, std::string_view headline, std::string_view text);

class ConsentListener {
 public:
  /// One sentence where the port is in use. `state` is what the answer must carry.
  [[nodiscard]] static core::Result<std::unique_ptr<ConsentListener>> start(const std::string& redirect_url,
                                                                            std::string state);
  virtual ~ConsentListener() = default;

  /// Waits for the answer; nothing when the time is up. Later answers are turned away.
  [[nodiscard]] virtual std::optional<Consent> wait(std::chrono::seconds patience) = 0;
  /// What the browser, which still waits, gets to see.
  virtual void tell(bool done, const std::string& text) = 0;
};

}  // namespace bridge::app
