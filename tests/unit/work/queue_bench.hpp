#pragma once
// A queue between fakes.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/work/call_queue.hpp"
#include "unit/work/fakes.hpp"

namespace bridge::work::test {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct QueueBench : public ::testing::Test {
  void make(std::uint32_t a_minute, std::size_t in_flight = 8) {
    settings.requests_per_minute = a_minute;
    settings.in_flight = in_flight;
    settings.log = [this](LogLevel level, std::string text) { log.emplace_back(level, std::move(text)); };
    queue = std::make_unique<CallQueue<route::RestCall>>(loop, clock, client, settings);
  }
  /// As make(), a minute later: no longer cautious.
  void make_settled(std::uint32_t a_minute, std::size_t in_flight = 8) {
    make(a_minute, in_flight);
    loop.advance(seconds(60));
  }
  void submit(const Manner& manner, const std::string& path, const std::string& method = "GET") {
    queue->submit(manner, {method, path, {}}, [this](CallResult result) { results.push_back(std::move(result)); });
  }
  void submit(Priority priority, const std::string& path) { submit(Manner{priority, true, true, 0}, path); }
  void submit(Priority priority, std::size_t count, const std::string& path) {
    for (std::size_t i = 0; i < count; ++i) submit(priority, path);
  }
  void answer_at_once() {
    client.script = [](const route::RestCall&) { return std::optional(fine()); };
  }
  /// Answers the first call that waits and begins so, and lets the queue go on.
  void reply(std::string_view line_begins, transport::Reply what) {
    ASSERT_TRUE(client.reply(line_begins, std::move(what))) << line_begins;
    loop.run();
  }
  [[nodiscard]] milliseconds wait(Priority priority, std::size_t calls = 1) const {
    return queue->predict(priority, calls, static_cast<double>(calls)).wait;
  }
  [[nodiscard]] std::size_t logged(LogLevel level) const {
    return static_cast<std::size_t>(
        std::count_if(log.begin(), log.end(), [&](const auto& line) { return line.first == level; }));
  }
  [[nodiscard]] static transport::Reply fine() { return answer(200, std::string("{}")); }

  ManualClock clock;
  ManualLoop loop{clock};
  FakeRestClient client;
  QueueSettings settings;
  std::unique_ptr<CallQueue<route::RestCall>> queue;
  std::vector<CallResult> results;
  std::vector<std::pair<LogLevel, std::string>> log;
};

}  // namespace bridge::work::test
