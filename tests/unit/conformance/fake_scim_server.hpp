#pragma once
// A SCIM server of a page, behind the runner's wire; its faults are put in by each test.

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "bridge/conformance/run.hpp"

namespace bridge::conformance::test {

class FakeScimServer final : public Wire {
 public:
  /// Answers in place of the server; status 0 lets the server answer.
  using Fault = std::function<Incoming(const Outgoing&)>;

  std::vector<Incoming> exchange(const std::vector<Outgoing>& requests) override;

  Fault fault;
  std::vector<Outgoing> seen;
  /// How many requests left together, one entry a call.
  std::vector<std::size_t> together;
  /// By target.
  std::map<std::string, std::string> resources;
  std::string configuration = R"({"patch":{"supported":true},"filter":{"supported":true},"etag":{"supported":false}})";
  std::string types;
  std::string schemas;

 private:
  [[nodiscard]] Incoming answer(const Outgoing& request);
  [[nodiscard]] Incoming create(const Outgoing& request);

  int last_id_ = 0;
};

[[nodiscard]] Incoming reply(int status, std::string body = {},
                             std::vector<std::pair<std::string, std::string>> headers = {});
/// No answer at all.
[[nodiscard]] Incoming silence();

/// A run of one case or several, each the text of a file, against a server.
class Trial {
 public:
  explicit Trial(std::vector<std::string> files);

  Report play();
  /// Of the only case.
  CaseResult play_one();

  FakeScimServer server;
  RunOptions options;
  std::vector<std::chrono::milliseconds> slept;
  std::atomic<bool> stop{false};
  std::function<void(const Progress&)> progress;
  Suite suite;
};

}  // namespace bridge::conformance::test
