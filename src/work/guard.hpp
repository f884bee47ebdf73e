#pragma once
// The accident guard: what takes access from more people in an hour than an administrator allows waits for a person.
//
// A change is let through whole or held whole. What was held stays held when the hour is over: only a release lets it
// pass, since an identity provider gone wild would else go on with so many an hour. Another change that fits under
// the limit passes all the while, so that somebody who leaves is not kept by another's mistake.
//
// What passes is counted in the very commit that opens its intent, so a crash neither forgets nor doubles it.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/edit.hpp"
#include "bridge/work/guard_status.hpp"
#include "held_changes.hpp"
#include "loss_window.hpp"

namespace bridge::work {

struct Decision;
struct State;

class Guard {
 public:
  explicit Guard(State& state) : state_(state) {}
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

  /// What the store remembers.
  void take(const std::map<std::string, std::string>& marks);

  /// What a run was counted for.
  struct Counted {
    Losses losses;
    LossWindow::Minute minute = 0;
    enum class As : std::uint8_t { Loss, Released, Allowed } as = As::Loss;
  };
  /// Counts what the decision takes, or Held: with when there is room, and an alarm now and then.
  [[nodiscard]] core::Result<Counted> admit(const Edit& edit, const Decision& decision);
  /// The count as it now is goes along with the change that the run commits; nothing where it takes nothing.
  void note(const Counted& counted, store::Change& change) const;
  /// Smartsheet, or the store, refused it before anything was done: nobody lost anything.
  void give_back(const Counted& counted);

  /// For mode = "rehearse": whether it would be held after all that was rehearsed in the hour before. A change that
  /// comes again counts once, and nothing of it is kept.
  [[nodiscard]] bool would_hold(const Edit& edit, const Decision& decision);

  [[nodiscard]] GuardStatus status();
  /// How many changes wait for a person.
  [[nodiscard]] std::size_t held() const { return held_.waiting().changes; }
  /// Puts what it holds on its way to the disk: nothing of it runs after this.
  void stop();

  /// What is held passes when it is asked for again, and `count` losses more: from when the audit has it. Answers
  /// on the loop with how many changes were held, once the store has all of it.
  void release(const GuardRelease& release, std::function<void(core::Result<GuardReleased>)> done);

 private:
  [[nodiscard]] std::uint32_t limit() const;
  void prune();
  [[nodiscard]] bool fits(const Losses& losses) const;
  Counted count(const Losses& losses, Counted::As as);
  [[nodiscard]] core::Fault hold(const std::string& key, const Edit& edit, const Decision& decision,
                                 const Losses& losses);
  void released(core::Instant until, std::uint32_t count, const std::function<void(core::Result<GuardReleased>)>& done);
  [[nodiscard]] core::Object count_mark() const;
  void raise_alarm();
  void save_held();
  [[nodiscard]] std::string count_text() const;
  [[nodiscard]] std::string held_text() const;

  State& state_;
  LossWindow counted_;
  LossWindow released_;
  std::optional<Allowance> allowance_;
  HeldChanges held_;
  std::optional<core::Tick> alarmed_at_;
  /// Of `held_`: a commit is on its way, and it changed since.
  bool saving_ = false;
  bool save_again_ = false;
  /// What was rehearsed, and whether it would have been held.
  std::map<std::string, bool> rehearsed_;
};

}  // namespace bridge::work
