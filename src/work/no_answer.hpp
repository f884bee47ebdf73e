#pragma once
// What it means that a call got no answer.

#include "bridge/transport/http_client.hpp"
#include "reply_reading.hpp"

namespace bridge::work {

[[nodiscard]] Heard no_answer(const transport::TransportFault& fault);

}  // namespace bridge::work
