// What is meant for the log does not become what the caller sees.
#include <string>
#include <utility>

#include "bridge/core/fault.hpp"

bridge::core::Fault run(bridge::core::LogText why) {
  bridge::core::Fault fault;
#ifdef SHOULD_FAIL
  fault.detail = std::move(why);
#else
  fault.context = std::move(why);
#endif
  return fault;
}
