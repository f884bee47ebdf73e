#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

/// One request on a connection of its own; what came back until the server closed, as raw text.
std::string raw_exchange(std::uint16_t port, const std::string& request) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const timeval patience{10, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char buffer[4096];
    for (ssize_t got = 0; (got = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(got));
    }
  }
  ::close(fd);
  return answer;
}

struct ServedWorld : World {
  ServedWorld() {
    auto started = EmulatorServer::start(*emulator, 0);
    EXPECT_TRUE(started.has_value());
    server = *std::move(started);
  }

  [[nodiscard]] std::string raw(const std::string& method, const std::string& target,
                                const std::string& body = {}) const {
    return raw_exchange(server->port(), method + " " + target +
                                            " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                            "Authorization: Bearer admin\r\nContent-Type: application/json\r\n"
                                            "Content-Length: " +
                                            std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  [[nodiscard]] Seen http(const std::string& method, const std::string& target, const std::string& body = {}) const {
    const std::string answer = raw(method, target, body);
    Seen result;
    result.status = answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
    const auto end = answer.find("\r\n\r\n");
    result.text = end == std::string::npos ? "" : answer.substr(end + 4);
    if (auto parsed = json::parse(result.text)) result.body = *parsed;
    return result;
  }
  [[nodiscard]] Seen steer(const std::string& method, const std::string& path, const std::string& body = {}) const {
    return http(method, "/__emulator" + path, body);
  }

  std::unique_ptr<EmulatorServer> server;
};

TEST(Server, SpeaksTheApi) {
  const ServedWorld world;
  EXPECT_EQ(world.http("GET", "/2.0/users?email=admin%40example.com").integer("data.0.id"), world.owner);
  expect_done(world.http("POST", "/2.0/users", R"({"email":"a@example.com"})"));
  expect_refused(world.http("POST", "/2.0/users", R"({"email":"a@example.com"})"), 403, 1016);
  expect_refused(world.http("GET", "/elsewhere"), 404, 1006);
}

TEST(Server, SpeaksScim) {
  const ServedWorld world;
  const std::string schemas = R"({"schemas":["urn:ietf:params:scim:)";
  const std::string body = schemas + R"(schemas:core:2.0:User"],"userName":"a@example.com"})";
  const Seen made = world.http("POST", "/2.0/scim/v2/Users", body);
  EXPECT_EQ(made.status, 201) << made.text;
  const std::string target = "/2.0/scim/v2/Users/" + made.string("id");
  const std::string off =
      schemas + R"(api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]})";
  expect_done(world.http("PATCH", target, off));
  EXPECT_EQ(world.http("GET", "/2.0/users?email=a@example.com").string("data.0.status"), "DEACTIVATED");
  EXPECT_EQ(world.http("DELETE", target).status, 405);
  EXPECT_NE(world.raw("GET", target).find("Content-Type: application/scim+json\r\n"), std::string::npos);
  const std::string filtered = "/2.0/scim/v2/Users?filter=userName%20eq%20%22a%40example.com%22";
  EXPECT_EQ(world.http("GET", filtered).integer("totalResults"), 1);
  EXPECT_EQ(world.steer("GET", "/log").string("log.1.path"), "/scim/v2/Users");
}

TEST(Server, LosesAnswersByClosing) {
  const ServedWorld world;
  expect_done(world.steer("POST", "/faults", R"({"match":"POST /users","what":"lost_answer","when":"after_work"})"));
  EXPECT_EQ(world.raw("POST", "/2.0/users", R"({"email":"a@example.com"})"), "");
  EXPECT_EQ(world.http("GET", "/2.0/users?email=a@example.com").integer("totalCount"), 1);
}

TEST(Server, AnswersLate) {
  const ServedWorld world;
  for (const char* when : {"before_work", "after_work"}) {
    const std::string plan =
        R"({"match":"GET /users","what":"delay","delay_ms":30,"when":")" + std::string(when) + "\"}";
    expect_done(world.steer("POST", "/faults", plan));
    const auto begin = std::chrono::steady_clock::now();
    expect_done(world.http("GET", "/2.0/users"));
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(30));
  }
}

TEST(Server, StopsWhileAnswersWait) {
  ServedWorld world;
  FaultPlan plan;
  plan.what = FaultPlan::What::Delay;
  plan.delay = std::chrono::hours(1);
  world.emulator->inject(plan);
  std::thread client([port = world.server->port()] {
    raw_exchange(port, "GET /2.0/users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  });
  while (world.emulator->log().size() < 2) std::this_thread::yield();
  world.server.reset();
  client.join();
}

TEST(Server, TellsWhyItCannotStart) {
  const ServedWorld world;
  const auto second = EmulatorServer::start(*world.emulator, world.server->port());
  ASSERT_FALSE(second.has_value());
  EXPECT_FALSE(second.error().detail.empty());
}

TEST(Control, SteersPeopleAndGroups) {
  const ServedWorld world;
  const std::int64_t id = world.steer("POST", "/users", R"({"email":"a@other.org","status":"PENDING"})").integer("id");
  EXPECT_NE(id, 0);
  expect_done(world.steer("POST", path_of("invitations", id, "/accept")));
  EXPECT_EQ(world.steer("POST", path_of("invitations", id, "/decline")).status, 404);
  const Seen second = world.steer("POST", "/users", R"({"email":"b@other.org","status":"PENDING"})");
  const std::int64_t declined = second.integer("id");
  expect_done(world.steer("POST", path_of("invitations", declined, "/decline")));
  expect_done(world.steer("PUT", path_of("users", id), R"({"title":"Dr."})"));
  const std::int64_t group = world.steer("POST", "/groups", R"({"name":"Staff"})").integer("id");
  expect_done(world.steer("PUT", path_of("groups", group), R"({"members":[)" + std::to_string(id) + "]}"));
  const Seen state = world.steer("GET", "/state");
  EXPECT_EQ(state.integer("groups.0.members.0"), id);
  EXPECT_EQ(state.count("users"), 3U);
  expect_done(world.steer("DELETE", path_of("groups", group)));
  expect_done(world.steer("DELETE", path_of("users", id)));
  EXPECT_EQ(world.steer("DELETE", path_of("users", id)).status, 404);
  EXPECT_EQ(world.steer("POST", "/users", R"({"email":"b@other.org"})").status, 409);
  expect_done(world.steer("POST", "/reset"));
  EXPECT_EQ(world.steer("GET", "/state").count("users"), 1U);
}

TEST(Control, AddsTokens) {
  const ServedWorld world;
  const char* body = R"({"token":"t","owner_email":"admin@example.com","expired":true,"scopes":["READ_USERS"]})";
  expect_done(world.steer("POST", "/tokens", body));
  Emulator::Exchange exchange = world.exchange("GET", "/users");
  exchange.authorization = "Bearer t";
  expect_refused(World::seen(world.emulator->handle(exchange)), 401, 1003);
  expect_done(world.steer("POST", "/tokens", R"({"token":"t","use":"scim"})"));
  expect_refused(World::seen(world.emulator->handle(exchange)), 401, 1002);
  exchange.path = "/2.0/scim/v2/Users";
  EXPECT_EQ(world.emulator->handle(exchange).status, 200);
}

TEST(Control, ShowsAndClearsTheLog) {
  const ServedWorld world;
  (void)world.http("GET", "/2.0/groups?page=2");
  const Seen log = world.steer("GET", "/log");
  EXPECT_EQ(log.string("log.1.path"), "/groups");
  EXPECT_EQ(log.string("log.1.query"), "page=2");
  EXPECT_EQ(log.integer("log.1.status"), 200);
  expect_done(world.steer("DELETE", "/log"));
  EXPECT_EQ(world.steer("GET", "/log").count("log"), 0U);
}

TEST(Control, ChangesTheClock) {
  const ServedWorld world;
  expect_done(world.steer("POST", "/clock", R"({"advance_ms":3600000})"));
  expect_done(world.http("POST", "/2.0/groups", R"({"name":"Staff"})"));
  EXPECT_EQ(world.http("GET", "/2.0/groups").string("data.0.createdAt"), "2026-03-01T01:00:00Z");
}

TEST(Control, ClearsFaults) {
  const ServedWorld world;
  expect_done(world.steer("POST", "/faults", R"({"match":"GET","status":503,"error_code":4001,"skip":1,"times":9})"));
  expect_done(world.http("GET", "/2.0/users"));
  expect_refused(world.http("GET", "/2.0/users"), 503, 4001);
  expect_done(world.steer("DELETE", "/faults"));
  expect_done(world.http("GET", "/2.0/users"));
}

TEST(Control, TurnsEverySwitch) {
  const ServedWorld world;
  const Seen before = world.steer("GET", "/facts");
  for (const core::Member& fact : *before.body.if_object()) {
    SCOPED_TRACE(fact.name);
    if (fact.value.if_bool() == nullptr) continue;
    const bool turned = !*fact.value.if_bool();
    const Seen seen = world.steer("POST", "/facts", json::write(core::Object{{fact.name, turned}}));
    EXPECT_EQ(seen.body, core::Value(before.body.if_object()->with(fact.name, turned))) << "nothing else moves";
    expect_done(world.steer("POST", "/facts", json::write(core::Object{{fact.name, !turned}})));
  }
  const Seen seen = world.steer("POST", "/facts",
                                R"({"page_overflow":"last_page","list_order":"id","profile_write":"reject",
                                    "put_answer":"data","declined_post":"refuse","longest_group_name":7,
                                    "scim_ids":"uuids","scim_existing_post":"existing","scim_most_results":5})");
  expect_done(seen);
  const Facts facts = world.emulator->facts();
  EXPECT_EQ(facts.page_overflow, PageOverflow::LastPage);
  EXPECT_EQ(facts.list_order, ListOrder::Id);
  EXPECT_EQ(facts.profile_write, ProfileWrite::Reject);
  EXPECT_EQ(facts.put_answer, PutAnswer::DataOnly);
  EXPECT_EQ(facts.declined_post, DeclinedPost::Refuse);
  EXPECT_EQ(facts.longest_group_name, 7U);
  EXPECT_EQ(facts.scim_ids, ScimIds::Uuids);
  EXPECT_EQ(facts.scim_existing_post, ScimExistingPost::Existing);
  EXPECT_EQ(facts.scim_most_results, 5U);
}

TEST(Control, RefusesWhatItDoesNotUnderstand) {
  const ServedWorld world;
  const struct {
    const char* method;
    const char* path;
    const char* body;
    int status;
    const char* message;
  } cases[] = {
      {"POST", "/facts", R"({"emails_lowred":true})", 400, "emails_lowred: no such switch"},
      {"POST", "/facts", R"({"emails_lowered":1})", 400, "emails_lowered: expected true or false"},
      {"POST", "/facts", R"({"list_order":"name"})", 400, "list_order: expected one of added, id"},
      {"POST", "/facts", R"({"longest_group_name":-1})", 400, "longest_group_name: expected a length"},
      {"POST", "/facts", R"({"scim_most_results":0})", 400, "scim_most_results: expected a number from 1"},
      {"POST", "/facts", R"({"scim_ids":"text"})", 400, "scim_ids: expected one of same, numbers, uuids"},
      {"POST", "/tokens", R"({"token":"x","use":"all"})", 400, "use: expected one of both, rest, scim"},
      {"POST", "/facts", "[]", 400, "expected a JSON object"},
      {"POST", "/faults", "{}", 400, "match: expected a value"},
      {"POST", "/faults", R"({"match":"GET","what":"fire"})", 400,
       "what: expected one of error, lost_answer, delay, not_json, truncated"},
      {"POST", "/faults", R"({"match":"GET","times":-1})", 400, "times: expected a whole number from 0 to 1000000"},
      {"POST", "/faults", R"({"match":"GET","status":99})", 400, "status: expected 200 to 599"},
      {"POST", "/faults", R"({"match":"GET","until":1})", 400, "until: no such member"},
      {"POST", "/tokens", R"({"token":7})", 400, "token: expected text"},
      {"POST", "/tokens", R"({"token":"x","scopes":[1]})", 400, "scopes: expected an array of texts"},
      {"POST", "/tokens", R"({"token":"x","expired":"no"})", 400, "expired: expected true or false"},
      {"POST", "/groups", R"({"members":[]})", 400, "name: expected a value"},
      {"POST", "/groups", R"({"name":"x","members":["y"]})", 400, "members: expected an array of ids"},
      {"POST", "/clock", "{}", 400, "advance_ms: expected a value"},
      {"POST", "/users", R"({"email":"nobody"})", 409, "email: expected an address that nobody has"},
      {"PUT", "/users/5", "{}", 404, "nobody and nothing has this id"},
      {"GET", "/faults", "", 404, "no such operation of the emulator: see docs/emulator.md"},
      {"GET", "x/state", "", 404, "no such operation of the emulator: see docs/emulator.md"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(std::string(row.path) + row.body);
    const Seen seen = world.steer(row.method, row.path, row.body);
    EXPECT_EQ(seen.status, row.status);
    EXPECT_EQ(seen.string("message"), row.message);
  }
  EXPECT_EQ(world.steer("POST", "/facts", "{").status, 400);
}

}  // namespace
}  // namespace bridge::emulator::test
