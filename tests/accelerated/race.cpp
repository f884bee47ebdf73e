#include "accelerated/race.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include <gtest/gtest.h>

#include "accelerated/interleaving.hpp"
#include "sanitized.hpp"

namespace bridge::accelerated {

namespace {

/// Of each race, where the program is sanitized or not optimised, and so ten times slower.
constexpr std::size_t kByChance = 25;
#ifdef __OPTIMIZE__
constexpr bool kWhole = !kSanitized;
#else
constexpr bool kWhole = false;
#endif

/// So many by chance, or all.
std::optional<std::size_t> orders_to_run() {
  if (const char* told = std::getenv(kOrders)) {
    const int count = std::atoi(told);
    return count > 0 ? std::optional(static_cast<std::size_t>(count)) : std::nullopt;
  }
  return kWhole ? std::nullopt : std::optional(kByChance);
}
/// More failures of one race say nothing new.
constexpr std::size_t kMostFailures = 3;

WorldOptions options_of(const Race& race, Services services) {
  WorldOptions options;
  options.services = services;
  options.emulator.rate_limit = 0;
  options.emulator.facts.scim_group_list_has_members = false;
  if (race.page_size > 0) {
    options.page_size = race.page_size;
    options.emulator.facts.scim_most_results = static_cast<std::uint32_t>(race.page_size);
  }
  if (services == Services::ScimAndRest) {
    options.tenant.fixed_route = route::Route::Scim;
    options.emulator.facts.scim_ids = emulator::ScimIds::Uuids;
  }
  options.tenant.requests_per_minute = 60'000;
  options.tenant.scim_requests_per_minute = 60'000;
  options.tenant.access.guard.max_per_hour = 100'000;
  options.watch_access = false;
  return options;
}

/// The cast, and Staff, which the identity provider has made; what has happened in Smartsheet since the last refresh
/// gives the pages something to say.
void prepare(World& world, const Race& race) {
  fill_with_cast(world.smartsheet());
  world.start();
  const std::vector<std::string> members{user_id(world, "anna@example.com"), user_id(world, "ben@example.com")};
  must(world, {"POST", "/Groups", group_body("Staff", members)});
  world.settle();
  const auto person = [&](const char* name) { return world.person(name); };
  if (!race.of_groups) {
    world.smartsheet().change_user(person("anna@example.com"), core::Object{{"lastName", "Long"}});
    return;
  }
  world.smartsheet().set_members(world.group("Staff"),
                                 {person("anna@example.com"), person("ben@example.com"), person("carl@example.com")});
}

std::set<std::string> names_in(const World& world) {
  std::set<std::string> names;
  for (const store::Kind kind : {store::Kind::User, store::Kind::Group}) {
    for (const store::Glimpse& one : world.tenant().index().page(kind, 0, 1000)) names.emplace(one.name());
  }
  return names;
}

/// What it comes to when one thing happens after the other.
struct End {
  std::set<std::string> names;
  std::string smartsheet;
  std::string shown;
};

End end_of(World& world) { return {names_in(world), picture_of(world.smartsheet()), world.shown()}; }

End in_peace(const Race& race, Services services) {
  World world(options_of(race, services));
  prepare(world, race);
  if (race.by_hand) race.by_hand(world);
  for (const Request& request : race.ask(world)) must(world, request);
  world.settle();
  EXPECT_EQ(race.wrong(world), "") << race.name;
  return end_of(world);
}

/// One run of a race.
class Run {
 public:
  Run(const Race& race, Services services, Interleavings& orders)
      : race_(race), orders_(orders), world_(options_of(race, services)) {}

  /// What is wrong; empty: nothing.
  std::string go(const End& expected) {
    prepare(world_, race_);
    requests_ = race_.ask(world_);
    answers_.resize(requests_.size());
    world_.hold_calls(true);
    world_.store().hold(race_.commits);
    while (step()) {
    }
    std::string text = answered() + check("after the race", expected);
    world_.store().hold(false);
    world_.start_again();
    text += check("after a restart", expected);
    world_.hold_calls(false);
    world_.run_for(seconds(10));
    refresh();
    return text + compare(expected);
  }
  [[nodiscard]] const std::string& trace() const { return trace_; }

 private:
  struct Option {
    std::string name;
    std::function<void()> take;
  };

  [[nodiscard]] bool is_ordered(const std::string& line) const {
    if (line.find("GET ") == std::string::npos) return true;
    const bool of_groups = line.find("/groups") != std::string::npos || line.find("/Groups") != std::string::npos;
    return of_groups == race_.of_groups;
  }

  /// What is left to itself comes at once.
  void run_unordered() {
    for (bool any = true; any;) {
      any = false;
      world_.run_due();
      for (std::size_t i = 0; i < world_.passages().size() && !any; ++i) {
        if (is_ordered(world_.passages()[i].line)) continue;
        world_.seen(i);
        world_.answered(i);
        any = true;
      }
    }
  }

  std::vector<Option> options() {
    std::vector<Option> all;
    if (!refreshing_) all.push_back({"refresh", [this] { begin(); }});
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      if (!answers_[i]) all.push_back({"write " + std::to_string(i + 1), [this, i] { submit(i); }});
    }
    if (race_.by_hand && !by_hand_) all.push_back({"by hand", [this] { change_by_hand(); }});
    for (std::size_t i = 0; i < world_.passages().size(); ++i) {
      const World::Passage& passage = world_.passages()[i];
      passage.reply ? all.push_back({"answered " + passage.line, [this, i] { world_.answered(i); }})
                    : all.push_back({"seen " + passage.line, [this, i] { world_.seen(i); }});
    }
    if (world_.store().held() > 0) all.push_back({"commit", [this] { world_.store().release_one(); }});
    return all;
  }

  bool step() {
    run_unordered();
    const std::vector<Option> all = options();
    if (all.empty()) return false;
    const Option& chosen = all[orders_.choose(all.size())];
    trace_ += "    " + chosen.name + "\n";
    chosen.take();
    return true;
  }

  void begin() {
    refreshing_ = true;
    world_.tenant().refresh([this](const core::Outcome& outcome) {
      refreshed_ = outcome ? "fine" : outcome.error().detail + " (" + outcome.error().context.text + ")";
    });
  }
  void submit(std::size_t i) {
    answers_[i] = std::make_shared<Answer>();
    world_.submit(requests_[i], [answer = answers_[i]](Answer got) { *answer = std::move(got); });
  }
  void change_by_hand() {
    by_hand_ = true;
    race_.by_hand(world_);
  }

  [[nodiscard]] std::string answered() const {
    std::string text = refreshed_ == "fine" ? "" : "  the refresh: " + refreshed_ + "\n";
    for (const auto& answer : answers_) {
      const bool fine = answer && answer->status >= 200 && answer->status < 300;
      if (!fine) text += "  answered " + (answer ? std::to_string(answer->status) + " " + answer->body : "-") + "\n";
    }
    return text;
  }

  [[nodiscard]] std::string check(const std::string& when, const End& expected) const {
    std::string text;
    if (const std::string wrong = race_.wrong(world_); !wrong.empty()) text += "  " + when + ": " + wrong + "\n";
    const std::set<std::string> names = names_in(world_);
    for (const std::string& name : expected.names) {
      if (!names.contains(name) && !race_.late.contains(name)) text += "  " + when + " vanished: " + name + "\n";
    }
    for (const std::string& name : names) {
      if (!expected.names.contains(name) && !race_.late.contains(name)) text += "  " + when + " back: " + name + "\n";
    }
    return text;
  }

  void refresh() {
    bool over = false;
    world_.tenant().refresh([&over](const core::Outcome&) { over = true; });
    while (!over && world_.step()) {
    }
  }

  [[nodiscard]] std::string compare(const End& expected) {
    const End found = end_of(world_);
    std::string text;
    if (found.smartsheet != expected.smartsheet) text += "  Smartsheet has:\n" + found.smartsheet;
    if (found.shown != expected.shown) text += "  shown after one more refresh:\n" + found.shown;
    return text;
  }

  const Race& race_;
  Interleavings& orders_;
  World world_;
  std::vector<Request> requests_;
  std::vector<std::shared_ptr<Answer>> answers_;
  bool refreshing_ = false;
  bool by_hand_ = false;
  std::string refreshed_ = "not ended";
  std::string trace_;
};

}  // namespace

std::size_t run_race(const Race& race, Services services) {
  const End expected = in_peace(race, services);
  Interleavings orders(orders_to_run());
  std::size_t failures = 0;
  do {
    Run run(race, services, orders);
    const std::string wrong = run.go(expected);
    if (wrong.empty()) continue;
    ADD_FAILURE() << race.name << " on " << to_string(services) << ":\n"
                  << wrong << "  in this order:\n"
                  << run.trace() << "  instead of:\n"
                  << expected.shown;
    if (++failures == kMostFailures) break;
  } while (orders.next());
  return orders.count();
}

}  // namespace bridge::accelerated
