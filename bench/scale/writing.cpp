#include <chrono>
#include <functional>
#include <thread>

#include "bench/scale/load.hpp"
#include "bench/scale/measurements.hpp"
#include "bench/scale/table.hpp"

namespace bridge::bench {

namespace {

using std::chrono::milliseconds;

constexpr int kRounds = 7;
constexpr std::size_t kAddsInARound = 20;
constexpr milliseconds kRound{1'500};
constexpr std::size_t kConnections[] = {1, 16, 64};

std::string patch_of(const std::string& operation) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" + operation + "]}";
}

/// One member more, as the identity provider says it.
std::string addition(const std::string& idp, const std::string& person) {
  return patch_of(R"({"op":")" + std::string(idp == "entra" ? "Add" : "add") +
                  R"(","path":"members","value":[{"value":")" + person + "\"}]}");
}

struct Costs {
  std::vector<double> micros;
  std::vector<double> bytes;
};

/// Additions one after another; `group(n)` gets the n-th person.
void add_members(Site& site, const std::string& idp, std::size_t& next, Costs& costs,
                 const std::function<const std::string&(std::size_t)>& group) {
  const std::uint64_t before = site.process().written();
  const std::size_t first = next;
  next += kAddsInARound;
  const Loaded loaded = load(site.served().port(), 1, {kAddsInARound, {}}, [&](std::size_t number) {
    return site.served().request(idp, "PATCH", "/Groups/" + group(first + number),
                                 addition(idp, site.company().outsider(first + number)));
  });
  if (loaded.other_than(200) > 0 && loaded.other_than(204) > 0) give_up("a member was not added");
  costs.micros.push_back(spread_of(loaded.micros).median);
  costs.bytes.push_back(static_cast<double>(site.process().written() - before) / kAddsInARound / 1024);
}

void compare_groups(Site& large, const std::string& idp, std::size_t& next) {
  Costs few;
  Costs many;
  const std::size_t groups = large.company().size().groups;
  for (int i = 0; i < kRounds; ++i) {
    add_members(large, idp, next, few, [&](std::size_t number) -> const std::string& {
      return large.company().group(1 + number % (groups - 1));
    });
    add_members(large, idp, next, many, [&](std::size_t) -> const std::string& { return large.company().group(0); });
  }
  print_row("a member to a group of 5, " + idp, few.micros, "µs", 0);
  print_row("a member to the group of 50,000, " + idp, many.micros, "µs", 0);
  print_row("a member: group of 50,000 over 5, " + idp, ratios(many.micros, few.micros), "ratio", 2);
  print_row("written to disk a member, group of 5, " + idp, few.bytes, "KiB", 1);
  print_row("written to disk a member, group of 50,000, " + idp, many.bytes, "KiB", 1);
}

/// A kind of write through the bridge, and the one call that it comes to.
struct Kind {
  const char* name;
  int through_bridge;
  std::string (*scim)(Site&, std::size_t);
  Exchange (*rest)(Site&, std::size_t);
};

std::string change_scim(Site& site, std::size_t number) {
  return site.served().request(
      "okta", "PATCH", "/Users/" + site.company().person(number),
      patch_of(R"({"op":"replace","path":"name.givenName","value":"Given)" + std::to_string(number) + "\"}"));
}

Exchange change_rest(Site& site, std::size_t number) {
  return {0,
          "PUT",
          "/2.0/users/" + site.company().person(number),
          {},
          R"({"admin":false,"licensedSheetCreator":true,"firstName":"Bare)" + std::to_string(number) + "\"}"};
}

std::string creation_scim(Site& site, std::size_t number) {
  const std::string text = std::to_string(number);
  return site.served().request("okta", "POST", "/Users",
                               R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"new.)" + text +
                                   R"(@example.com","name":{"givenName":"New","familyName":"Person)" + text + "\"}}");
}

Exchange creation_rest(Site&, std::size_t number) {
  const std::string text = std::to_string(number);
  return {0,
          "POST",
          "/2.0/users",
          {},
          R"({"email":"bare.)" + text +
              R"(@example.com","admin":false,"licensedSheetCreator":false,"firstName":"New","lastName":"Person)" +
              text + "\"}"};
}

constexpr Kind kKinds[] = {{"PATCH of a person", 200, change_scim, change_rest},
                           {"POST of a person", 201, creation_scim, creation_rest}};

struct Sides {
  std::vector<double> bridge;
  std::vector<double> bare;
  std::vector<double> calls;
  std::vector<double> cpu;
};

class Race {
 public:
  Race(Site& site, std::uint16_t proxy) : site_(site), proxy_(proxy) {}

  void run(const Kind& kind, std::size_t connections) {
    Sides sides;
    for (int i = 0; i < kRounds; ++i) {
      through_bridge(kind, connections, sides);
      through_proxy(kind, connections, sides);
    }
    const std::string what = std::string(kind.name) + ", " + std::to_string(connections) +
                             (connections == 1 ? " connection" : " connections");
    print_row(what + ", bridge", sides.bridge, "a second", 0);
    print_row(what + ", bare proxy", sides.bare, "a second", 0);
    print_row(what + ": bridge over bare proxy", ratios(sides.bridge, sides.bare), "ratio", 2);
    print_row(what + ", upstream calls a write", sides.calls, "calls", 2);
    print_row(what + ", CPU of the bridge a write", sides.cpu, "µs", 0);
  }

 private:
  void through_bridge(const Kind& kind, std::size_t connections, Sides& sides) {
    site_.company().forget_calls();
    const double cpu = site_.process().cpu();
    const std::size_t first = next_;
    const Loaded loaded = load(site_.served().port(), connections, {0, kRound}, [&](std::size_t number) {
      next_ = first + number + 1;
      return kind.scim(site_, first + number);
    });
    if (loaded.other_than(kind.through_bridge) > 0) give_up(std::string(kind.name) + " failed through the bridge");
    const auto writes = static_cast<double>(loaded.micros.size());
    sides.bridge.push_back(loaded.rate());
    sides.calls.push_back(static_cast<double>(site_.company().calls()) / writes);
    sides.cpu.push_back((site_.process().cpu() - cpu) * 1e6 / writes);
  }

  void through_proxy(const Kind& kind, std::size_t connections, Sides& sides) {
    site_.company().forget_calls();
    const std::size_t first = next_;
    const Loaded loaded = load(proxy_, connections, {0, kRound}, [&](std::size_t number) {
      next_ = first + number + 1;
      Exchange exchange = kind.rest(site_, first + number);
      exchange.port = proxy_;
      return wire(exchange);
    });
    if (loaded.other_than(200) > 0) give_up(std::string(kind.name) + " failed through the bare proxy");
    sides.bare.push_back(loaded.rate());
  }

  Site& site_;
  std::uint16_t proxy_;
  /// No two writes are the same.
  std::size_t next_ = 0;
};

void wait_for_proxy(std::uint16_t port) {
  for (int i = 0; i < 500; ++i) {
    if (ask({port, "GET", "/still", {}, {}}).status == 200) return;
    std::this_thread::sleep_for(milliseconds(10));
  }
  give_up("the bare proxy does not answer");
}

}  // namespace

void measure_members(Site& large) {
  std::size_t next = 0;
  compare_groups(large, "entra", next);
  compare_groups(large, "okta", next);
}

void measure_writes(Site& small, const std::filesystem::path& directory) {
  const std::uint16_t port = free_port();
  const Process proxy({BARE_PROXY_PROGRAM, std::to_string(port),
                       "http://127.0.0.1:" + std::to_string(small.company().port()), small.company().token()},
                      directory / "proxy.log");
  wait_for_proxy(port);
  std::vector<double> ceiling;
  for (int i = 0; i < kRounds; ++i) {
    ceiling.push_back(load(port, 64, {0, kRound}, [&](std::size_t) {
                        return wire({port, "GET", "/still", {}, {}});
                      }).rate());
  }
  print_row("what the generator asks of a server that does nothing, 64 connections", ceiling, "a second", 0);
  Race race(small, port);
  for (const Kind& kind : kKinds) {
    for (const std::size_t connections : kConnections) race.run(kind, connections);
  }
}

}  // namespace bridge::bench
