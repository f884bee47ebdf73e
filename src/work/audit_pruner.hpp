#pragma once
// The end of the audit's lines.

namespace bridge::work {

struct State;

/// Drops the oldest lines from before [tenant.audit] keep, a few thousand now and again every five minutes, so that
/// no transaction is long. On the loop.
void prune_audit(State& state);

}  // namespace bridge::work
