#include "web/worker.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include <sys/timerfd.h>

namespace bridge::web {

namespace {

using Pistache::Flags;
using Pistache::Polling::NotifyOn;
using Pistache::Polling::Tag;

constexpr std::uint64_t kMailboxTag = 1;
constexpr std::uint64_t kTimerTag = 2;
constexpr std::uint64_t kListenerTag = 3;
constexpr int kAcceptsPerTurn = 64;
constexpr unsigned kMaxRefusals = 64;

std::chrono::milliseconds tick_of(const Limits& limits) {
  const auto shortest = std::min({limits.header_timeout, limits.body_timeout, limits.idle_timeout});
  return std::clamp(shortest / 10, std::chrono::milliseconds(10), std::chrono::milliseconds(250));
}

timespec to_timespec(std::chrono::milliseconds span) {
  return {static_cast<time_t>(span.count() / 1000), static_cast<long>(span.count() % 1000) * 1'000'000};
}

}  // namespace

void Worker::accept_from(UniqueFd listener, std::vector<std::shared_ptr<Mailbox>> mailboxes) {
  listener_ = std::move(listener);
  mailboxes_ = std::move(mailboxes);
  reactor()->registerFd(key(), listener_.get(), NotifyOn::Read, Tag(kListenerTag));
  accepting_ = true;
}

std::shared_ptr<Pistache::Aio::Handler> Worker::clone() const { return std::make_shared<Worker>(shared_); }

void Worker::registerPoller(Pistache::Polling::Epoll& poller) {
  mailbox_ = std::make_shared<Mailbox>(shared_->counters);
  timer_ = UniqueFd(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
  if (!timer_) throw std::system_error(errno, std::generic_category(), "timerfd_create");
  poller.addFd(mailbox_->wake_fd(), Flags<NotifyOn>(NotifyOn::Read), Tag(kMailboxTag));
  poller.addFd(timer_.get(), Flags<NotifyOn>(NotifyOn::Read), Tag(kTimerTag));
}

void Worker::onReady(const Pistache::Aio::FdSet& ready) {
  for (std::size_t i = 0; i < ready.size(); ++i) {
    try {
      on_entry(ready[i]);
    } catch (const std::exception& error) {
      shared_->log(std::string("an I/O thread went on after: ") + error.what());
    }
  }
  bury();
  keep_time();
}

void Worker::on_entry(const Pistache::Aio::FdSet::Entry& entry) {
  switch (const std::uint64_t tag = entry.getTag().value()) {
    case kMailboxTag: return read_mailbox();
    case kTimerTag: return on_timer();
    case kListenerTag: return accept_some();
    default:
      if (const auto found = connections_.find(tag); found != connections_.end()) {
        // Pistache has no flag for EPOLLERR: an entry without any flag is one.
        const bool broken = entry.isHangup() || !(entry.isReadable() || entry.isWritable());
        found->second->on_event(entry.isReadable(), entry.isWritable(), broken);
      }
  }
}

void Worker::read_mailbox() {
  for (Message& message : mailbox_->take()) {
    std::visit([this](auto& content) { handle(std::move(content)); }, message);
  }
}

void Worker::handle(LateAnswer message) {
  const auto found = connections_.find(message.connection);
  if (found == connections_.end()) {
    shared_->counters->answers_dropped.fetch_add(1);
    if (message.response) report_delivery(*message.response, false);
    return;
  }
  Connection& connection = *found->second;
  const bool was_open = connection.is_open();
  connection.on_answer(std::move(message));
  if (!was_open && !connection.awaits_answer()) connections_.erase(found);
}

void Worker::handle(StopTaking) {
  if (listener_ && accepting_) reactor()->removeFd(key(), listener_.get());
  accepting_ = false;
  listener_.reset();
  for (const auto& [id, connection] : connections_) connection->on_stop();
  shared_->drain.thread_stopped_taking();
}

void Worker::handle(CallAgain message) {
  const auto found = connections_.find(message.connection);
  if (found != connections_.end()) found->second->on_call_again();
}

void Worker::on_timer() {
  std::uint64_t expirations = 0;
  (void)!::read(timer_.get(), &expirations, sizeof(expirations));
  const core::Tick now = std::chrono::steady_clock::now();
  for (const auto& [id, connection] : connections_) connection->on_tick(now);
  if (listener_ && !accepting_) {
    reactor()->registerFd(key(), listener_.get(), NotifyOn::Read, Tag(kListenerTag));
    accepting_ = true;
  }
}

void Worker::accept_some() {
  for (int i = 0; i < kAcceptsPerTurn && listener_; ++i) {
    Accepted accepted = accept_one(listener_.get());
    if (accepted.state == AcceptState::NoneWaiting) return;
    if (accepted.state == AcceptState::Exhausted) return pause_accepting();
    if (accepted.state == AcceptState::Taken) place(std::move(accepted));
  }
}

void Worker::place(Accepted accepted) {
  Counters& counters = *shared_->counters;
  counters.accepted.fetch_add(1);
  if (counters.open.load() >= shared_->limits.max_connections) {
    counters.refused.fetch_add(1);
    if (shared_->tls || shared_->refusals.load() >= kMaxRefusals) return;
    shared_->refusals.fetch_add(1);
    return adopt(NewSocket{std::move(accepted.fd), std::move(accepted.peer), true});
  }
  counters.open.fetch_add(1);
  const auto less_busy = [](const auto& a, const auto& b) { return a->load().load() < b->load().load(); };
  const auto& chosen = *std::min_element(mailboxes_.begin(), mailboxes_.end(), less_busy);
  chosen->load().fetch_add(1);
  NewSocket socket{std::move(accepted.fd), std::move(accepted.peer), false};
  if (chosen == mailbox_) return adopt(std::move(socket));
  chosen->post(std::move(socket));
}

void Worker::pause_accepting() {
  reactor()->removeFd(key(), listener_.get());
  accepting_ = false;
  shared_->log("no descriptors or memory left for new connections; accepting pauses");
}

void Worker::adopt(NewSocket socket) {
  const int fd = socket.fd.get();
  auto channel =
      shared_->tls ? make_tls_channel(std::move(socket.fd), shared_->tls) : make_plain_channel(std::move(socket.fd));
  const std::uint64_t id = shared_->next_connection.fetch_add(1);
  if (!channel) {
    shared_->counters->open.fetch_sub(1);
    mailbox_->load().fetch_sub(1);
    return shared_->log("no memory for the TLS state of a new connection");
  }
  auto connection = std::make_unique<Connection>(*this, id, std::move(channel), std::move(socket.peer));
  Connection& adopted = *connection;
  connections_.emplace(id, std::move(connection));
  reactor()->registerFd(key(), fd, NotifyOn::Read, Tag(id));
  if (socket.refused) {
    mailbox_->load().fetch_add(1);
    adopted.refuse();
  } else {
    adopted.start();
  }
}

void Worker::watch(std::uint64_t connection, int fd, bool reading, bool writing) {
  const int interest =
      (reading ? static_cast<int>(NotifyOn::Read) : 0) | (writing ? static_cast<int>(NotifyOn::Write) : 0);
  reactor()->modifyFd(key(), fd, static_cast<NotifyOn>(interest), Tag(connection));
}

void Worker::closing(std::uint64_t connection, int fd) {
  mailbox_->load().fetch_sub(1);
  closed_.push_back(connection);
  try {
    reactor()->removeFd(key(), fd);
  } catch (const std::exception& error) {
    shared_->log(std::string("a closed connection was not under watch: ") + error.what());
  }
}

void Worker::bury() {
  for (const std::uint64_t id : closed_) {
    const auto found = connections_.find(id);
    if (found == connections_.end()) continue;
    if (found->second->awaits_answer()) {
      found->second->drop_channel();
    } else {
      connections_.erase(found);
    }
  }
  closed_.clear();
}

void Worker::keep_time() {
  const bool needed = !connections_.empty() || (listener_ && !accepting_);
  if (needed == timer_runs_) return;
  timer_runs_ = needed;
  const timespec span = to_timespec(needed ? tick_of(shared_->limits) : std::chrono::milliseconds(0));
  const itimerspec setting{span, span};
  (void)::timerfd_settime(timer_.get(), 0, &setting, nullptr);
}

}  // namespace bridge::web
