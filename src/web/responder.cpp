#include <utility>

#include "bridge/web/server.hpp"

namespace bridge::web {

namespace {

void abandon(std::unique_ptr<Responder::Sink> sink) noexcept {
  if (!sink) return;
  try {
    sink->abandoned();
  } catch (...) {  // NOLINT(bugprone-empty-catch): out of memory; the connection's stop or its client ends the wait
  }
}

}  // namespace

Responder::Responder(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}
Responder::Responder(Responder&&) noexcept = default;

Responder& Responder::operator=(Responder&& other) noexcept {
  if (this != &other) {
    abandon(std::move(sink_));
    sink_ = std::move(other.sink_);
  }
  return *this;
}

Responder::~Responder() { abandon(std::move(sink_)); }

void Responder::send(Response response) && {
  if (const auto sink = std::move(sink_)) sink->answer(std::move(response));
}

}  // namespace bridge::web
