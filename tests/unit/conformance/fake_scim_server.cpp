#include "unit/conformance/fake_scim_server.hpp"

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::conformance::test {
namespace {

constexpr const char* kBase = "https://scim.example.com/v2";

}  // namespace

Incoming reply(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers) {
  Incoming came;
  came.status = status;
  came.body = std::move(body);
  came.headers = std::move(headers);
  return came;
}

Incoming silence() {
  Incoming came;
  came.why = "the connection is refused";
  return came;
}

std::vector<Incoming> FakeScimServer::exchange(const std::vector<Outgoing>& requests) {
  together.push_back(requests.size());
  std::vector<Incoming> answers;
  for (const Outgoing& request : requests) {
    seen.push_back(request);
    Incoming came = fault ? fault(request) : Incoming{};
    const bool from_fault = came.status != 0 || !came.why.empty();
    answers.push_back(from_fault ? std::move(came) : answer(request));
  }
  return answers;
}

Incoming FakeScimServer::answer(const Outgoing& request) {
  const std::string path = request.target.substr(0, request.target.find('?'));
  if (path == "/ServiceProviderConfig") return configuration.empty() ? reply(404) : reply(200, configuration);
  if (path == "/ResourceTypes") return types.empty() ? reply(404) : reply(200, types);
  if (path == "/Schemas") return schemas.empty() ? reply(404) : reply(200, schemas);
  if (request.method == "POST") return create(request);
  const auto found = resources.find(path);
  if (found == resources.end()) return reply(404, R"({"detail":"there is no such resource"})");
  if (request.method != "DELETE") return reply(200, found->second);
  resources.erase(found);
  return reply(204);
}

Incoming FakeScimServer::create(const Outgoing& request) {
  const auto body = json::parse(request.body.value_or(""));
  if (!body || body->if_object() == nullptr) return reply(400, R"({"detail":"the body is no object"})");
  const std::string id = std::to_string(++last_id_);
  const std::string target = request.target + "/" + id;
  const core::Object meta{{"location", kBase + target}, {"version", "W/\"" + id + "\""}};
  const std::string text = json::write(body->if_object()->with("id", id).with("meta", meta).without("password"));
  resources[target] = text;
  return reply(201, text, {{"location", kBase + target}});
}

Trial::Trial(std::vector<std::string> files) {
  options.base_url = kBase;
  options.run = "Run";
  options.secrets = {"the-token-of-the-run"};
  options.patience = std::chrono::seconds(60);
  suite.name = "rfc";
  int number = 0;
  for (const std::string& file : files) {
    const auto document = json::parse(file);
    EXPECT_TRUE(document) << file;
    auto read = read_case("rfc/some/case-" + std::to_string(++number), *document);
    EXPECT_TRUE(read) << (read ? "" : read.error().detail);
    if (read) suite.cases.push_back(*read);
  }
}

Report Trial::play() {
  const core::SystemClock clock;
  std::vector<Chosen> chosen;
  for (const Case& each : suite.cases) chosen.push_back({&suite, &each, {}});
  const Surroundings surroundings{server, clock, [this](std::chrono::milliseconds wait) { slept.push_back(wait); },
                                  progress, stop};
  return run(surroundings, chosen, options);
}

CaseResult Trial::play_one() {
  Report report = play();
  EXPECT_EQ(report.results.size(), 1U) << report.unreachable;
  return report.results.empty() ? CaseResult{} : report.results.front();
}

}  // namespace bridge::conformance::test
