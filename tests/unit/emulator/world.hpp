#pragma once
// An organisation with a clock that stands still, and shorthands to ask it.

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "bridge/core/clock.hpp"
#include "bridge/emulator/emulator.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::emulator::test {

class StandingClock final : public core::Clock {
 public:
  [[nodiscard]] core::Instant now() const override {
    return core::Instant(std::chrono::sys_days{std::chrono::year{2026} / 3 / 1});
  }
  [[nodiscard]] core::Tick tick() const override { return core::Tick(std::chrono::hours(1)); }
};

/// What came back, read as JSON.
struct Seen {
  int status = 0;
  std::string text;
  core::Value body;
  Emulator::Reply reply;

  /// The value at a path such as "result.id" or "data.0.email"; null when there is none.
  [[nodiscard]] core::Value at(std::string_view path) const {
    core::Value value = body;
    while (!path.empty()) {
      const std::string_view step = path.substr(0, path.find('.'));
      path.remove_prefix(std::min(path.size(), step.size() + 1));
      const core::Array* array = value.if_array();
      const core::Object* object = value.if_object();
      const core::Value* next = object != nullptr ? object->find(step) : nullptr;
      if (array != nullptr) {
        const auto index = static_cast<std::size_t>(std::stoul(std::string(step)));
        if (index < array->size()) next = &(*array)[index];
      }
      if (next == nullptr) return {};
      value = core::Value(*next);
    }
    return value;
  }
  [[nodiscard]] int code() const {
    const core::Value value = at("errorCode");
    return value.if_integer() == nullptr ? 0 : static_cast<int>(*value.if_integer());
  }
  [[nodiscard]] std::int64_t integer(std::string_view path) const {
    const core::Value value = at(path);
    return value.if_integer() == nullptr ? 0 : *value.if_integer();
  }
  [[nodiscard]] std::string string(std::string_view path) const {
    const core::Value value = at(path);
    return value.if_string() == nullptr ? std::string() : *value.if_string();
  }
  [[nodiscard]] std::size_t count(std::string_view path) const {
    const core::Value value = at(path);
    return value.if_array() == nullptr ? 0 : value.if_array()->size();
  }
};

struct World {
  explicit World(const Options& options = {}) : emulator(Emulator::make(options, clock)) {
    emulator->add_token({"admin", "admin@example.com", false, false, {}});
    owner = ask("GET", "/users/me").integer("id");
  }

  [[nodiscard]] Emulator::Exchange exchange(const std::string& method, const std::string& target,
                                            const std::string& body = {}) const {
    Emulator::Exchange made;
    made.method = method;
    made.path = "/2.0" + target.substr(0, target.find('?'));
    made.query = target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1);
    made.authorization = "Bearer " + token;
    if (!body.empty()) made.content_type = "application/json";
    made.accept = "application/json";
    made.body = body;
    return made;
  }
  [[nodiscard]] static Seen seen(Emulator::Reply reply) {
    Seen result;
    result.status = reply.status;
    result.text = reply.body;
    if (auto parsed = json::parse(reply.body)) result.body = *parsed;
    result.reply = std::move(reply);
    return result;
  }
  Seen ask(const std::string& method, const std::string& target, const std::string& body = {}) const {
    return seen(emulator->handle(exchange(method, target, body)));
  }

  /// Adds somebody past the API.
  std::int64_t user(const std::string& email, const core::Object& attributes = {}) const {
    return emulator->add_user(attributes.with("email", email));
  }
  /// Changes switches.
  template <class Change>
  void facts(Change change) const {
    Facts now = emulator->facts();
    change(now);
    emulator->set_facts(now);
  }
  /// A token of somebody else, used from now on.
  void act_as(const std::string& email, std::vector<std::string> scopes = {}) {
    token = "token of " + email;
    emulator->add_token({token, email, false, false, std::move(scopes)});
  }

  StandingClock clock;
  std::unique_ptr<Emulator> emulator;
  std::string token = "admin";
  std::int64_t owner = 0;
};

[[nodiscard]] inline std::string path_of(const std::string& collection, std::int64_t id, const std::string& rest = {}) {
  return "/" + collection + "/" + std::to_string(id) + rest;
}

inline void expect_refused(const Seen& seen, int status, int code) {
  EXPECT_EQ(seen.status, status) << seen.text;
  EXPECT_EQ(seen.code(), code) << seen.text;
  EXPECT_FALSE(seen.string("message").empty());
  EXPECT_EQ(seen.string("refId").size(), 12U);
}
inline void expect_done(const Seen& seen) { EXPECT_EQ(seen.status, 200) << seen.text; }

}  // namespace bridge::emulator::test
