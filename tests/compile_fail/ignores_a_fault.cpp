// What can fail is looked at.
#include "bridge/core/result.hpp"

bridge::core::Outcome save();

bool run() {
#ifdef SHOULD_FAIL
  save();
  return true;
#else
  return save().has_value();
#endif
}
