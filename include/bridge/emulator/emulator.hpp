#pragma once
// A Smartsheet for trials and tests: its REST API under /2.0 with the facts that its users depend on.
// Facts that Smartsheet's documentation leaves open are switches. Shares no code with the bridge's
// own client side, so that one mistake can't be made twice in agreement.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::emulator {

enum class Plan : std::uint8_t { Enterprise, Business };
/// Collaborator model (licence flags) or user subscription model (seats).
enum class LicenceModel : std::uint8_t { Legacy, Seats };
/// What PUT does with profile attributes (title, department, …) that it does not document.
enum class ProfileWrite : std::uint8_t { Ignore, Accept, Reject };
/// Where the answer to PUT /users/{id} carries the user.
enum class PutAnswer : std::uint8_t { Both, ResultOnly, DataOnly };
/// What a page past the last one holds.
enum class PageOverflow : std::uint8_t { Empty, LastPage };

/// One switch for each fact that is unconfirmed or on which Smartsheet's sources disagree.
struct Facts {
  ProfileWrite profile_write = ProfileWrite::Ignore;
  PutAnswer put_answer = PutAnswer::Both;
  PageOverflow page_overflow = PageOverflow::Empty;
  /// totalCount and totalPages are -1, as on endpoints that Smartsheet has moved away from totals.
  bool totals_unknown = false;
  bool retry_after_header = true;
  /// GET /users/{id} carries `status` for a System Admin.
  bool status_in_profile = true;
  /// The `email` filter and group names ignore case.
  bool email_filter_ignores_case = true;
  bool group_names_ignore_case = true;
  bool group_creator_becomes_member = false;
  /// A second deactivation (reactivation) of the same person succeeds.
  bool deactivate_is_idempotent = true;
  /// Removing somebody who is not a member: true answers 404/1006, false succeeds.
  bool remove_non_member_is_404 = true;
  /// The code for an unknown user: 1020, else 1006.
  bool unknown_user_is_1020 = true;
  /// Names given for an invited outsider are ignored until the invitation is accepted.
  bool pending_names_ignored = true;
  /// modifiedAt of a group moves when its members change.
  bool membership_moves_modified_at = true;
  /// POST /groups/{id}/members with an address that is already a member, in an array: left out of the answer.
  bool sheet_count_minus_one = true;
};

struct Options {
  Plan plan = Plan::Enterprise;
  LicenceModel licences = LicenceModel::Legacy;
  Facts facts{};
  /// Calls a minute for a token; 0 means no limit.
  std::uint32_t rate_limit = 300;
  std::chrono::milliseconds latency{0};
  /// E-mail domains of the organisation: people in them are added ACTIVE, others are invited (PENDING).
  std::vector<std::string> domains{"example.com"};
  /// Licences in the pool; nothing means enough.
  std::optional<std::uint32_t> licence_pool{};
  /// Example people and groups to begin with.
  std::uint32_t seed_users = 0;
  std::uint32_t seed_groups = 0;
};

/// Something that goes wrong on purpose. Applies to requests whose "METHOD path" starts with `match`
/// (path under /2.0, for example "POST /users"), after letting `skip` of them pass, `times` times.
struct FaultPlan {
  enum class When : std::uint8_t { BeforeWork, AfterWork };
  enum class What : std::uint8_t {
    /// An HTTP status with a Smartsheet error code.
    Error,
    /// The connection ends (in effect) without an answer: with AfterWork the work is done.
    LostAnswer,
    /// The answer comes after `delay`.
    Delay,
    /// 502 with a body that is not JSON.
    NotJson,
    /// 200 with a JSON body that is cut in the middle.
    Truncated,
  };
  std::string match;
  When when = When::BeforeWork;
  What what = What::Error;
  int status = 500;
  int error_code = 4000;
  std::chrono::milliseconds delay{0};
  std::uint32_t skip = 0;
  std::uint32_t times = 1;
};

/// One request as it came, in order of arrival. `credential` is the bearer token's text: test data,
/// never a real secret.
struct Logged {
  std::uint64_t number = 0;
  std::string method;
  /// Under /2.0, without query.
  std::string path;
  std::string query;
  std::string body;
  std::string credential;
  int status = 0;
};

/// A token that the emulator knows.
struct TokenGrant {
  std::string token;
  std::string owner_email;
  bool expired = false;
  bool revoked = false;
  /// Scopes of an OAuth token; empty means a raw token with all of its owner's rights.
  std::vector<std::string> scopes;
};

/// One organisation. All calls are thread-safe.
class Emulator {
 public:
  [[nodiscard]] static std::unique_ptr<Emulator> make(const Options& options, const core::Clock& clock);
  virtual ~Emulator() = default;

  /// One exchange, without sockets.
  struct Exchange {
    std::string method;
    std::string path;
    std::string query;
    std::string authorization;
    std::string content_type;
    std::string accept;
    std::string assume_user;
    std::string body;
  };
  struct Reply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// Wait this long before sending (latency and Delay faults).
    std::chrono::milliseconds delay{0};
    /// Close the connection without an answer.
    bool lost = false;
  };
  [[nodiscard]] virtual Reply handle(const Exchange& exchange) = 0;

  // What a test does to the organisation from outside; each counts as a change made in Smartsheet.
  virtual void add_token(TokenGrant grant) = 0;
  /// The user record's attributes as in the API; `email` required, status ACTIVE unless given. Returns the id.
  virtual std::int64_t add_user(const core::Object& attributes) = 0;
  virtual std::int64_t add_group(const std::string& name, const std::vector<std::int64_t>& members) = 0;
  virtual void change_user(std::int64_t id, const core::Object& attributes) = 0;
  virtual void remove_user(std::int64_t id) = 0;
  virtual void remove_group(std::int64_t id) = 0;
  virtual void set_members(std::int64_t group, const std::vector<std::int64_t>& members) = 0;
  virtual void accept_invitation(std::int64_t id) = 0;
  virtual void decline_invitation(std::int64_t id) = 0;
  virtual void inject(FaultPlan fault) = 0;
  virtual void clear_faults() = 0;
  virtual void set_facts(const Facts& facts) = 0;
  virtual void reset() = 0;

  /// The whole organisation: {"users":[record…],"groups":[record with "members":[id…]…]}, by id.
  [[nodiscard]] virtual core::Value state() const = 0;
  [[nodiscard]] virtual std::vector<Logged> log() const = 0;
  virtual void clear_log() = 0;
};

/// The emulator on a port: /2.0 (REST), and /__emulator/ to steer it from outside with JSON: reset,
/// users, groups, invitations, faults, facts, tokens, state, log.
class EmulatorServer {
 public:
  [[nodiscard]] static core::Result<std::unique_ptr<EmulatorServer>> start(Emulator& emulator, std::uint16_t port);
  virtual ~EmulatorServer() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
};

}  // namespace bridge::emulator
