#pragma once
// Syncs, drift and repairs as admin actions. What takes long goes on by itself, and is looked at from time to time.

#include "app/admin/admin_actions.hpp"
#include "bridge/core/value.hpp"

namespace bridge::app {

/// One of BeginSync, ShowSync, ShowDrift, PlanRepair, BeginRepair, ShowRepair.
void run_sync_action(AdminAction action, const AdminTenant& tenant, const core::Value& body, AdminDone done);

}  // namespace bridge::app
