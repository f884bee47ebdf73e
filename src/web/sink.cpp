#include "web/sink.hpp"

#include <utility>

namespace bridge::web {

namespace {

thread_local Dispatch* current = nullptr;

class ConnectionSink final : public Responder::Sink {
 public:
  ConnectionSink(std::shared_ptr<Mailbox> mailbox, std::uint64_t connection, std::uint64_t request)
      : mailbox_(std::move(mailbox)), connection_(connection), request_(request) {}

  void answer(Response response) override { deliver(LateAnswer{connection_, request_, std::move(response)}); }
  void abandoned() override { deliver(LateAnswer{connection_, request_, std::nullopt}); }

 private:
  void deliver(LateAnswer answer) {
    if (!Dispatch::leave(*mailbox_, answer)) mailbox_->post(std::move(answer));
  }

  std::shared_ptr<Mailbox> mailbox_;
  std::uint64_t connection_;
  std::uint64_t request_;
};

}  // namespace

Dispatch::Dispatch(const Mailbox& mailbox, std::uint64_t connection, std::uint64_t request)
    : mailbox_(mailbox), connection_(connection), request_(request) {
  current = this;
}

Dispatch::~Dispatch() { current = nullptr; }

bool Dispatch::leave(const Mailbox& mailbox, LateAnswer& answer) {
  if (current == nullptr || &current->mailbox_ != &mailbox) return false;
  if (current->connection_ != answer.connection || current->request_ != answer.request) return false;
  current->outcome = answer.response ? Outcome::Answered : Outcome::Abandoned;
  if (answer.response) current->response = std::move(*answer.response);
  return true;
}

Responder make_responder(std::shared_ptr<Mailbox> mailbox, std::uint64_t connection, std::uint64_t request) {
  return Responder(std::make_unique<ConnectionSink>(std::move(mailbox), connection, request));
}

}  // namespace bridge::web
