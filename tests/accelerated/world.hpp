#pragma once
// The bridge from the HTTP request to the call that leaves, in front of an emulated Smartsheet, without sockets and
// without waiting: time jumps to whatever is due next. The bridge can die at any moment and start again over the
// same store, while Smartsheet goes on.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accelerated/memory_store.hpp"
#include "accelerated/picture.hpp"
#include "accelerated/trouble.hpp"
#include "accelerated/turned_loop.hpp"
#include "bridge/emulator/emulator.hpp"
#include "bridge/http/scim_handler.hpp"
#include "bridge/service/make_service.hpp"
#include "bridge/web/message.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::accelerated {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Which of Smartsheet's services the tenant has; with both, writes take SCIM.
enum class Services : std::uint8_t { Rest, ScimAndRest, Scim };
[[nodiscard]] const char* to_string(Services services);

struct WorldOptions {
  Services services = Services::Rest;
  emulator::Options emulator{};
  work::TenantSettings tenant{};
  /// Until an answer of Smartsheet arrives.
  milliseconds latency{0};
  /// Records on a page of REST's lists; nothing: as many as are asked for.
  std::optional<int> page_size{};
  /// On disk, in this file; empty: in memory.
  std::string store_file;
  /// Everybody's access is looked at after each call that could have changed it.
  bool watch_access = true;
};

struct Request {
  std::string method;
  /// Below the tenant's base: "/Users/7".
  std::string target;
  std::string body{};
};

/// What the identity provider got; status 0: no answer.
struct Answer {
  int status = 0;
  std::string body;
  std::optional<seconds> retry_after;
  /// Turned time from the request to the answer.
  milliseconds took{0};
  [[nodiscard]] bool is_final() const { return status != 0 && status != 429 && status < 500; }
  [[nodiscard]] std::string text(std::string_view name) const;
};
using AnswerDone = std::function<void(Answer)>;

class World {
 public:
  explicit World(WorldOptions options);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  [[nodiscard]] emulator::Emulator& smartsheet() { return *emulator_; }
  [[nodiscard]] const ManualClock& clock() const { return clock_; }

  /// Starts the bridge and waits for its first refresh.
  void start();
  [[nodiscard]] bool crashed() const { return store_.crashed(); }
  void start_again();

  /// Hands a request in; `done` hears what became of it, nothing (status 0) where the bridge dies or the answer is
  /// lost.
  void submit(const Request& request, AnswerDone done);
  /// Until it is answered, or the bridge is dead.
  Answer ask(const Request& request);
  /// As an identity provider does: again after 429, 5xx or no answer, until it knows.
  Answer ask_until_final(const Request& request);
  /// A task of the far side or of the identity provider; it survives the bridge.
  void at(milliseconds from_now, work::Task task) { far_.post_at(clock_.tick() + from_now, std::move(task)); }

  /// Runs what is due, or turns the clock to what is due next. False where nothing ever is.
  bool step();
  void run_for(milliseconds time);
  /// Time passes, and nothing happens meanwhile.
  void wait(milliseconds time) { clock_.advance(time); }
  /// Until no change is open, and two refreshes after it.
  void settle();

  /// A call that is on its way: Smartsheet has not seen it yet, or its answer has not arrived.
  struct Passage {
    /// As in calls().
    std::string line;
    std::function<emulator::Emulator::Reply()> work;
    std::function<void(const emulator::Emulator::Reply&)> arrive;
    std::optional<emulator::Emulator::Reply> reply{};
  };
  /// While calls are held, each passage waits until it is let: seen() first, then answered().
  void hold_calls(bool held) { holding_ = held; }
  [[nodiscard]] const std::deque<Passage>& passages() const { return passages_; }
  void seen(std::size_t passage) { passages_[passage].reply = passages_[passage].work(); }
  void answered(std::size_t passage);
  [[nodiscard]] FragileStore& store() { return store_; }
  /// Whatever is due now; time stands still.
  void run_due();

  /// From here on calls are counted and looked at; the trouble comes at the `call`th (from 0), or, without a number,
  /// at the request itself.
  void begin_watch(std::optional<Trouble> trouble, std::optional<std::size_t> call);
  /// "POST /users", "scim POST /Users", in order, since begin_watch().
  [[nodiscard]] const std::vector<std::string>& calls() const { return calls_; }
  [[nodiscard]] bool trouble_came() const { return trouble_came_; }
  /// Whatever anybody could do at some moment and could not the moment before.
  [[nodiscard]] const Access& gained() const { return gained_; }
  /// Removals that hand nothing over, of somebody who was no invitee; contracts with Smartsheet that were broken.
  [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }
  [[nodiscard]] std::size_t rate_limited() const { return rate_limited_; }

  /// The bridge's id of whoever has this userName or displayName; empty: nobody.
  [[nodiscard]] std::string id_of(store::Kind kind, std::string_view name) const;
  /// Smartsheet's own number of whoever has this address, or of the group of this name.
  [[nodiscard]] std::int64_t person(std::string_view address) const;
  [[nodiscard]] std::int64_t group(std::string_view name) const;
  /// What the bridge shows, without what differs between runs.
  [[nodiscard]] std::string shown();
  [[nodiscard]] bool has_open_changes();
  [[nodiscard]] const std::vector<std::string>& log() const { return log_; }
  [[nodiscard]] work::Tenant& tenant() const { return *tenant_; }

 private:
  template <class RouteCall>
  class Wire;
  using Done = std::function<void(transport::Reply)>;
  struct Outgoing {
    bool scim = false;
    std::string method;
    std::string path;
    std::string body;
  };

  void make();
  void end();
  void carry(const Outgoing& call, Done done);
  void deliver(transport::Reply reply, milliseconds after, const Done& done);
  void answer_late(const emulator::Emulator::Reply& reply, const Done& done);
  [[nodiscard]] emulator::Emulator::Reply let_smartsheet_work(const Outgoing& call, const Trouble* trouble);
  [[nodiscard]] transport::Reply answer_of(const emulator::Emulator::Reply& reply, const Trouble* trouble);
  void look_at_removal(const Outgoing& call);
  void look_at_access();
  [[nodiscard]] service::ServiceParts service_parts();

  WorldOptions options_;
  ManualClock clock_;
  TurnedLoop far_{clock_};
  std::unique_ptr<TurnedLoop> near_;
  std::unique_ptr<emulator::Emulator> emulator_;
  FragileStore store_;
  std::unique_ptr<work::RestClient> rest_;
  std::unique_ptr<work::ScimClient> scim_;
  std::unique_ptr<service::Service> service_;
  std::unique_ptr<http::ScimHandler> handler_;
  std::unique_ptr<work::Tenant> tenant_;
  std::vector<std::string> log_;

  bool holding_ = false;
  std::deque<Passage> passages_;
  std::optional<Trouble> trouble_;
  std::optional<std::size_t> trouble_at_;
  bool trouble_came_ = false;
  std::vector<std::string> calls_;
  Access access_;
  Access gained_;
  std::vector<std::string> violations_;
  std::size_t rate_limited_ = 0;
  std::uint64_t requests_ = 0;
};

}  // namespace bridge::accelerated
