#pragma once
// A Smartsheet for trials and tests: its REST API under /2.0 and its SCIM service under /2.0/scim/v2, two
// faces of one organisation, with the facts that their users depend on.
// Facts that Smartsheet's documentation leaves open are switches. Shares no code with the bridge's
// own client side, so that one mistake can't be made twice in agreement.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/emulator/facts.hpp"

namespace bridge::emulator {

enum class Plan : std::uint8_t { Enterprise, Business };
/// Collaborator model (licence flags) or user subscription model (seats).
enum class LicenceModel : std::uint8_t { Legacy, Seats };
struct Options {
  Plan plan = Plan::Enterprise;
  LicenceModel licences = LicenceModel::Legacy;
  Facts facts{};
  /// Calls a minute for a token; 0 means no limit.
  std::uint32_t rate_limit = 300;
  std::chrono::milliseconds latency{0};
  /// E-mail domains of the organisation: people in them are added ACTIVE, others are invited (PENDING).
  std::vector<std::string> domains{"example.com"};
  /// Licences in the pool (LicenceModel::Legacy); nothing means enough.
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

/// The face on which a token works; on the other one it is refused with 401.
enum class TokenUse : std::uint8_t { Both, Rest, Scim };

/// A token that the emulator knows.
struct TokenGrant {
  std::string token;
  std::string owner_email;
  bool expired = false;
  bool revoked = false;
  /// Scopes of an OAuth token; empty means a raw token with all of its owner's rights.
  std::vector<std::string> scopes;
  TokenUse use = TokenUse::Both;
  /// By the emulator's time.
  std::optional<core::Instant> expires{};
};

/// An app that is registered in Smartsheet. Whoever opens the consent page is its `owner_email`, and allows it what it
/// asks for.
struct OAuthClient {
  std::string id;
  std::string secret;
  std::string redirect_url = "http://127.0.0.1:8400/oauth/callback";
  std::string owner_email = "admin@example.com";
};

/// One organisation, with an owner to begin with: admin@example.com, a licensed System Admin and Group
/// Admin. It knows no token until one is added. All calls are thread-safe.
class Emulator {
 public:
  /// The clock must outlive the emulator.
  [[nodiscard]] static std::unique_ptr<Emulator> make(const Options& options, const core::Clock& clock);
  virtual ~Emulator() = default;

  /// One exchange, without sockets.
  struct Exchange {
    std::string method;
    /// As on the wire, without query: "/2.0/users".
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
    /// Set by a Delay fault before the work: nothing is done yet. To be called once, after `delay`; what
    /// it returns is the answer. Must not outlive the emulator.
    std::function<Reply()> late_work{};
  };
  [[nodiscard]] virtual Reply handle(const Exchange& exchange) = 0;

  // What a test does to the organisation from outside; each counts as a change made in Smartsheet.
  // An unknown id changes nothing and gives false.

  /// A token of the same text is replaced. A token whose owner is unknown is refused as 1002.
  virtual void add_token(TokenGrant grant) = 0;
  /// An app of the same id is replaced. Its first pair of tokens comes through GET /b/authorize and POST /2.0/token.
  virtual void add_oauth_client(OAuthClient client) = 0;
  /// As if everybody took every app's access away.
  virtual void revoke_oauth() = 0;
  /// The user record's attributes as in the API, and `managedExternally`, `sheetCount` (the true one),
  /// `sharedItems` (what others share with them), `lastLogin`; `email` required, status ACTIVE unless given.
  /// Returns the id, or 0 when the address is missing or taken. No rule of the API applies.
  virtual std::int64_t add_user(const core::Object& attributes) = 0;
  /// The owner of the group is the organisation's. Returns the id, or 0 when the name is taken; ids of nobody
  /// are left out of the members.
  virtual std::int64_t add_group(const std::string& name, const std::vector<std::int64_t>& members) = 0;
  virtual bool change_user(std::int64_t id, const core::Object& attributes) = 0;
  /// Groups of the removed user go to the organisation's owner.
  virtual bool remove_user(std::int64_t id) = 0;
  virtual bool remove_group(std::int64_t id) = 0;
  virtual bool set_members(std::int64_t group, const std::vector<std::int64_t>& members) = 0;
  /// False also when nobody is invited under this id.
  virtual bool accept_invitation(std::int64_t id) = 0;
  virtual bool decline_invitation(std::int64_t id) = 0;
  virtual void inject(FaultPlan fault) = 0;
  virtual void clear_faults() = 0;
  virtual void set_facts(const Facts& facts) = 0;
  [[nodiscard]] virtual Facts facts() const = 0;
  /// Time goes on by this much, on top of the clock.
  virtual void advance(std::chrono::milliseconds time) = 0;
  /// Back to how it began: people, groups, facts, faults, log, rate windows, time. Tokens and apps stay.
  virtual void reset() = 0;

  /// The id in the SCIM service of the user (group) with this REST id. It follows from the number and
  /// Facts::scim_ids, whether or not anybody has it.
  [[nodiscard]] virtual std::string scim_id_of_user(std::int64_t id) const = 0;
  [[nodiscard]] virtual std::string scim_id_of_group(std::int64_t id) const = 0;

  /// The whole organisation: {"users":[record…],"groups":[record with "members":[id…]…]}, by id, and `removed` where
  /// somebody was: their records, with the sheets that nobody got. Each record
  /// has its `scimId`, and under `scim` what only the SCIM service holds, when there is any: externalId,
  /// workEmail, fax, division, costCenter, manager (a REST id as text), roles that are none of REST's flags.
  [[nodiscard]] virtual core::Value state() const = 0;
  [[nodiscard]] virtual std::vector<Logged> log() const = 0;
  virtual void clear_log() = 0;
};

/// The emulator on a port: /2.0 (REST and SCIM), /b/authorize, and /__emulator/ to steer it from outside with JSON:
/// reset, users, groups, invitations, faults, facts, tokens, clock, state, log.
class EmulatorServer {
 public:
  [[nodiscard]] static core::Result<std::unique_ptr<EmulatorServer>> start(Emulator& emulator, std::uint16_t port);
  virtual ~EmulatorServer() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
};

}  // namespace bridge::emulator
