#pragma once
// Keeps an OAuth access token valid: renews it ahead of its end, or at once when Smartsheet calls it dead. Each renewal
// ends the old pair, so the new one is on disk before it is used for anything.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/credential.hpp"
#include "bridge/oauth/grant.hpp"
#include "bridge/oauth/pair_file.hpp"
#include "bridge/transport/http_client.hpp"
#include "bridge/work/gate.hpp"
#include "bridge/work/loop.hpp"

namespace bridge::oauth {

enum class LogLevel : std::uint8_t { Info, Warning, Alarm };
/// Called on the loop; must not block.
using Log = std::function<void(LogLevel, std::string)>;

/// What came of asking for a living token.
enum class Renewal : std::uint8_t {
  Renewed,
  /// Later, perhaps.
  NotNow,
  /// Only an administrator can help.
  LockedOut,
};

/// Whether a pair is there to go on with.
enum class Standing : std::uint8_t {
  Fine,
  /// Smartsheet refuses to renew it.
  LockedOut,
  /// The file is gone or can't be read: the token in memory is used, and a restart would find none.
  PairMissing,
};

/// Sends a form to the token endpoint, once; `done` may be called on any thread.
using AskForTokens = std::function<void(std::string form, std::function<void(transport::Reply)> done)>;

struct KeeperParts {
  /// Must outlive the keeper's stop().
  work::Loop& loop;
  const core::Clock& clock;
  std::string tenant;
  App app;
  PairFile file;
  AskForTokens ask;
  Log log;
};

class TokenKeeper : public std::enable_shared_from_this<TokenKeeper> {
 public:
  /// `pair` is what the file holds.
  TokenKeeper(KeeperParts parts, Pair pair);
  TokenKeeper(const TokenKeeper&) = delete;
  TokenKeeper& operator=(const TokenKeeper&) = delete;
  virtual ~TokenKeeper() = default;

  /// What clients show.
  [[nodiscard]] std::shared_ptr<const transport::TokenCell<core::OAuthToken>> token() const { return cell_; }

  /// Begins to renew ahead of the end, and to notice a pair that `scimbridge login` put into the file.
  void start();
  /// Returns when nothing of the keeper runs on the loop any more. Not to be called on the loop.
  void stop();

  /// The token of this turn (TokenCell::turn) is dead: gets another one. One renewal serves all who ask meanwhile.
  /// From any thread; `done` is called on the loop, once, unless the keeper is stopped first.
  void renew(std::uint64_t turn, std::function<void(Renewal)> done);

  /// From any thread.
  [[nodiscard]] Standing standing() const noexcept {
    if (pair_missing_) return Standing::PairMissing;
    return locked_out_ ? Standing::LockedOut : Standing::Fine;
  }

 private:
  void look();
  void take_turn(std::uint64_t turn, std::function<void(Renewal)> done);
  bool take_from_disk();
  void ask();
  void on_reply(const transport::Reply& reply);
  void on_granted(Granted granted);
  void on_fault(const GrantFault& fault);
  void keep_new_pair();
  void use(Pair pair);
  void answer(Renewal renewal);
  void locked_out(const GrantFault& fault);
  [[nodiscard]] bool is_due() const;
  [[nodiscard]] bool just_renewed() const;
  [[nodiscard]] std::chrono::milliseconds until_next_look() const;
  [[nodiscard]] std::string remedy() const;

  KeeperParts parts_;
  work::GatePtr gate_;
  std::shared_ptr<transport::TokenCell<core::OAuthToken>> cell_;

  // On the loop.
  core::TokenDigest access_;
  core::RefreshToken refresh_;
  core::Instant obtained_;
  core::Instant expires_;
  /// Received, and not on disk yet.
  std::optional<Pair> unsaved_;
  bool asking_ = false;
  /// No answer came to an earlier request: it may have used up the refresh token.
  bool answer_lost_ = false;
  std::atomic<bool> locked_out_{false};
  std::optional<core::Tick> renewed_at_;
  std::optional<core::Tick> not_before_;
  std::chrono::milliseconds backoff_{0};
  /// What was wrong with the file, said once.
  std::string file_trouble_;
  std::atomic<bool> pair_missing_{false};
  std::vector<std::function<void(Renewal)>> waiting_;
};

}  // namespace bridge::oauth
