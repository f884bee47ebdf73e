#include "app/admin/store_actions.hpp"

#include <chrono>
#include <filesystem>
#include <utility>

#include "app/admin/store_json.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

using core::FaultKind;
using core::Value;

StoreActions::StoreActions(store::Store& store) : store_(store) {}

void StoreActions::check(Done done) {
  start(std::move(done), [this]() -> core::Result<Value> {
    const auto report = store_.check();
    if (!report) return report.passed_on();
    return Value(to_value(*report));
  });
}

void StoreActions::back_up(const Value& body, Done done) {
  std::string target = text_at(body, "target");
  if (!std::filesystem::path(target).is_absolute()) {
    return done(core::failure(FaultKind::InvalidValue, "target: expected an absolute path"));
  }
  start(std::move(done), [this, target = std::move(target)]() -> core::Result<Value> {
    const auto bytes = store_.backup(target);
    if (!bytes) return bytes.passed_on();
    return Value(backup_json(target, *bytes));
  });
}

void StoreActions::start(Done done, std::function<core::Result<Value>()> work) {
  const std::lock_guard lock(mutex_);
  if (under_way_.valid() && under_way_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    return done(core::failure(FaultKind::Overloaded, "a check or a backup of the store is under way already"));
  }
  under_way_ = std::async(std::launch::async, [done = std::move(done), work = std::move(work)] { done(work()); });
}

}  // namespace bridge::app
