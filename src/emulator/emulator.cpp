#include "bridge/emulator/emulator.hpp"

#include <mutex>

#include "emulator/email.hpp"
#include "emulator/envelope.hpp"
#include "emulator/faults.hpp"
#include "emulator/gate.hpp"
#include "emulator/oauth.hpp"
#include "emulator/outside.hpp"
#include "emulator/request_log.hpp"
#include "emulator/scim_gate.hpp"
#include "emulator/scim_ids.hpp"
#include "emulator/seed.hpp"

namespace bridge::emulator {

namespace {

class OneOrganisation final : public Emulator {
 public:
  OneOrganisation(const Options& options, const core::Clock& clock)
      : options_(options), clock_(clock), facts_(options.facts), limiter_(options.rate_limit) {
    begin();
  }

  Reply handle(const Exchange& exchange) override;

  void add_token(TokenGrant grant) override {
    const std::lock_guard lock(mutex_);
    tokens_.add(std::move(grant));
  }
  void add_oauth_client(OAuthClient client) override {
    const std::lock_guard lock(mutex_);
    oauth_.add_client(std::move(client));
  }
  void revoke_oauth() override {
    const std::lock_guard lock(mutex_);
    oauth_.revoke_all(tokens_);
  }
  std::int64_t add_user(const core::Object& attributes) override;
  std::int64_t add_group(const std::string& name, const std::vector<std::int64_t>& members) override;
  bool change_user(std::int64_t id, const core::Object& attributes) override;
  bool remove_user(std::int64_t id) override;
  bool remove_group(std::int64_t id) override;
  bool set_members(std::int64_t id, const std::vector<std::int64_t>& members) override;
  bool accept_invitation(std::int64_t id) override { return answer_invitation(id, Status::Active); }
  bool decline_invitation(std::int64_t id) override { return answer_invitation(id, Status::Declined); }

  void inject(FaultPlan fault) override {
    const std::lock_guard lock(mutex_);
    faults_.add(std::move(fault));
  }
  void clear_faults() override {
    const std::lock_guard lock(mutex_);
    faults_.clear();
  }
  void set_facts(const Facts& facts) override {
    const std::lock_guard lock(mutex_);
    facts_ = facts;
  }
  Facts facts() const override {
    const std::lock_guard lock(mutex_);
    return facts_;
  }
  void advance(std::chrono::milliseconds time) override {
    const std::lock_guard lock(mutex_);
    advanced_ += time;
  }
  void reset() override {
    const std::lock_guard lock(mutex_);
    begin();
  }

  std::string scim_id_of_user(std::int64_t id) const override {
    const std::lock_guard lock(mutex_);
    return scim_id_of(id, facts_.scim_ids);
  }
  std::string scim_id_of_group(std::int64_t id) const override { return scim_id_of_user(id); }

  core::Value state() const override {
    const std::lock_guard lock(mutex_);
    return whole_state(organisation_, facts_.scim_ids);
  }
  std::vector<Logged> log() const override {
    const std::lock_guard lock(mutex_);
    return {log_.entries().begin(), log_.entries().end()};
  }
  void clear_log() override {
    const std::lock_guard lock(mutex_);
    log_.clear();
  }

 private:
  // All of these run under the lock.
  void begin();
  Reply work(const Exchange& exchange, std::uint64_t number);
  Reply meet_before_work(const FaultPlan& fault, const Exchange& exchange, std::uint64_t number);
  [[nodiscard]] MemberList known_people(const std::vector<std::int64_t>& ids) const;
  [[nodiscard]] Wording wording(const Exchange& exchange, std::uint64_t number) const {
    return {face_of(exchange.path), facts_.scim_errors_are_scim, ref_id_of(number)};
  }
  [[nodiscard]] core::Instant now() const { return clock_.now() + advanced_; }

  bool answer_invitation(std::int64_t id, Status status);

  const Options options_;
  const core::Clock& clock_;
  mutable std::mutex mutex_;
  Facts facts_;
  Organisation organisation_;
  std::int64_t owner_id_ = 0;
  Tokens tokens_;
  OAuthDesk oauth_;
  RateLimiter limiter_;
  Faults faults_;
  RequestLog log_;
  std::chrono::milliseconds advanced_{0};
};

void OneOrganisation::begin() {
  advanced_ = {};
  organisation_ = first_organisation(options_, now());
  owner_id_ = organisation_.users().front()->id;
  facts_ = options_.facts;
  faults_.clear();
  limiter_.clear();
  log_.clear();
}

Emulator::Reply OneOrganisation::handle(const Exchange& exchange) {
  const std::lock_guard lock(mutex_);
  const std::string path(path_under_version(exchange.path));
  const std::uint64_t number =
      log_.arrived({0, exchange.method, path, exchange.query, exchange.body, bearer_of(exchange.authorization), 0});
  const auto fault = faults_.take(exchange.method + " " + path);
  const bool before = fault && fault->when == FaultPlan::When::BeforeWork;
  Reply reply = before ? meet_before_work(*fault, exchange, number) : work(exchange, number);
  if (fault && !before) reply = spoiled(*fault, std::move(reply), wording(exchange, number));
  reply.delay += options_.latency;
  if (!reply.late_work) log_.answered(number, reply.lost ? 0 : reply.status);
  return reply;
}

Emulator::Reply OneOrganisation::meet_before_work(const FaultPlan& fault, const Exchange& exchange,
                                                  std::uint64_t number) {
  Reply reply = spoiled(fault, {}, wording(exchange, number));
  if (fault.what != FaultPlan::What::Delay) return reply;
  reply.late_work = [this, exchange, number] {
    const std::lock_guard lock(mutex_);
    Reply late = work(exchange, number);
    log_.answered(number, late.status);
    return late;
  };
  return reply;
}

Emulator::Reply OneOrganisation::work(const Exchange& exchange, std::uint64_t number) {
  if (auto reply = oauth_.answer(exchange, tokens_, facts_, now(), ref_id_of(number))) return *std::move(reply);
  Gate gate{organisation_, options_, facts_, tokens_, limiter_, now(), clock_.tick() + advanced_};
  std::optional<std::chrono::seconds> retry_after;
  const Wording worded = wording(exchange, number);
  Reply reply;
  if (worded.face == Face::Scim) {
    reply = scim_reply(pass_scim(gate, exchange, retry_after), worded);
  } else {
    const Answer answer = gate.pass(exchange, retry_after);
    const core::Value* body = std::get_if<core::Value>(&answer);
    reply = body != nullptr ? worded.reply(*body) : worded.refusal(std::get<ApiError>(answer));
  }
  if (retry_after && facts_.retry_after_header) {
    reply.headers.emplace_back("Retry-After", std::to_string(retry_after->count()));
  }
  return reply;
}

std::int64_t OneOrganisation::add_user(const core::Object& attributes) {
  const std::lock_guard lock(mutex_);
  const std::string email(core::text_or_empty(attributes, "email"));
  if (!is_email(email) || organisation_.user_by_email(email) != nullptr) return 0;
  User user;
  user.email = email;
  user.modified_at = now();
  apply_record(attributes, user, now());
  return organisation_.add_user(std::move(user)).id;
}

MemberList OneOrganisation::known_people(const std::vector<std::int64_t>& ids) const {
  MemberList people;
  for (const std::int64_t id : ids) {
    if (organisation_.user(id) != nullptr) people.add(id);
  }
  return people;
}

std::int64_t OneOrganisation::add_group(const std::string& name, const std::vector<std::int64_t>& members) {
  const std::lock_guard lock(mutex_);
  if (organisation_.group_name_taken(name, facts_.group_names_ignore_case)) return 0;
  Group group;
  group.name = name;
  group.owner_id = owner_id_;
  group.created_at = group.modified_at = now();
  group.members = known_people(members);
  return organisation_.add_group(std::move(group)).id;
}

bool OneOrganisation::change_user(std::int64_t id, const core::Object& attributes) {
  const std::lock_guard lock(mutex_);
  User* user = organisation_.user(id);
  if (user == nullptr) return false;
  const std::string email(core::text_or_empty(attributes, "email"));
  if (!email.empty() && (!is_email(email) || !organisation_.change_email(*user, email))) return false;
  apply_record(attributes, *user, now());
  user->modified_at = now();
  return true;
}

bool OneOrganisation::remove_user(std::int64_t id) {
  const std::lock_guard lock(mutex_);
  if (organisation_.user(id) == nullptr) return false;
  for (Group* group : organisation_.groups_owned_by(id)) group->owner_id = owner_id_;
  organisation_.leave_all_groups(id, now());
  organisation_.remove_user(id);
  return true;
}

bool OneOrganisation::remove_group(std::int64_t id) {
  const std::lock_guard lock(mutex_);
  const bool known = organisation_.group(id) != nullptr;
  organisation_.remove_group(id);
  return known;
}

bool OneOrganisation::set_members(std::int64_t id, const std::vector<std::int64_t>& members) {
  const std::lock_guard lock(mutex_);
  Group* group = organisation_.group(id);
  if (group == nullptr) return false;
  group->members = known_people(members);
  if (facts_.membership_moves_modified_at) group->modified_at = now();
  return true;
}

bool OneOrganisation::answer_invitation(std::int64_t id, Status status) {
  const std::lock_guard lock(mutex_);
  User* user = organisation_.user(id);
  if (user == nullptr || user->status != Status::Pending) return false;
  user->status = status;
  user->modified_at = now();
  return true;
}

}  // namespace

std::unique_ptr<Emulator> Emulator::make(const Options& options, const core::Clock& clock) {
  return std::make_unique<OneOrganisation>(options, clock);
}

}  // namespace bridge::emulator
