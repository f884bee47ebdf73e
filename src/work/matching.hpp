#pragma once
// What the tenant's own SCIM service calls the people and groups that the mirror knows from REST: matched
// once, by primary e-mail address and by group name. A name that stands twice on either side is matched
// with nobody.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "mirror.hpp"
#include "state.hpp"

namespace bridge::work {

class Matching final : public std::enable_shared_from_this<Matching> {
 public:
  /// With `again` those are looked for as well who were not found before.
  Matching(State& state, bool again, std::function<void(core::Outcome)> done);
  /// Asks nothing where nobody is left to match.
  void start();

  /// Matches everybody for a tenant that is about to take the SCIM route.
  static void before_change(State& state, std::function<void(core::Outcome)> done);

 private:
  [[nodiscard]] bool is_wanted(store::Kind kind);
  void begin(store::Kind kind);
  void page(store::Kind kind, std::int64_t from);
  void on_page(store::Kind kind, std::int64_t from, const CallResult& result);
  void keep_found(store::Kind kind);
  void after(store::Kind kind);

  State& state_;
  bool again_;
  std::function<void(core::Outcome)> done_;
  std::uint64_t asked_at_ = 0;
  /// By folded name: the service's ids for it.
  std::unordered_map<std::string, std::vector<core::UpstreamId>> found_;
};

}  // namespace bridge::work
