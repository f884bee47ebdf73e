#include "bulk_run.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace bridge::service {

namespace {

constexpr std::chrono::seconds kSoon{5};

core::Fault too_late() {
  return {core::FaultKind::Overloaded,
          "the time for the bulk request was over before this operation was begun; it can be sent again",
          {},
          kSoon};
}

}  // namespace

BulkRun::BulkRun(scim::BulkRequest request, Settings settings, Execute execute, Done done)
    : request_(std::move(request)),
      settings_(std::move(settings)),
      execute_(std::move(execute)),
      done_(std::move(done)),
      results_(request_.operations.size()) {
  for (std::size_t i = 0; i < request_.operations.size(); ++i) {
    const scim::BulkOperation& operation = request_.operations[i];
    if (operation.verb == scim::BulkMethod::Post) creations_.emplace(operation.bulk_id, i);
  }
}

/// A loop, so that operations that end at once don't nest: end() comes back here and finds it running.
void BulkRun::advance() {
  std::unique_lock lock(mutex_);
  if (beginning_) return;
  beginning_ = true;
  while (may_begin()) {
    const std::size_t index = request_.order[next_++];
    ++in_flight_;
    lock.unlock();
    begin(index);
    lock.lock();
  }
  beginning_ = false;
  if (!is_over() || !done_) return;
  const Done done = std::exchange(done_, {});
  Results results = std::move(results_);
  lock.unlock();
  done(request_, std::move(results));
}

/// Strictly in order: whoever has to wait holds up all behind it, so that operations on one resource or
/// one name arrive there as they stand in the request.
bool BulkRun::may_begin() {
  if (stopped_ || next_ == request_.order.size()) return false;
  const std::size_t most = request_.fail_on_errors ? 1 : settings_.in_flight;
  if (in_flight_ >= most) return false;
  return has_what_it_waits_for(request_.operations[request_.order[next_]]);
}

/// From the end: the last is likely to end last, and is then all that has to be looked at again.
bool BulkRun::has_what_it_waits_for(const scim::BulkOperation& operation) {
  if (waits_for_ && !results_[*waits_for_]) return false;
  waits_for_.reset();
  for (const auto* list : {&operation.needs, &operation.follows}) {
    const auto open = std::find_if(list->rbegin(), list->rend(), [this](std::size_t i) { return !results_[i]; });
    if (open == list->rend()) continue;
    waits_for_ = *open;
    return false;
  }
  return true;
}

bool BulkRun::is_over() const { return in_flight_ == 0 && (stopped_ || next_ == request_.order.size()); }

void BulkRun::begin(std::size_t index) {
  const scim::BulkOperation& operation = request_.operations[index];
  Started started = prepared(operation);
  if (auto* fault = std::get_if<core::Fault>(&started)) return end(index, core::Failure{std::move(*fault)});
  auto& [id, data] = std::get<1>(started);
  execute_(operation, std::move(id), std::move(data),
           [self = shared_from_this(), index](core::Result<Written> result) { self->end(index, std::move(result)); });
}

/// Without the lock: the results that it reads were there when the operation was let go, and stay.
BulkRun::Started BulkRun::prepared(const scim::BulkOperation& operation) const {
  if (operation.fault) return *operation.fault;
  for (const std::size_t need : operation.needs) {
    if (!*results_[need]) return scim::failed_need(request_.operations[need].bulk_id);
  }
  if (!settings_.in_time()) return too_late();
  core::ResourceId id = operation.id_from.empty() ? core::ResourceId(operation.id) : made(operation.id_from);
  core::Value data = scim::with_identifiers(operation.data, operation.verb, [&](std::string_view identifier) {
    const auto bulk_id = scim::referred_bulk_id(identifier);
    return bulk_id ? std::optional(made(*bulk_id).text) : std::nullopt;
  });
  return std::pair(std::move(id), std::move(data));
}

const core::ResourceId& BulkRun::made(std::string_view bulk_id) const {
  return (*results_[creations_.at(bulk_id)])->id;
}

void BulkRun::end(std::size_t index, core::Result<Written> result) {
  {
    const std::lock_guard lock(mutex_);
    if (!result) ++errors_;
    if (request_.fail_on_errors && errors_ >= *request_.fail_on_errors) stopped_ = true;
    results_[index] = std::move(result);
    --in_flight_;
  }
  advance();
}

}  // namespace bridge::service
