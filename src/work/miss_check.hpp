#pragma once
// Asks Smartsheet about people whom a mirror that may be old does not know ([tenant.mirror] verify_misses).

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "bridge/core/clock.hpp"
#include "state.hpp"

namespace bridge::work {

/// Questions that come together travel in one call where the service takes several addresses; nobody is asked for
/// again within `refresh` of a clear answer. Whoever is there is put into the index.
class MissCheck {
 public:
  /// Ok: the index says all there is. NotReady: Smartsheet can't be asked, or not in time.
  using Done = std::function<void(core::Outcome)>;
  explicit MissCheck(State& state) : state_(state) {}

  void name(const std::string& user_name, Done done);
  void id(const core::ResourceId& id, Done done);
  /// The tenant is being stopped.
  void stop();

 private:
  using Keys = std::vector<std::string>;
  struct Question {
    std::uint64_t number = 0;
    std::vector<Done> waiting;
  };
  [[nodiscard]] bool is_clear(const std::string& key) const;
  /// Whether it is the first to ask.
  bool join(const std::string& key, Done done);
  void ask_together();
  void ask(const route::Call& call, Keys keys);
  void on_answer(const CallResult& result, std::uint64_t asked_at, const Keys& keys);
  [[nodiscard]] static bool is_no_such_id(const CallResult& result, const Keys& keys);
  void nobody(const Keys& keys);
  void clear(const Keys& keys);
  void answer(const Keys& keys, const core::Outcome& outcome);
  void note_clear(const std::string& key);

  State& state_;
  /// "n" with the folded userName, or "i" with the id.
  std::unordered_map<std::string, Question> open_;
  /// Of names: who travels with the next call.
  std::vector<std::string> next_;
  std::unordered_map<std::string, core::Tick> clear_since_;
  std::uint64_t next_number_ = 1;
};

}  // namespace bridge::work
