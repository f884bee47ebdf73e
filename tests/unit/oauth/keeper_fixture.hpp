#pragma once
// A keeper between a turned clock, a token endpoint by hand, and a real file.

#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/oauth/renewing_client.hpp"
#include "bridge/oauth/token_keeper.hpp"
#include "unit/work/fakes.hpp"

namespace bridge::oauth::test {

using namespace std::chrono_literals;
using work::test::refusal;
using work::test::trouble;

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "scimbridge-oauth-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] inline transport::Reply answer(int status, const char* body) {
  return work::test::answer(status, std::string(body));
}

/// The n-th pair: "access-n", "refresh-n".
[[nodiscard]] inline Pair pair_of(int n, core::Instant obtained, std::chrono::milliseconds life) {
  return {core::OAuthToken("access-" + std::to_string(n)), core::RefreshToken("refresh-" + std::to_string(n)), obtained,
          obtained + life};
}

[[nodiscard]] inline transport::Reply granted(int n, std::chrono::seconds life) {
  return work::test::answer(200, core::Value(core::Object{{"access_token", "access-" + std::to_string(n)},
                                                          {"token_type", "bearer"},
                                                          {"refresh_token", "refresh-" + std::to_string(n)},
                                                          {"expires_in", static_cast<std::int64_t>(life.count())}}));
}

[[nodiscard]] inline std::string access_in(const PairFile& file) {
  const auto pair = file.read();
  return pair && *pair ? (*pair)->access.expose() : "none";
}

/// Shows what a client of this token would send.
class HeaderEngine final : public transport::Engine {
 public:
  void submit(Job job) override { authorization = std::move(job.authorization); }
  std::string authorization;
};

struct KeeperBench {
  explicit KeeperBench(std::chrono::milliseconds life = std::chrono::hours(8)) {
    EXPECT_TRUE(file.write(pair_of(1, clock.now(), life)));
    make();
  }
  KeeperBench(const KeeperBench&) = delete;
  KeeperBench& operator=(const KeeperBench&) = delete;
  ~KeeperBench() { end(); }

  /// A keeper of what the file holds, as at a start of the program.
  void make() {
    auto pair = file.read();
    ASSERT_TRUE(pair && *pair);
    keeper = std::make_shared<TokenKeeper>(
        KeeperParts{*loop, clock, "north", App{"app", core::ClientSecret("hush"), ClientAuth::Secret}, file,
                    [this](std::string form, std::function<void(transport::Reply)> done) {
                      forms.push_back(std::move(form));
                      on_disk_when_asked.push_back(access_in(file));
                      waiting.push_back(std::move(done));
                    },
                    [this](LogLevel level, std::string text) { log.emplace_back(level, std::move(text)); }},
        std::move(**pair));
  }
  void start() {
    keeper->start();
    loop->run();
  }
  /// A crash and a new start: what waits for an answer never hears of it.
  void restart() {
    end();
    waiting.clear();
    loop = std::make_unique<work::test::ManualLoop>(clock);
    make();
    start();
  }
  void end() {
    if (!keeper) return;
    loop->wind_down();
    keeper->stop();
    keeper.reset();
  }

  void reply(transport::Reply with) {
    ASSERT_FALSE(waiting.empty());
    auto done = std::move(waiting.front());
    waiting.pop_front();
    done(std::move(with));
    loop->run();
  }
  /// Asks for a living token as a call with the token of this turn would.
  void renew(std::uint64_t turn) {
    keeper->renew(turn, [this](Renewal renewal) { renewals.push_back(renewal); });
    loop->run();
  }
  /// What a client shows now.
  [[nodiscard]] std::string shown() const {
    HeaderEngine engine;
    const transport::Client<core::OAuthToken> client(engine, {}, keeper->token());
    client.send({}, {});
    return engine.authorization;
  }
  [[nodiscard]] std::size_t logged(LogLevel level, std::string_view word) const {
    std::size_t count = 0;
    for (const auto& [at, text] : log) count += at == level && text.find(word) != std::string::npos ? 1U : 0U;
    return count;
  }

  TemporaryDirectory directory;
  PairFile file{directory.path().string(), "north"};
  work::test::ManualClock clock;
  std::unique_ptr<work::test::ManualLoop> loop = std::make_unique<work::test::ManualLoop>(clock);
  std::vector<std::string> forms;
  std::vector<std::string> on_disk_when_asked;
  std::deque<std::function<void(transport::Reply)>> waiting;
  std::vector<Renewal> renewals;
  std::vector<std::pair<LogLevel, std::string>> log;
  std::shared_ptr<TokenKeeper> keeper;
};

}  // namespace bridge::oauth::test
