#pragma once
// People who are looked up one by one, while no refresh has been complete yet.

#include <cstdint>
#include <functional>
#include <string>

#include "mirror.hpp"
#include "state.hpp"

namespace bridge::work {

/// Whoever is found is put into the index; ok also when there is nobody.
class LookUps {
 public:
  using Done = std::function<void(core::Outcome)>;
  explicit LookUps(State& state) : state_(state) {}

  void name(const std::string& user_name, Done done);
  /// NotReady where the id may be one that the other service has given.
  void id(const core::ResourceId& id, Done done);

 private:
  void ask(const route::Call& call, bool by_id, Done done);
  void learn(const CallResult& result, bool by_id, std::uint64_t asked_at, const Done& done);

  State& state_;
};

/// The people in the answer to a look-up by name or by id. UpstreamRejected when it can't be read.
[[nodiscard]] core::Outcome learn_found(State& state, const core::Value& answer, std::uint64_t asked_at,
                                        Learned& learned);

}  // namespace bridge::work
