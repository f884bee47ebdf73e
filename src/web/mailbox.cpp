#include "web/mailbox.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>

#include "web/delivery.hpp"

namespace bridge::web {

Mailbox::Mailbox(std::shared_ptr<Counters> counters)
    : counters_(std::move(counters)), wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (!wake_) throw std::system_error(errno, std::generic_category(), "eventfd");
}

bool Mailbox::post(Message message) {
  {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
      const bool was_empty = messages_.empty();
      messages_.push_back(std::move(message));
      if (was_empty) (void)::eventfd_write(wake_.get(), 1);
      return true;
    }
  }
  drop(message);
  return false;
}

std::vector<Message> Mailbox::take() {
  eventfd_t ignored = 0;
  const std::lock_guard lock(mutex_);
  (void)::eventfd_read(wake_.get(), &ignored);
  return std::exchange(messages_, {});
}

void Mailbox::close() {
  std::vector<Message> left;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    left.swap(messages_);
  }
  for (Message& message : left) drop(message);
}

void Mailbox::drop(Message& message) const {
  if (auto* answer = std::get_if<LateAnswer>(&message)) {
    counters_->answers_dropped.fetch_add(1);
    if (answer->response) report_delivery(*answer->response, false);
  }
  if (const auto* socket = std::get_if<NewSocket>(&message); socket != nullptr && !socket->refused) {
    counters_->open.fetch_sub(1);
  }
}

}  // namespace bridge::web
