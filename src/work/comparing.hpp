#pragma once
// Both of Smartsheet's services read whole and set side by side, before a tenant's route is changed.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "state.hpp"

namespace bridge::work {

class Comparing final : public std::enable_shared_from_this<Comparing> {
 public:
  Comparing(State& state, std::function<void(core::Result<RouteComparison>)> done);
  void start();

 private:
  struct Person {
    std::string name;
    std::string id;
    bool active = true;
    core::Value roles;
  };
  struct Group {
    std::string name;
    core::UpstreamId id;
    /// Folded names of those members whom this side lists.
    std::set<std::string> members;
  };
  /// By folded name.
  struct Side {
    std::map<std::string, Person> people;
    std::map<std::string, Group> groups;
    std::map<std::string, std::string> name_of_id;
    std::set<std::string> ambiguous;
  };

  using Then = std::function<void()>;
  void call(const route::Call& call, std::function<void(const core::Value&)> read);
  void people(route::Route way, std::int64_t from, const Then& then);
  void groups(route::Route way, std::int64_t from, const Then& then);
  void members(route::Route way, const Then& then);
  void take_person(Side& side, const core::Object& record);
  void take_group(Side& side, const core::Object& record);
  void read_side(route::Route way, const Then& then);
  void compare();
  [[nodiscard]] Side& side(route::Route way) { return way == route::Route::Rest ? rest_ : scim_; }

  State& state_;
  std::function<void(core::Result<RouteComparison>)> done_;
  Side rest_;
  Side scim_;
  /// Groups whose members are still to be asked for: folded names.
  std::deque<std::string> left_;
};

}  // namespace bridge::work
