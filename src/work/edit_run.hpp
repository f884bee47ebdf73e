#pragma once
// One write on its way: waits in its lanes, is decided, committed as an intent, carried out step by
// step, committed as a row, published, answered.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "decision.hpp"
#include "departure.hpp"
#include "intent_codec.hpp"
#include "lanes.hpp"
#include "state.hpp"

namespace bridge::work {

class EditRun final : public LaneUser, public std::enable_shared_from_this<EditRun> {
 public:
  EditRun(State& state, Edit edit, EditAnswer answer);
  /// An intent that was open when the bridge stopped: nobody waits for it, and its next step may have
  /// been done or not.
  EditRun(State& state, std::uint64_t intent, Progress progress);

  /// Joins the lanes; from here on the run keeps itself alive until it has ended.
  void arrive();
  void at_head() override;
  /// Answers whoever still waits; what is committed stays in the store for the next start.
  void abandon(const core::Fault& fault);

 private:
  enum class Phase : std::uint8_t { Waiting, Committed, Ended };

  // edit_run.cpp: from arrival to the committed intent, and the answer
  void decide();
  [[nodiscard]] bool may_be_matched(const core::Fault& fault) const;
  void wait_for_refresh();
  void begin();
  /// Answers and ends where the accident guard holds it.
  [[nodiscard]] bool admitted();
  void note_leaving_admin();
  void commit_intent(std::function<void()> then);
  void intent_not_committed(const core::Outcome& outcome, const std::function<void()>& then);
  /// Once while it lasts: the store itself says when it ails and when it works again.
  void tell_unsaved(const char* what, const core::Outcome& outcome);
  void on_deadline();
  [[nodiscard]] std::chrono::seconds predicted_end() const;
  void answer(core::Result<EditDone> result);
  void end();

  // edit_steps.cpp: the steps
  void run_step();
  void on_result(CallResult result);
  void step_done(const core::Value& body);
  void refused(const core::Fault& fault);
  void refused_here(const core::Fault& fault);
  void gone_unless_not_offered();
  void refused_unless_done(const core::Fault& fault);
  void again(core::Fault trouble, bool look_up_first);
  void look_up(std::int64_t from);
  void on_look_up(std::int64_t from, const CallResult& result);
  void adopt(const core::Object& record);
  void not_found();

  // edit_lost.cpp: what is lost in Smartsheet
  /// Whether what it takes from that is on its way to the disk: it is decided after it.
  [[nodiscard]] bool takes_from_lost();

  // edit_rehearse.cpp: instead of all that follows
  void rehearse(const core::Result<Decision>& decision);

  // edit_credential.cpp: where Smartsheet refuses the token; false where the fault is another
  bool waits_for_token(const core::Fault& fault);

  // edit_by_rest.cpp: the way round
  [[nodiscard]] bool may_go_by_rest(const core::Fault& fault) const;
  /// False where REST can't do it either: then nothing has changed.
  bool go_by_rest(const core::Fault& fault);

  // edit_without_profile.cpp: a step that Smartsheet refuses for its profile attributes, again without them
  [[nodiscard]] bool goes_without_profile(const CallResult& result);

  // edit_together.cpp: additions to one group in one call
  void gather();
  void travel();
  void wait_again(bool alone);
  std::vector<std::shared_ptr<EditRun>> part();
  void send_apart();
  struct Arrived {
    store::EntryPtr entry;
    std::vector<store::MembershipChange> memberships;
  };
  void finish_together();
  void arrive_at(std::vector<Arrived>& all, store::Change& change);
  void publish_together(const std::vector<Arrived>& all);

  // edit_turns.cpp: large changes of groups
  [[nodiscard]] bool turn_is_over();
  /// The intent, as far as the change has come: with each step of a large one no more than the turn at hand.
  void note_progress(store::Change& change);
  [[nodiscard]] std::optional<Turn> turn_at_hand() const;
  [[nodiscard]] Progress rest_of(const Turn& turn) const;
  void end_turn();
  void wait_for_turn();
  void keep_left();
  void carry_on();
  void carry_on_later(const core::Fault& fault);
  void finish_without_rest();
  void overtake(store::Change& change);
  void answer_nothing();

  // edit_compensation.cpp: access that a failed change gave is taken again
  /// Whether that goes on now; the fault is answered after it.
  [[nodiscard]] bool takes_access_back(const core::Fault& fault);
  void note_access_taken_back(store::Row& row) const;

  // edit_invitation.cpp: people who are invited anew
  /// What Smartsheet calls them since.
  void take_new_link(store::Row& row) const;
  /// Of a record that a look-up found: whether it is what the creation was to make.
  [[nodiscard]] bool is_invited(const core::Object& record) const;
  /// What the caller hears of a refusal.
  [[nodiscard]] core::Fault explained(const core::Fault& told) const;

  // edit_fallback.cpp: access that can't be taken as it was planned
  /// Nobody is removed unless they were just seen to be invited: goes back to the look where they were not.
  void look_before_cancelling();
  /// Ends it where the step's call is one that never leaves.
  [[nodiscard]] bool may_leave();
  [[nodiscard]] std::string step_line() const;
  void confirm_pending(const core::Value& body);
  void pending_seen(const core::Object& record);
  /// Whether the refusal of the step at hand is dealt with.
  [[nodiscard]] bool departure_refused(const core::Fault& fault);
  void look_after_refusal(const core::Fault& fault);
  void not_deactivated(const core::Fault& fault, const core::Object& record);
  void plan_departure_anew(const core::Fault& refused, const Refusals& refusals);
  [[nodiscard]] store::Entry as_seen_now() const;
  [[nodiscard]] std::string address_upstream() const;
  [[nodiscard]] std::optional<core::UpstreamId> own_id(route::Route way) const;
  [[nodiscard]] std::optional<core::Object> own_record(const CallResult& result, route::Route way) const;

  // edit_finish.cpp: the end
  void finish();
  void close_refused(const core::Fault& fault);
  void commit_end(store::Change change, store::Publication publication, core::Result<EditDone> result);
  void published(store::Publication publication, core::Result<EditDone> result);
  [[nodiscard]] store::Row final_row() const;
  /// Smartsheet's record as it would be if the steps that are left had been done.
  [[nodiscard]] core::Object seen_after_all() const;
  [[nodiscard]] std::vector<store::MembershipChange> memberships(std::size_t steps) const;

  // edit_audit.cpp: what the audit is told
  [[nodiscard]] store::AuditRecord audit(const store::Row& row, const char* outcome,
                                         const core::Fault* fault = nullptr) const;
  /// Of a turn: the steps so far.
  [[nodiscard]] store::AuditRecord audit_turn(const store::Row& row) const;
  /// Of what is refused or held before any call: aside from the answer, and once where it comes again and again.
  void note_refusal(const core::Fault& fault);
  void note_held(const core::Fault& fault);
  void note_aside(store::AuditRecord record, const std::string& what);

  [[nodiscard]] const route::Step& step() const { return progress_.decision.plan.steps[progress_.next]; }
  [[nodiscard]] Priority priority() const;
  [[nodiscard]] std::vector<std::string> lane_keys() const;

  State& state_;
  Edit edit_;
  EditAnswer answer_;
  /// What the accident guard counted for it.
  Guard::Counted counted_;
  /// Among those whom state_.leaving_admins names.
  bool admin_leaves_ = false;
  Progress progress_;
  Phase phase_ = Phase::Waiting;
  std::uint64_t intent_ = 0;
  bool recovered_ = false;
  /// Whether the store has its intent.
  bool durable_ = false;
  /// Whether the log knows that a change to its intent or its row could not be saved.
  bool told_unsaved_ = false;
  /// Whether older changes have given way to it.
  bool overtook_ = false;
  /// Whether a refresh was waited for, so that everybody is known by both routes' names.
  bool matched_ = false;
  /// For a creation: the lane of whoever has the name, once it was joined.
  std::string creation_lane_;
  /// When it was last heard that the step at hand may have been done, and how often it was tried.
  std::optional<core::Tick> unknown_since_;
  unsigned tries_ = 0;
  /// Of a creation that may have been done: the refusal that says that its name is taken.
  std::optional<core::Fault> taken_;
  /// Of a person whom the SCIM service would not make and REST is to: not in its directory, if REST does.
  std::string refused_address_;
  /// The additions behind this one that its call takes along, in their order, and that call.
  std::vector<std::shared_ptr<EditRun>> together_;
  std::optional<route::Call> shared_call_;
  /// A call that took it along was refused.
  bool alone_ = false;
  /// While it waits for its next turn: what is left of it.
  LeftOverPtr left_over_;
  /// Smartsheet's errorCode in the last answer, 0 where it had none.
  std::int64_t refused_code_ = 0;
  /// The invitation was seen to be open, and nothing was sent since.
  bool pending_confirmed_ = false;
  /// How often the departure was planned anew.
  unsigned plans_ = 0;
  /// Why the step at hand is not done yet; what a caller hears whose deadline passes.
  core::Fault trouble_;
};

}  // namespace bridge::work
