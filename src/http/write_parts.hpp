#pragma once
// What the writes of all resources have in common.

#include "bridge/service/service.hpp"
#include "http/answerer.hpp"
#include "http/exchange.hpp"
#include "http/success_response.hpp"

namespace bridge::http {

/// The write that the exchange asks for; its id is what the route captured.
[[nodiscard]] service::Write write_of(service::Kind kind, const Exchange& exchange);

/// Answers a write.
[[nodiscard]] service::WriteDone answered_by(const Answer& answer, WriteBody body = WriteBody::Sent);

}  // namespace bridge::http
